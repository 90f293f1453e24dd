import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrg, type Tx } from '#kernel/db.ts'
import { childrenOf, keyOf } from '#meta/server/children.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { doctored } from '#test/doctored.ts'
import { everyKind } from '#test/everyKind.ts'
import type { Person } from '#test/world.ts'
import { sweepMerges } from './mergeRecords.ts'

let t: TestApp
type Body = Readonly<Record<string, unknown>>

beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const act = <R>(fn: (tx: Tx) => Promise<R>) => inOrg(t.db, t.world.acmeId, { mode: 'write' }, fn)
const rows = (text: string, ...values: unknown[]) => act(tx => tx.query({ text, values: [tx.orgId, ...values] }))
const make = async (path: string, body: Body = {}, who: Person = 'olivia'): Promise<Body & { id: string }> => {
  const { status, body: made, response } = await t.as(who).post(path, body)
  expect(status, response.body).toBeLessThan(300)
  return { ...made, id: String(made.id) }
}
const keys = (body: Body) => (body.reasons as { key: string }[]).map(one => one.key) // every refusal has them
type Wish = Body & { readonly who?: Person }
const merge = (entity: string, winnerId: string, loserId: string, { who = 'olivia', ...more }: Wish = {}) =>
  t.as(who).post('/merges', { entity, winnerId, loserId, ...more })
const undo = (id: unknown, who: Person = 'olivia') => t.as(who).post(`/merges/${String(id)}/moves/undo`)

/** By where they point: the ids of all that points at the record. */
async function pointing(entity: string, id: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const child of childrenOf(entity)) {
    const kind = child.kind ? ` and ${child.kind} = '${entity}'` : ''
    const some = await rows(
      `select distinct ${child.by ?? 'id'} as id from ${child.table} where org_id = $1 and ${child.column} = $2${kind} order by id`,
      id,
    )
    if (some.length > 0) found[keyOf(child)] = some.map(row => String(row.id))
  }
  return found
}

