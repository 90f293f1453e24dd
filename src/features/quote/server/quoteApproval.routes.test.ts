import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Anyone } from '#test/world.ts'

let t: TestApp
let dealId: string
let productId: string

beforeAll(async () => {
  t = await testApp()
  const customer = await t.as('ann').post('/customers', { name: '江苏榆湾饮料有限公司' })
  dealId = String((await t.as('ann').post('/deals', { name: '气调灌装后段', customerId: customer.body.id })).body.id)
  const product = { code: 'QF-60', name: '气调封口机', price: '100', floorPrice: '90', cost: '60', taxRate: '0' }
  productId = String((await t.as('olivia').post('/products', product)).body.id)
})
afterAll(() => t?.close())
beforeEach(() => policy([floorStep('salesManager')]))

const floorStep = (role: string) => ({ by: 'role', role, mode: 'any', when: [{ fact: 'belowFloor', op: 'is' }] })
const path = '/approval-policies/quote/quote'
async function policy(nodes: readonly object[]): Promise<void> {
  const { body } = await t.as('olivia').get(path)
  const set = await t.as('olivia').patch(path, { nodes, allowSelf: false, version: body.version })
  expect(set.body).not.toHaveProperty('reasons')
}
async function quote(price: string, who: Anyone = 'ann', more = {}): Promise<string> {
  const made = await t.as(who).post('/quotes', { dealId, lines: [{ productId, unitQty: '2', price }], ...more })
  expect(made.body).not.toHaveProperty('reasons')
  return String(made.body.id)
}
const move = (who: Anyone, id: string, name: string, body = {}) => t.as(who).post(`/quotes/${id}/moves/${name}`, body)
type Reasons = { readonly reasons?: readonly { readonly key: string }[]; readonly state?: string }
const said = ({ body }: { readonly body: unknown }): string => {
  const { reasons, state } = body as Reasons // a refusal or a quote
  return reasons?.map(one => one.key).join() ?? state ?? ''
}
type Asked = { readonly id: string; readonly state: string; readonly why: readonly { readonly key: string }[] }
const asked = async (who: Anyone, id: string): Promise<Asked[]> =>
  ((await t.as(who).get(`/approvals?entity=quote&recordId=${id}`)).body as { items: Asked[] }).items // the reply's schema
const latest = async (id: string) => (await asked('ann', id))[0]?.id ?? ''
const decide = (who: Anyone, id: string, name: string, body = {}) =>
  t.as(who).post(`/approvals/${id}/moves/${name}`, body)
const moves = async (who: Anyone, id: string): Promise<string[]> => {
  const { response } = await t.as(who).get(`/quotes/${id}/moves`)
  return response.json<{ move: string; ok: boolean }[]>().map(one => `${one.move}${one.ok ? '' : ' no'}`)
}

test('what no rule asks about is sent straight on', async () => {
  const id = await quote('90')
  expect(await moves('ann', id)).toEqual(['send', 'cancel'])
  expect(said(await move('ann', id, 'submit'))).toBe('quote.nobodyAsked')
  expect(said(await move('ann', id, 'send'))).toBe('sent')
  expect(await asked('ann', id)).toEqual([])
})

test('what is given back by a line of its own counts like any discount: below the floor, off the list, out of the margin', async () => {
  const back = (price: string) => ({ kind: 'fee', name: '优惠', unitQty: '1', price, taxRate: '0' })
  const more = (price: string, own = {}) => ({
    lines: [
      { productId, unitQty: '2', price: '100' },
      { ...back(price), ...own },
    ],
  })
  expect(await moves('ann', await quote('100', 'ann', more('-20')))).toEqual(['send', 'cancel'])
  expect(await moves('ann', await quote('100', 'ann', more('-20.02')))).toEqual(['submit', 'send no', 'cancel'])
  // the customer may still choose it, and nobody is asked then
  const open = more('-50', { optional: true })
  expect(await moves('ann', await quote('100', 'ann', open))).toEqual(['submit', 'send no', 'cancel'])
  for (const when of [
    { fact: 'discountPercent', op: 'gt', value: '9' },
    { fact: 'marginPercent', op: 'lt', value: '35' },
  ]) {
    await policy([{ by: 'role', role: 'salesManager', mode: 'any', when: [when] }])
    expect(await moves('ann', await quote('100', 'ann', more('-10')))).toEqual(['send', 'cancel'])
    expect(await moves('ann', await quote('100', 'ann', more('-19')))).toEqual(['submit', 'send no', 'cancel'])
  }
})

