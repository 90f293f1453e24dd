// What is closed on its own record is told nowhere else either: not by the same figure in another currency, on another
// list, on the board, in the title of a review or in a notice.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FieldAccess } from '#kernel/access.ts'
import { inOrg } from '#kernel/db.ts'
import { tell } from '#meta/server/record.service.ts'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

test('what a record is worth is told nowhere else to whom it is closed: own currency, board, review, notice', async () => {
  const close = (changes: readonly object[]) => t.as('olivia').put('/field-rights', { changes: [...changes] })
  const role = 'finance' as const
  const stand = (access: FieldAccess | null) =>
    close([
      { entity: 'order', field: 'gross', role, access },
      { entity: 'order', field: 'baseGross', role, access: null },
      { entity: 'contact', field: 'phone', role, access },
      { entity: 'receivable', field: 'contactPhone', role, access: null },
    ])
  const policy = '/approval-policies/order/review'
  const { version } = (await t.as('olivia').get(policy)).body
  const nodes = [{ by: 'role', role, mode: 'any' }]
  expect((await t.as('olivia').patch(policy, { nodes, allowSelf: false, version })).status).toBe(200)
  const { body: customer } = await t.as('ann').post('/customers', { name: '面额不示有限公司' })
  const line = { kind: 'fee', name: '调试', unitQty: '1', price: '71717.17' }
  const { body: order } = await t.as('oda').post('/orders', { customerId: customer.id, lines: [line] })
  await t.as('oda').post(`/orders/${String(order.id)}/moves/submit`)
  const record = `entity=order&recordId=${String(order.id)}`
  const paths = [
    `/orders?q=${String(order.number)}`,
    '/handoff/board',
    `/approvals?${record}`,
    '/approvals',
    '/notices',
  ]
  const told = async () => {
    const answers = await Promise.all(paths.map(path => t.as('fay').get(path)))
    return answers.map(({ response }) => /71,?717/.test(response.payload))
  }
  const phones = async () => (await t.as('fay').get('/entities')).response.payload.includes('contactPhone')
  await stand('edit')
  expect([...(await told()), await phones()]).toEqual([true, true, true, true, true, true])
  await stand('hidden')
  expect([...(await told()), await phones()]).toEqual([false, false, false, false, false, false])
  // something else said of the copy itself counts
  await close([{ entity: 'order', field: 'baseGross', role, access: 'read' }])
  expect((await told())[0]).toBe(true)
})

test('a cost, a floor price and a phone that are closed are on no quote, no version of it and not on Home', async () => {
  const hide = (access: FieldAccess | null) =>
    t.as('olivia').put('/field-rights', {
      changes: [
        ['product', 'cost', 'salesManager'],
        ['product', 'floorPrice', 'salesManager'],
        ['customer', 'phone', 'salesManager'],
        ['contact', 'phone', 'salesManager'],
        ['quote', 'gross', 'salesManager'],
        ['quote', 'net', 'salesManager'],
        ['quote', 'tax', 'salesManager'],
        ['quote', 'lines.price', 'salesManager'],
        ['quote', 'lines.listPrice', 'salesManager'],
        ['quote', 'lines.discountValue', 'salesManager'],
      ].map(([entity, field, role]) => ({
        entity,
        field,
        role,
        access: entity === 'quote' ? (field === 'gross' ? access : 'edit') : access,
      })),
    })
  const max = t.as('max')
  await hide('edit')
  const product = { code: 'CLOSED-1', name: '保密机', price: '7171.71', floorPrice: '6161.61', cost: '5151.51' }
  const { body: made } = await t.as('olivia').post('/products', product)
  const ownerId = t.world.ids.max
  const input = { name: '保密客户', phone: '13900008888', ownerId }
  const { body: customer } = await t.as('olivia').post('/customers', input)
  const { body: deal } = await max.post('/deals', { customerId: customer.id, name: '保密商机', ownerId })
  const { body: quote } = await max.post('/quotes', { dealId: deal.id, lines: [{ productId: made.id, unitQty: '3' }] })
  const paths = [`/quotes/${String(quote.id)}`, `/quotes/${String(quote.id)}/versions`, '/home'] as const
  const told = async () => {
    const answers = await Promise.all(paths.map(path => max.get(path)))
    const [whole = '', versions = '', home = ''] = answers.map(({ response }) => response.payload)
    return [
      whole.includes('5151.51'),
      whole.includes('6161.61'),
      versions.includes('21515'),
      home.includes('13900008888'),
    ]
  }
  expect(await told()).toEqual([true, true, true, true])
  await hide('hidden')
  expect(await told()).toEqual([false, false, false, false])
})

test('the address that a quote was mailed to is on no timeline of who may not read contacts’ addresses', async () => {
  const stand = (access: FieldAccess | null) =>
    t.as('olivia').put('/field-rights', {
      changes: [{ entity: 'contact', field: 'email', role: 'salesManager', access }],
    })
  const max = t.as('max')
  const { body: customer } = await max.post('/customers', { name: '收件客户' })
  const { body: deal } = await max.post('/deals', { customerId: customer.id, name: '收件商机' })
  const { body: quote } = await max.post('/quotes', { dealId: deal.id })
  const actor = await t.world.as('max')
  const about = [{ entity: 'customer', recordId: String(customer.id) }]
  await inOrg(t.db, t.world.acmeId, { mode: 'write' }, async tx => {
    const event = { actor, entity: 'quote', recordId: String(quote.id), about }
    tell(tx, { ...event, kind: 'quote.mailed', after: { text: '周工 · zhou@yuwan.example' } })
    tell(tx, { ...event, kind: 'quote.notMailed', after: { text: '周工: 550 <zhou@yuwan.example> no such mailbox' } })
  })
  const read = async () => {
    const places = [`entity=quote&id=${String(quote.id)}`, `entity=customer&id=${String(customer.id)}`]
    const pages = await Promise.all(places.map(one => max.get(`/timeline?${one}`)))
    return pages.map(({ response }) => [response.payload.includes('周工'), response.payload.includes('zhou@')])
  }
  expect(await read()).toEqual([
    [true, true],
    [true, true],
  ])
  await stand('hidden')
  expect(await read()).toEqual([
    [true, false],
    [true, false],
  ])
  await stand('edit')
})

test('Home goes without the lines that a hidden field would find, and with all the others', async () => {
  const hide = (access: FieldAccess | null) =>
    t.as('olivia').put('/field-rights', {
      changes: [
        ['receipt', 'amount'],
        ['receivable', 'overdue'],
        ['invoice', 'gross'],
        ['refund', 'amount'],
      ].map(([entity, field]) => ({ entity, field, role: 'finance', access })),
    })
  await hide('hidden')
  expect((await t.as('fay').get('/home')).status).toBe(200)
  await hide(null)
})
