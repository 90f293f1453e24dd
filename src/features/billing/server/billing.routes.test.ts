import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { doctored } from '#test/doctored.ts'
import { csv, importer } from '#test/importing.ts'
import type { Person } from '#test/world.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

type Body = Readonly<Record<string, unknown>>
const number = '91110108551385082Q'
const customer = async (name: string, who: Person = 'olivia') =>
  String((await t.as(who).post('/customers', { name })).body.id)
const add = (customerId: string, more: Body = {}, who: Person = 'olivia') =>
  t.as(who).post('/billing-profiles', { customerId, name: 'Acme', taxNumber: number, ...more })
const added = async (customerId: string, more: Body = {}) => String((await add(customerId, more)).body.id)
const edit = (id: string, body: Body) => t.as('olivia').patch(`/billing-profiles/${id}`, body)
const keys = ({ body }: { body: Body }) => (body.reasons as { key: string }[]).map(one => one.key) // every refusal has them
const of = async (customerId: string, who: Person = 'olivia') => {
  const filter = encodeURIComponent(JSON.stringify({ field: 'customerId', op: 'is', value: customerId }))
  return (await t.as(who).get(`/billing-profiles?sort=createdAt&filter=${filter}`)).body.items as Body[] // its schema
}
const defaults = async (customerId: string) => (await of(customerId)).filter(one => one.isDefault).map(one => one.id)

test('the first is the default; another takes its place, and what is deleted leaves it to the oldest', async () => {
  const id = await customer('Defaults')
  const [one, two] = [await added(id, { taxNumber: ' 91110108551385082q ' }), await added(id, { name: 'Branch' })]
  expect((await of(id))[0]).toMatchObject({
    id: one,
    isDefault: true,
    taxNumber: number,
    kind: 'company',
    taxKind: 'plain',
  })
  await edit(two, { isDefault: true })
  expect(await defaults(id)).toEqual([two])
  expect(keys(await edit(two, { isDefault: false }))).toEqual(['billingProfile.needsDefault'])
  expect((await t.as('olivia').delete(`/billing-profiles/${two}`)).status).toBe(200)
  expect(await defaults(id)).toEqual([one])
  expect((await t.as('olivia').delete(`/billing-profiles/${two}`)).status).toBe(404)
  await t.as('olivia').delete(`/billing-profiles/${one}`)
  expect(await of(id)).toEqual([])
})

test('two first ones at the same moment: one is the default', async () => {
  const id = await customer('Both at once')
  const made = await Promise.all([added(id, { name: 'a' }), added(id, { name: 'b' }), added(id, { name: 'c' })])
  expect(new Set(made).size).toBe(3)
  expect(await defaults(id)).toHaveLength(1)
  await Promise.all(made.map(one => edit(one, { isDefault: true })))
  expect(await defaults(id)).toHaveLength(1)
  expect(await doctored(t.database).findings()).toEqual([])
})

test('all that is wrong is said at once; the same twice, and a stale edit, are refused', async () => {
  const id = await customer('Wrong')
  const wrong = { taxNumber: '911101085513850821', taxKind: 'special', account: '!', email: 'x' }
  expect(keys(await add(id, wrong))).toEqual([
    'invoice.taxNumberWrong',
    'invoice.missing.address',
    'invoice.missing.phone',
    'invoice.missing.bank',
    'billingProfile.accountWrong',
    'invoice.emailWrong',
  ])
  const one = await added(id)
  expect(keys(await add(id, { name: ' ACME ' }))).toEqual(['billingProfile.twin'])
  expect((await add(id, { bank: 'ICBC', account: '6222 0200' })).status).toBe(201)
  await edit(one, { note: 'first' })
  expect((await edit(one, { note: 'second', version: 1 })).status).toBe(409)
  expect(keys(await add(id, { name: '\u200b' }))).toEqual(['field.required'])
})

