import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import type { Anyone } from '#test/world.ts'

let t: TestApp
let customerId: string
let productId: string

beforeAll(async () => {
  t = await testApp()
  customerId = String((await t.as('ann').post('/customers', { name: '江苏榆湾饮料有限公司' })).body.id)
  const product = {
    code: 'S1',
    name: '安装',
    price: '100',
    kind: 'service',
    fulfil: 'none',
    stockKept: false,
    unit: '次',
    taxRate: '6',
  }
  productId = String((await t.as('olivia').post('/products', product)).body.id)
})
afterAll(() => t?.close())

type Offer = { readonly move: string; readonly ok: boolean; readonly reasons: readonly { readonly key: string }[] }

async function order(who: Anyone = 'ann', more: Record<string, unknown> = {}): Promise<string> {
  const made = await t.as(who).post('/orders', { customerId, lines: [{ productId, unitQty: '1' }], ...more })
  expect(made.status).toBe(201)
  return String(made.body.id)
}
async function submitted(who: Anyone = 'ann'): Promise<{ orderId: string; id: string }> {
  const orderId = await order(who)
  const answer = await t.as(who).post(`/orders/${orderId}/moves/submit`)
  expect(answer.body).not.toHaveProperty('reasons')
  const { items } = (await t.as('oda').get(`/approvals?entity=order&recordId=${orderId}`)).body as {
    items: { id: string }[]
  } // the reply's schema
  return { orderId, id: items[0]?.id ?? '' }
}
async function policy(nodes: readonly object[], allowSelf = false): Promise<void> {
  const path = '/approval-policies/order/review'
  const { body } = await t.as('olivia').get(path)
  const set = await t.as('olivia').patch(path, { nodes, allowSelf, version: body.version })
  expect(set.body).not.toHaveProperty('reasons')
}
const preview = async (who: Anyone, id: string) =>
  (await t.as(who).get(`/approvals/preview?entity=order&purpose=review&recordId=${id}`)).body as {
    steps: { node: number; userName: string; mode: string }[]
    reasons: unknown[]
  } // the reply's schema
const offers = async (who: Anyone, id: string): Promise<Record<string, string[]>> => {
  const { response } = await t.as(who).get(`/approvals/${id}/moves`)
  return Object.fromEntries(
    response.json<Offer[]>().map(one => [one.move, one.ok ? ['ok'] : one.reasons.map(why => why.key)]),
  )
}

test('before it is submitted, one sees who would decide; nothing is asked by looking', async () => {
  const id = await order()
  expect((await preview('ann', id)).steps).toMatchObject([
    { node: 0, userName: 'Fay', mode: 'any' },
    { node: 1, userName: 'Wei', mode: 'any' },
  ])
  expect((await t.as('ann').get(`/approvals?entity=order&recordId=${id}`)).body).toEqual({ items: [] })
  expect((await t.as('gus').get(`/approvals/preview?entity=order&purpose=review&recordId=${id}`)).status).toBe(404)
  expect((await t.as('ann').get(`/approvals/preview?entity=order&purpose=nonsense&recordId=${id}`)).status).toBe(404)
})

test('of a running one, everyone concerned reads who has decided, and what they may do now and why not', async () => {
  const { id } = await submitted()
  expect(await offers('fay', id)).toEqual({ approve: ['ok'], sendBack: ['ok'], withdraw: ['approval.notRequester'] })
  expect(await offers('wei', id)).toEqual({
    approve: ['approval.notMyStep'],
    sendBack: ['approval.notMyStep'],
    withdraw: ['approval.notRequester'],
  })
  expect(await offers('ann', id)).toEqual({
    approve: ['approval.notMyStep', 'approval.ownRequest'],
    sendBack: ['approval.notMyStep'],
    withdraw: ['ok'],
  })
  await t.as('fay').post(`/approvals/${id}/moves/approve`, { note: '账期没问题' })
  const { body } = await t.as('ann').get(`/approvals/${id}`)
  expect(body).toMatchObject({
    state: 'pending',
    node: 1,
    steps: [
      { userName: 'Fay', state: 'approved', note: '账期没问题' },
      { userName: 'Wei', state: 'live', note: null },
    ],
  })
  expect(await offers('wei', id)).toMatchObject({ approve: ['ok'] })
  await t.as('wei').post(`/approvals/${id}/moves/approve`)
  expect(await offers('wei', id)).toEqual({})
  for (const path of [`/approvals/${id}`, `/approvals/${id}/moves`])
    expect((await t.as('gus').get(path)).status).toBe(404)
})

test('who neither takes part nor may read the record does not find its approval', async () => {
  const orderId = await order('olivia')
  await t.as('olivia').post(`/orders/${orderId}/moves/submit`)
  const { items } = (await t.as('oda').get(`/approvals?entity=order&recordId=${orderId}`)).body as {
    items: { id: string }[]
  } // the reply's schema
  expect((await t.as('ann').get(`/approvals/${items[0]?.id}`)).status).toBe(404)
  expect((await t.as('ann').get(`/approvals/${items[0]?.id}/moves`)).status).toBe(404)
  expect((await t.as('oda').get(`/approvals/${items[0]?.id}`)).status).toBe(200)
})

test('a policy may ask the head of the department, the manager, or the person a field names', async () => {
  await policy([
    { by: 'departmentHead', mode: 'any' },
    { by: 'requesterManager', mode: 'any' },
    { by: 'field', field: 'ownerId', mode: 'any' },
  ])
  const id = await order()
  // her department is headed by Max, who is her manager too; she owns the order and may not approve it herself
  expect((await preview('ann', id)).steps.map(one => one.userName)).toEqual(['Max', 'Max', 'Olivia'])
  // Max heads Sales: for him the heads above are asked, and there is none but the owner
  expect((await preview('max', id)).steps.map(one => one.userName)).toEqual(['Olivia', 'Olivia', 'Ann'])
  const { id: running, orderId } = await submitted()
  expect(await offers('max', running)).toMatchObject({ approve: ['ok'] })
  await t.as('max').post(`/approvals/${running}/moves/approve`)
  await t.as('max').post(`/approvals/${running}/moves/approve`)
  const done = await t.as('olivia').post(`/approvals/${running}/moves/approve`)
  expect(done.body).toMatchObject({ state: 'approved' })
  expect((await t.as('ann').get(`/orders/${orderId}`)).body).toMatchObject({ state: 'confirmed' })
})

test('a field that holds no person, or none at all, is refused in the policy', async () => {
  const { body } = await t.as('olivia').get('/approval-policies/order/review')
  for (const node of [{ by: 'field', field: 'number' }, { by: 'field' }, { by: 'field', field: 'nonsense' }]) {
    const nodes = [{ ...node, mode: 'any' }]
    const refused = await t
      .as('olivia')
      .patch('/approval-policies/order/review', { nodes, allowSelf: false, version: body.version })
    expect([refused.status, refused.body.reasons]).toEqual([422, [{ key: 'approval.needsField', path: 'nodes.0' }]])
  }
})

test('all sign, and one who is asked twice signs twice', async () => {
  await policy([
    { by: 'role', role: 'finance', mode: 'all' },
    { by: 'person', userId: t.world.ids.fay, mode: 'all' },
  ])
  const { id, orderId } = await submitted()
  await t.as('fay').post(`/approvals/${id}/moves/approve`)
  expect((await t.as('fay').get(`/approvals/${id}`)).body).toMatchObject({ state: 'pending', node: 1 })
  await t.as('fay').post(`/approvals/${id}/moves/approve`)
  expect((await t.as('ann').get(`/orders/${orderId}`)).body).toMatchObject({ state: 'confirmed' })
})