test('a fixed discount is judged as it weighs where the customer takes the cheapest alternative', async () => {
  const other = (price: string, chosen: boolean) => ({
    kind: 'service',
    name: `安装 ${price}`,
    unitQty: '1',
    price,
    taxRate: '0',
    alternative: 'a',
    chosen,
  })
  const lines = [{ productId, unitQty: '2', price: '100' }, other('10000', true), other('100', false)]
  const off = (discountValue: string) => ({ lines, discountKind: 'amount', discountValue })
  expect(await moves('ann', await quote('100', 'ann', off('30')))).toEqual(['send', 'cancel'])
  const id = await quote('100', 'ann', off('31'))
  expect(await moves('ann', id)).toEqual(['submit', 'send no', 'cancel'])
  expect(
    await moves('ann', await quote('100', 'ann', { lines, discountKind: 'percent', discountValue: '10' })),
  ).toEqual(['send', 'cancel'])
})

test('below the floor it is submitted with the facts, approved and then sent', async () => {
  const id = await quote('80')
  expect(await moves('ann', id)).toEqual(['submit', 'send no', 'cancel'])
  expect(said(await move('ann', id, 'send'))).toBe('quote.notApproved')
  expect(said(await move('ann', id, 'submit'))).toBe('in_approval')
  expect((await asked('max', id))[0]).toMatchObject({
    state: 'pending',
    why: [
      { key: 'approval.because.belowFloor' },
      { key: 'quote.why.floor', values: { name: '气调封口机', each: '80.00', floor: '90.00' } },
      { key: 'quote.why.margin', values: { name: '气调封口机', margin: '25' } },
    ],
  })
  expect(
    (await asked('ann', id))[0]?.why.map(one => one.key),
    'who may not see cost reads no margin',
  ).toEqual(['approval.because.belowFloor', 'quote.why.floor'])
  expect(said(await move('ann', id, 'send'))).toBe('flow.notFromHere')
  expect(said(await decide('max', await latest(id), 'approve'))).toBe('approved')
  expect(said(await t.as('ann').get(`/quotes/${id}`))).toBe('approved')
  expect(said(await move('ann', id, 'send'))).toBe('sent')
})

test('sent back and withdrawn it is a draft again, and the next yes is for what stands then', async () => {
  const id = await quote('80')
  await move('ann', id, 'submit')
  const first = await latest(id)
  const lines = [{ productId, unitQty: '2', price: '70' }]
  expect(said(await t.as('ann').put(`/quotes/${id}/lines`, { lines }))).toBe('quote.frozen')
  expect(said(await decide('max', first, 'sendBack', { reason: '再争取一下' }))).toBe('sent_back')
  expect(said(await t.as('ann').put(`/quotes/${id}/lines`, { lines }))).toBe('draft')
  expect(said(await decide('max', first, 'approve'))).toBe('flow.notFromHere')
  await move('ann', id, 'submit')
  const second = await latest(id)
  expect(said(await decide('ann', second, 'withdraw'))).toBe('withdrawn')
  expect(said(await t.as('ann').get(`/quotes/${id}`))).toBe('draft')
  const notices = (await t.as('ann').get('/notices')).body as { items: { kind: string }[] } // the reply's schema
  expect(notices.items.map(one => one.kind)).toContain('quoteReturned')
})

test('a new version of what was approved needs a new yes', async () => {
  const id = await quote('80')
  await move('ann', id, 'submit')
  await decide('max', await latest(id), 'approve')
  const next = String((await t.as('ann').post(`/quotes/${id}/revise`)).body.id)
  expect(said(await move('ann', next, 'send'))).toBe('quote.notApproved')
})

test('content that is not what was put to approval is neither approved nor sent', async () => {
  const id = await quote('80')
  await move('ann', id, 'submit')
  const alter = (note: string) =>
    inOrg(t.db, t.world.acmeId, { mode: 'write' }, async tx => {
      await tx.query({
        text: 'update quotes set note = $3 where org_id = $1 and id = $2',
        values: [tx.orgId, id, note],
      })
    })
  await alter('改过')
  expect(said(await decide('max', await latest(id), 'approve'))).toBe('approval.contentChanged')
  await inOrg(t.db, t.world.acmeId, { mode: 'write' }, async tx => {
    await tx.query({ text: 'update quotes set note = null where org_id = $1 and id = $2', values: [tx.orgId, id] })
  })
  expect(said(await decide('max', await latest(id), 'approve'))).toBe('approved')
  await alter('又改过')
  expect(said(await move('ann', id, 'send'))).toBe('quote.approvedOtherwise')
})