test('whoever sees the customer sees them, and nobody else', async () => {
  const hers = await customer('Ann’s own', 'ann')
  const id = await customer('Olivia’s own')
  const one = await added(id)
  expect((await add(hers, {}, 'ann')).status).toBe(201)
  expect(keys(await add(id, {}, 'ann'))).toEqual(['billingProfile.unknownCustomer'])
  expect((await t.as('ann').get(`/billing-profiles/${one}`)).status).toBe(404)
  expect((await t.as('ann').patch(`/billing-profiles/${one}`, { note: 'x' })).status).toBe(404)
  expect((await t.as('ann').delete(`/billing-profiles/${one}`)).status).toBe(404)
  expect((await of(id, 'fay')).map(each => each.id)).toEqual([one])
  expect((await t.as('wei').get(`/billing-profiles/${one}`)).status).toBe(403)
})

test('a file brings them to customers by name: what the run does, the check says', async () => {
  await customer('Import One')
  await customer('Import Two')
  const lines = [
    '客户名称,购买方类型,抬头,税号,票种,开户行,账号',
    `Import One,企业,Import One 有限公司,${number},普票,工行,62220200`,
    `Import One,企业,Import One 有限公司,${number},普票,工行,6222 0200`,
    'Import One,个人,张三,,普票,,',
    'Import Two,境外企业,Two GmbH,DE136695976,普票,,',
    'Import Two,企业,Two,911101085513850821,普票,,',
    'Nobody,企业,X,,普票,,',
  ]
  const { checked, verdict, done } = await importer(t, 'fay').bring('billingProfile', csv(...lines))
  expect(verdict.rows.flatMap(({ line, reasons }) => reasons.map(one => `${line} ${one.path} ${one.key}`))).toEqual([
    '3 name exchange.twin',
    '6 taxNumber invoice.taxNumberWrong',
    expect.stringContaining('7 customerId'),
  ])
  expect([checked.rowsOk, done.rowsOk]).toEqual([3, 3])
})

test('two customers become one: the kept one’s default stays, and comes apart again as it was', async () => {
  const [winner, loser, bare] = [await customer('Winner'), await customer('Loser'), await customer('Bare')]
  const [w, l] = [await added(winner, { name: 'W' }), await added(loser, { name: 'L' })]
  const merge = (winnerId: string, loserId: string) =>
    t.as('olivia').post('/merges', { entity: 'customer', winnerId, loserId })
  const undo = (id: unknown) => t.as('olivia').post(`/merges/${String(id)}/moves/undo`)
  const first = await merge(winner, loser)
  expect([await defaults(winner), (await of(winner)).length]).toEqual([[w], 2])
  await edit(l, { isDefault: true })
  await undo(first.body.id)
  expect([await defaults(winner), await defaults(loser)]).toEqual([[w], [l]])
  // where nobody stood on invoices, the other’s default goes on, and is nobody’s loss when it goes back
  const second = await merge(bare, loser)
  const more = await added(bare, { name: 'More', isDefault: true })
  await undo(second.body.id)
  expect([await defaults(bare), await defaults(loser)]).toEqual([[more], [l]])
  expect(await doctored(t.database).findings()).toEqual([])
})

test('they are found by name, pinyin and tax number, by whoever may see the customer; deleted ones are not', async () => {
  const id = await customer('Owner of the name')
  const one = await added(id, { name: '湖州鸣泉食品', kind: 'company' })
  const found = async (q: string, who: Person = 'olivia') =>
    ((await t.as(who).get(`/billing-profiles?q=${encodeURIComponent(q)}`)).body.items as Body[]).map(each => each.id) // its schema
  for (const q of ['鸣泉', 'huzhou', 'mqsp', number.slice(0, 10)]) expect(await found(q)).toContain(one)
  expect(await found('鸣泉', 'ann')).toEqual([])
  await edit(one, { name: '湖州清泉食品' })
  expect(await found('鸣泉')).toEqual([])
  expect(await found('清泉')).toEqual([one])
  const groups: unknown = (await t.as('olivia').get(`/search?q=${encodeURIComponent('清泉')}`)).body
  const hits = (groups as { hits: { href: string }[] }[]).flatMap(group => group.hits) // its schema
  expect(hits.map(hit => hit.href)).toContain(`/billing-profiles/${one}`)
  await t.as('olivia').delete(`/billing-profiles/${one}`)
  expect(await found('清泉')).toEqual([])
  expect(await doctored(t.database).findings()).toEqual([])
})