describe('customers', () => {
  test('a customer with everything goes into another, and comes back with exactly its own', async () => {
    const { customer: loser, contact, deal } = await everyKind(t.as('olivia'), 'Umbrella')
    const winner = await make('/customers', { name: 'Umbrella Trading', region: 'Racoon' })
    await make('/contacts', { customerId: winner.id, name: 'Ada', isPrimary: true })
    await t.as('olivia').patch(`/contacts/${contact}`, { isPrimary: true, decisionRole: 'decider' })
    const said = { subjectEntity: 'customer', subjectId: loser, kind: 'call', content: 'heard' }
    await make('/followups', said)
    const mine = encodeURIComponent(JSON.stringify({ field: 'customerId', op: 'is', value: loser }))
    await make('/views', { entity: 'deal', name: 'Theirs', filter: { field: 'customerId', op: 'is', value: loser } })
    const before = await pointing('customer', loser)
    expect(Object.keys(before).length).toBeGreaterThan(12)
    const credit = async (id: string) => String((await t.as('olivia').get(`/customers/${id}/credit`)).body.used)
    const used = await credit(loser)
    expect(used).not.toBe('0')

    const preview = await t
      .as('olivia')
      .post('/merges/preview', { entity: 'customer', winnerId: winner.id, loserId: loser })
    expect(preview.body).toMatchObject({
      reasons: [],
      winner: { name: 'Umbrella Trading' },
      loser: { name: 'Umbrella' },
    })
    const made = await merge('customer', winner.id, loser)
    expect([made.status, made.response.body]).toEqual([201, expect.anything()])
    expect(await pointing('customer', loser)).toEqual({})
    expect(await credit(winner.id)).toBe(used)
    const gone = await t.as('olivia').get(`/customers/${loser}`)
    expect([gone.status, gone.body.leadsTo]).toEqual([404, winner.id])
    const list = await t.as('olivia').get('/customers?q=Umbrella')
    expect((list.body.items as Body[]).map(one => one.id)).toEqual([winner.id]) // its schema
    expect((await t.as('olivia').get(`/deals?filter=${mine}`)).body.items).toEqual([])
    // C108: who decides still does
    expect((await t.as('olivia').get(`/contacts/${contact}`)).body).toMatchObject({
      customerId: winner.id,
      decisionRole: 'decider',
      isPrimary: false,
    })
    const timeline = await t.as('olivia').get(`/timeline?entity=customer&id=${winner.id}&limit=100`)
    const kinds = (timeline.body.items as { kind: string }[]).map(one => one.kind) // its schema
    expect(kinds).toEqual(expect.arrayContaining(['customer.merged', 'order.created', 'followup.logged']))
    expect(await doctored(t.database).findings()).toEqual([])

    // what is made since stays; what was changed since is not lost
    const since = await make('/deals', { name: 'since', customerId: winner.id })
    await t.as('olivia').patch(`/deals/${deal}`, { name: 'renamed since' })
    // what is made since of something that goes back is never of another customer than it
    const ofDeal = { subjectEntity: 'deal', subjectId: deal, kind: 'call' }
    const heard = await make('/followups', { ...ofDeal, content: 'heard since' })
    const quote = await make('/quotes', { dealId: deal })
    const undone = await undo(made.body.id)
    expect([undone.status, undone.response.body]).toEqual([200, expect.anything()])
    for (const [path, { id }] of [
      ['followups', heard],
      ['quotes', quote],
    ] as const)
      expect((await t.as('olivia').get(`/${path}/${id}`)).body).toMatchObject({ customerId: loser })
    const back = Object.entries(await pointing('customer', loser))
    const added = [heard.id, quote.id]
    expect(Object.fromEntries(back.map(([at, ids]) => [at, ids.filter(id => !added.includes(id))]))).toEqual(before)
    expect(await credit(loser)).toBe(used)
    expect(await credit(winner.id)).toBe('0')
    expect((await t.as('olivia').get(`/deals/${since.id}`)).body).toMatchObject({ customerId: winner.id })
    expect((await t.as('olivia').get(`/deals/${deal}`)).body).toMatchObject({
      customerId: loser,
      name: 'renamed since',
    })
    expect((await t.as('olivia').get(`/contacts/${contact}`)).body).toMatchObject({
      customerId: loser,
      isPrimary: true,
    })
    expect((await t.as('olivia').get('/customers?q=Umbrella')).body.items).toHaveLength(2)
    expect(await doctored(t.database).findings()).toEqual([])
    expect(keys((await undo(made.body.id)).body)).toEqual(['twin.undone'])
  }, 120_000)

  test('fields are chosen one by one; what nobody chose is the fuller; undoing gives both theirs', async () => {
    const label = { en: 'Tax office', zh: '税务所' }
    await make('/fields', { entity: 'customer', key: 'office', label, kind: 'text', unique: true })
    const one = await make('/customers', {
      name: 'One Ltd',
      phone: '13811110001',
      note: 'short',
      custom: { office: 'A1' },
    })
    const two = await make('/customers', {
      name: 'Two Ltd',
      phone: '13811110002',
      email: 'two@x.cn',
      note: 'a longer note',
      uscc: '91350100M000100Y43',
      custom: { office: 'B2' },
    })
    const made = await merge('customer', one.id, two.id, {
      fields: { phone: 'loser', name: 'winner', 'custom.office': 'loser' },
    })
    const now = (await t.as('olivia').get(`/customers/${one.id}`)).body
    expect(now).toMatchObject({
      name: 'One Ltd',
      phone: '13811110002',
      email: 'two@x.cn',
      note: 'a longer note',
      uscc: '91350100M000100Y43',
    })
    expect(now.custom).toMatchObject({ office: 'B2' })
    await t.as('olivia').patch(`/customers/${one.id}`, { email: 'written@since.cn' })
    expect((await undo(made.body.id)).status).toBe(200)
    expect((await t.as('olivia').get(`/customers/${one.id}`)).body).toMatchObject({
      phone: '13811110001',
      email: 'written@since.cn',
      uscc: null,
      note: 'short',
      custom: { office: 'A1' },
    })
    expect((await t.as('olivia').get(`/customers/${two.id}`)).body).toMatchObject({
      email: 'two@x.cn',
      uscc: '91350100M000100Y43',
      custom: { office: 'B2' },
    })
    expect(await doctored(t.database).findings()).toEqual([])
  })

  test('whoever stood below the one that goes is not left above the one that stays', async () => {
    const loser = await make('/customers', { name: 'Old group' })
    const between = await make('/customers', { name: 'Between', parentId: loser.id })
    const winner = await make('/customers', { name: 'New group', parentId: between.id })
    const made = await merge('customer', winner.id, loser.id)
    const parentOf = async (id: string) => (await t.as('olivia').get(`/customers/${id}`)).body.parentId
    expect([await parentOf(winner.id), await parentOf(between.id)]).toEqual([null, winner.id])
    await undo(made.body.id)
    expect([await parentOf(winner.id), await parentOf(between.id)]).toEqual([between.id, loser.id])
  })

  test('a group closes over the one that goes, and nobody stands above themselves', async () => {
    const top = await make('/customers', { name: 'Top' })
    const middle = await make('/customers', { name: 'Middle', parentId: top.id })
    const low = await make('/customers', { name: 'Low', parentId: middle.id, payerId: middle.id })
    expect((await merge('customer', low.id, middle.id)).status).toBe(201)
    expect((await t.as('olivia').get(`/customers/${low.id}`)).body).toMatchObject({ parentId: top.id, payerId: null })
    expect((await merge('customer', low.id, top.id)).status).toBe(201)
    expect((await t.as('olivia').get(`/customers/${low.id}`)).body).toMatchObject({ parentId: null })
    expect((await t.as('olivia').get(`/customers/${middle.id}`)).body).toMatchObject({ leadsTo: low.id })
    expect(await doctored(t.database).findings()).toEqual([])
  })

  test('two merges crossing each other: one is made, the other is told, and nothing waits for ever', async () => {
    for (let round = 0; round < 3; round++) {
      const [a, b] = [
        await make('/customers', { name: `Cross A${round}` }),
        await make('/customers', { name: `Cross B${round}` }),
      ]
      await make('/contacts', { customerId: a.id, name: 'x' })
      await make('/contacts', { customerId: b.id, name: 'y' })
      const both = await Promise.all([merge('customer', a.id, b.id), merge('customer', b.id, a.id)])
      expect(both.map(one => one.status).toSorted()).toEqual([201, 409])
    }
    expect(t.db.counters.retries).toBe(0)
  })

  test('who may, and what is refused', async () => {
    const [a, b] = [
      await make('/customers', { name: 'May A' }, 'ann'),
      await make('/customers', { name: 'May B' }, 'ann'),
    ]
    expect((await merge('customer', a.id, b.id, { who: 'ann' })).status).toBe(403)
    expect((await merge('customer', a.id, b.id, { who: 'wei' })).status).toBe(403)
    expect((await t.as('gus').post('/merges', { entity: 'customer', winnerId: a.id, loserId: b.id })).status).toBe(404)
    expect(keys((await merge('deal', a.id, b.id)).body)).toEqual(['twin.notDeals'])
    expect(keys((await merge('customer', a.id, a.id)).body)).toEqual(['twin.itself'])
    expect(keys((await merge('customer', a.id, b.id, { versions: { winner: 7, loser: 1 } })).body)).toEqual([
      'kernel.stale',
    ])
    expect(keys((await merge('customer', a.id, b.id, { fields: { number: 'loser' } })).body)).toEqual([
      'twin.unknownField',
    ])
    await t.as('fay').post(`/customers/${a.id}/moves/block`)
    expect(keys((await merge('customer', a.id, b.id)).body)).toEqual(['customer.mergeBlocked'])
    await t.as('fay').post(`/customers/${a.id}/moves/unblock`)
    const made = await merge('customer', a.id, b.id, { who: 'max' })
    expect(made.status).toBe(201)
    expect((await t.as('olivia').post(`/customers/${b.id}/restore`)).body).toMatchObject({
      reasons: [{ key: 'customer.undoMerge' }],
    })
    const next = await make('/customers', { name: 'May C' })
    await merge('customer', next.id, a.id)
    expect(keys((await undo(made.body.id)).body)).toEqual(['twin.mergedSince'])
    await rows(
      `update merges set undo_until = now() - interval '1 day', at = now() - interval '31 days' where org_id = $1 and id = $2`,
      made.body.id,
    )
    expect(keys((await undo(made.body.id)).body)).toContain('twin.tooLate')
    expect((await undo(made.body.id, 'ann')).status).toBe(403)
    expect((await t.as('gus').post(`/merges/${String(made.body.id)}/moves/undo`)).status).toBe(404)
  })

  test('what was written to the one that went at that very moment is taken along after it', async () => {
    const [a, b] = [await make('/customers', { name: 'Late A' }), await make('/customers', { name: 'Late B' })]
    const made = await merge('customer', a.id, b.id)
    const contact = await make('/contacts', { customerId: a.id, name: 'late' })
    await rows('update contacts set customer_id = $2 where org_id = $1 and id = $3', b.id, contact.id)
    expect(await doctored(t.database).findings()).toContainEqual(expect.stringContaining('merge.children'))
    await rows(`update merges set at = now() - interval '1 minute' where org_id = $1 and id = $2`, made.body.id)
    await act(tx => sweepMerges(tx, 100))
    expect((await t.as('olivia').get(`/contacts/${contact.id}`)).body).toMatchObject({ customerId: a.id })
    await undo(made.body.id)
    expect((await t.as('olivia').get(`/contacts/${contact.id}`)).body).toMatchObject({ customerId: b.id })
  })
})