test('where nobody is asked, a price below the floor is refused but to whoever may go below it', async () => {
  await policy([])
  const id = await quote('80')
  const refused = await move('ann', id, 'send')
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({
    reasons: [
      { key: 'quote.belowFloor', path: 'lines.0.price', values: { name: '气调封口机', each: '80.00', floor: '90.00' } },
    ],
  })
  expect(said(await move('max', id, 'send'))).toBe('sent')
})

test('margin, discount, amount and payment term ask by the figures of the settings', async () => {
  const one = (fact: string, op: string, value: string) =>
    policy([{ by: 'role', role: 'finance', mode: 'any', when: [{ fact, op, value }] }])
  const asks = async (price: string, more = {}) =>
    (await moves('ann', await quote(price, 'ann', more))).includes('submit')
  await one('marginPercent', 'lt', '38')
  expect([await asks('96'), await asks('97')]).toEqual([true, false])
  await one('discountPercent', 'gt', '4')
  expect([await asks('95.99'), await asks('96')]).toEqual([true, false])
  await one('amount', 'gte', '200')
  expect([await asks('100'), await asks('99.99')]).toEqual([true, false])
  await one('paymentDays', 'gt', '30')
  const terms = (days: number) => ({
    terms: {
      instalments: [{ kind: 'balance', on: 'delivered', days }],
      gates: { confirm: '0', supply: '0', ship: '0' },
    },
  })
  expect([await asks('100', terms(31)), await asks('100', terms(30))]).toEqual([true, false])
  const bad = await t.as('olivia').patch(path, {
    nodes: [{ by: 'role', role: 'finance', mode: 'any', when: [{ fact: 'weather', op: 'is' }] }],
    allowSelf: false,
    version: (await t.as('olivia').get(path)).body.version,
  })
  expect(said(bad)).toBe('approval.badCondition')
})

test('finance, who is asked, reads a quote that is not theirs; two who say yes at once are one', async () => {
  await policy([
    { by: 'role', role: 'salesManager', mode: 'any' },
    { by: 'role', role: 'finance', mode: 'any' },
  ])
  const id = await quote('100')
  await move('ann', id, 'submit')
  const request = await latest(id)
  const twice = await Promise.all([decide('max', request, 'approve'), decide('max', request, 'approve')])
  expect(twice.map(one => one.status).toSorted()).toEqual([200, 422])
  const race = await Promise.all([decide('fay', request, 'approve'), decide('ann', request, 'withdraw')])
  expect(race.map(one => one.status).toSorted(), 'a yes and a withdrawal at once: one of them').toEqual([200, 422])
  const state = said(await t.as('ann').get(`/quotes/${id}`))
  expect(state).toBe(race[0]?.status === 200 ? 'approved' : 'draft')
})

test('an order’s review has conditions, too', async () => {
  const review = '/approval-policies/order/review'
  const { body } = await t.as('olivia').get(review)
  const nodes = [{ by: 'role', role: 'finance', mode: 'any', when: [{ fact: 'amount', op: 'gt', value: '150' }] }]
  expect((await t.as('olivia').patch(review, { nodes, allowSelf: false, version: body.version })).status).toBe(200)
  const customer = await t.as('ann').post('/customers', { name: '苏州衡川' })
  const service = {
    code: 'FW-9',
    name: '培训',
    price: '100',
    kind: 'service',
    fulfil: 'none',
    stockKept: false,
    taxRate: '6',
  }
  const made = String((await t.as('olivia').post('/products', service)).body.id)
  const order = async (unitQty: string) => {
    const lines = [{ productId: made, unitQty }]
    const { id } = (await t.as('ann').post('/orders', { customerId: customer.body.id, lines })).body
    return said(await t.as('ann').post(`/orders/${id}/moves/submit`))
  }
  expect([await order('1'), await order('2')]).toEqual(['confirmed', 'in_review'])
})
