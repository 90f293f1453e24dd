import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { everyKind, type Records } from '#test/everyKind.ts'

let t: TestApp
let own: Records
beforeAll(async () => {
  t = await testApp()
  own = await everyKind(t.as('olivia'), 'Umbrella')
}, 120_000)
afterAll(() => t?.close())

const keysOf = (body: { readonly reasons?: unknown }) =>
  (Array.isArray(body.reasons) ? body.reasons : []).map(one => String(Object(one).key))

test('asked for from an order, found by its number, summed in base currency, exported', async () => {
  const olivia = t.as('olivia')
  const made = await olivia.post('/invoices/from-order', { orderId: own.confirmedOrder })
  expect(made).toMatchObject({ status: 201, body: { state: 'requested', kind: 'normal', gross: '27' } })
  const { number, id } = made.body
  const found = await olivia.get(`/invoices?q=${String(number)}`)
  expect(found.body.items).toMatchObject([{ id, number }])
  const filter = JSON.stringify({ field: 'state', op: 'is', value: 'issued' })
  expect((await olivia.get(`/invoices/summary?sum=gross&filter=${encodeURIComponent(filter)}`)).body).toMatchObject({
    count: 1,
    sums: { gross: '9' },
  })
  expect((await olivia.get(`/orders/${own.confirmedOrder}/invoices`)).body).toHaveLength(3)
  const file = await olivia.get('/invoices/export')
  expect(file.response.body).toContain(String(number))
})
test('the moves of an invoice and why not, and its history, come with it', async () => {
  const offers = await t.as('olivia').get(`/invoices/${own.invoice}/moves`)
  expect(offers.body).toMatchObject([
    { move: 'issue', ok: true },
    { move: 'withdraw', ok: true },
    { move: 'refuse', ok: true },
  ])
  const timeline = await t.as('olivia').get(`/timeline?entity=order&id=${own.confirmedOrder}`)
  expect(timeline.response.body).toContain('invoice.issued')
})
test('C116 whoever sells sees what their orders bill, the warehouse nothing, another company least of all', async () => {
  expect((await t.as('ann').get(`/invoices/${own.invoice}`)).status).toBe(404)
  expect((await t.as('wei').get('/invoices')).status).toBe(403)
  for (const path of [`/invoices/${own.invoice}`, `/invoices/${own.invoice}/pdf`, `/invoices/${own.invoice}/moves`])
    expect((await t.as('gus').get(path)).status).toBe(404)
  const theirs = await t.as('gus').get('/invoices')
  expect(theirs.body).toMatchObject({ items: [] })
  expect(keysOf((await t.as('fay').post(`/invoices/${own.invoice}/moves/refuse`, {})).body)).toEqual([
    'schema.required',
  ])
})
test('how a company issues is set by finance; what does not fit is refused by its field', async () => {
  const settings = (await t.as('fay').get('/invoice-settings')).body
  expect(settings).toMatchObject({ channel: 'manual', lineOff: '0.06', totalOff: '1.27' })
  const next = { ...settings, channel: 'file' }
  expect((await t.as('ann').put('/invoice-settings', next)).status).toBe(403)
  expect((await t.as('fay').put('/invoice-settings', next)).body).toMatchObject({ channel: 'file' })
  expect((await t.as('fay').put('/invoice-settings', { ...next, lineOff: '-1' })).status).toBe(400)
})