test('C110 contacts of two companies: the company chosen is kept, what they were part of goes along', async () => {
  const [a, b] = [await make('/customers', { name: 'Acorn' }), await make('/customers', { name: 'Birch' })]
  const one = await make('/contacts', { customerId: a.id, name: 'Li Wei', phone: '13822220001', title: 'Buyer' })
  const two = await make('/contacts', {
    customerId: b.id,
    name: 'Li Wei',
    phone: '13822220001',
    email: 'li@b.cn',
    decisionRole: 'buyer',
  })
  const deal = await make('/deals', { name: 'd', customerId: b.id, contactId: two.id })
  const quote = await make('/quotes', { dealId: deal.id, contactId: two.id })
  await make('/followups', { subjectEntity: 'contact', subjectId: two.id, kind: 'call', content: 'hello' })
  const made = await merge('contact', one.id, two.id, { fields: { customerId: 'loser' } })
  expect((await t.as('olivia').get(`/contacts/${one.id}`)).body).toMatchObject({
    customerId: b.id,
    title: 'Buyer',
    email: 'li@b.cn',
    decisionRole: 'buyer',
  })
  for (const path of [`/deals/${deal.id}`, `/quotes/${quote.id}`])
    expect((await t.as('olivia').get(path)).body).toMatchObject({ contactId: one.id })
  expect(
    (await rows('select after from event where org_id = $1 and kind = $2', 'contact.merged'))[0]?.after,
  ).toMatchObject({ merged: 'Li Wei', customerId: b.id })
  expect((await undo(made.body.id)).status).toBe(200)
  expect((await t.as('olivia').get(`/deals/${deal.id}`)).body).toMatchObject({ contactId: two.id })
  expect((await t.as('olivia').get(`/contacts/${one.id}`)).body).toMatchObject({ customerId: a.id, email: null })
  expect(await doctored(t.database).findings()).toEqual([])
})

test('leads: follow-ups, needs and promises go along; a converted one is not merged', async () => {
  const one = await make('/leads', { name: 'Zhou', phone: '13833330001' })
  const two = await make('/leads', {
    name: 'Zhou Min',
    phone: '+86 138 3333 0001',
    company: 'Zhou Foods',
    need: 'a line',
  })
  const said = { kind: 'call', content: 'x', needs: [{ text: 'fast' }], promises: [{ what: 'call back' }] }
  await make('/followups', { subjectEntity: 'lead', subjectId: two.id, ...said })
  const pairs = await t.as('olivia').get('/twins?entity=lead')
  expect(pairs.body.items).toMatchObject([{ why: ['phone'], score: 70 }])
  const made = await merge('lead', one.id, two.id)
  expect((await t.as('olivia').get(`/leads/${one.id}`)).body).toMatchObject({
    name: 'Zhou',
    company: 'Zhou Foods',
    need: 'a line',
  })
  expect((await t.as('olivia').get(`/needs?entity=lead&id=${one.id}`)).body.items).toHaveLength(1)
  expect(await pointing('lead', two.id)).toEqual({})
  expect((await t.as('olivia').get('/twins?entity=lead')).body.items).toEqual([])
  await undo(made.body.id)
  expect((await t.as('olivia').get(`/needs?entity=lead&id=${two.id}`)).body.items).toHaveLength(1)
  expect((await t.as('olivia').get(`/leads/${one.id}`)).body).toMatchObject({ company: null })
  await make(`/leads/${two.id}/moves/convert`)
  expect(keys((await merge('lead', one.id, two.id)).body)).toEqual(['lead.mergeClosed'])
  expect(await doctored(t.database).findings()).toEqual([])
})

test('pairs: surest first, only those whose both sides one may merge, and not again once they are said to be two', async () => {
  const [a, b] = [
    await make('/customers', { name: 'Pair Ltd', phone: '13844440001' }, 'max'),
    await make('/customers', { name: 'PAIR LTD', phone: '138 4444 0001' }, 'max'),
  ]
  const c = await make('/customers', { name: 'Pair Co., Ltd.' }, 'max')
  const { items } = (await t.as('max').get('/twins?entity=customer')).body as {
    items: { a: { id: string }; b: { id: string }; why: string[]; score: number }[]
  } // its schema
  const ours = items.filter(one => [a.id, b.id, c.id].includes(one.a.id))
  expect(ours.map(one => [one.why, one.score])).toEqual([
    [['name', 'phone'], 89],
    [['company'], 50],
    [['company'], 50],
  ])
  expect((await t.as('ann').get('/twins?entity=customer')).status).toBe(403)
  expect((await t.as('max').get(`/twins/of?entity=customer&id=${c.id}`)).body.items).toHaveLength(2)
  expect((await t.as('ann').get(`/twins/of?entity=customer&id=${c.id}`)).body.items).toEqual([])
  await make('/twins/dismissals', { entity: 'customer', aId: c.id, bId: a.id }, 'max')
  expect((await t.as('max').get(`/twins/of?entity=customer&id=${c.id}`)).body.items).toHaveLength(1)
})
