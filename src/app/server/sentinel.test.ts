// What is hidden of a document's lines is in no read at all: every question that the server answers is asked by someone
// from whom price, specification and note of all lines are hidden, and no answer holds any of them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#kernel/api.ts'
import { allRegistered } from '#meta/registry.ts'
import { type Answer, type Caller, type TestApp, testApp } from '#test/app.ts'
import { type Asker, everyKind, type Records } from '#test/everyKind.ts'
import { exampleOf } from '#test/idFields.ts'
import { textOf } from '#test/paper.ts'
import { filledFor, kindOf, urlOf } from '#test/requests.ts'

const secret = { price: '7137.91', spec: 'Zweiundvierzig', note: 'Sechsundneunzig' }
// as it is stored, as it is printed, and what a search would find
const told = /7137\.91|7,137\.91|zweiundvierzig|sechsundneunzig/i

let t: TestApp
let own: Records
beforeAll(async () => {
  t = await testApp()
  own = await everyKind(writing(t.as('olivia')), 'Umbrella')
}, 120_000)
afterAll(() => t?.close())

/** Three of each, so that no sum is the price itself. */
function writing(me: Caller): Asker {
  const sold = (line: object) => ({ ...line, ...secret, unitQty: '3' })
  const post: Asker['post'] = (path, body = {}) =>
    me.post(
      path,
      /^\/(quotes|orders)$/.test(path) && Array.isArray(body.lines) ? { ...body, lines: body.lines.map(sold) } : body,
    )
  return { ...me, post }
}

const isRead = ({ mode, access, upload }: Endpoint): boolean => mode === 'read' && access !== 'public' && !upload

function questions(): { name: string; method: string; url: string; body: Record<string, unknown> }[] {
  const rows = t.app.baton.rows.map(({ row }) => row).filter(isRead)
  const asked = rows.flatMap(row => {
    const ids = (at: string) => own[kindOf(row, at)]
    const url = urlOf(row, own, exampleOf(row.query, ids))
    return [{ name: row.path, method: row.method, url, body: filledFor(row, own)(exampleOf(row.body, ids)) }]
  })
  const places = [
    ['order', own.order],
    ['order', own.confirmedOrder],
    ['quote', own.quote],
    ['quote', own.sentQuote],
    ['shipment', own.shipped],
    ['invoice', own.issuedInvoice],
    ['goodsReturn', own.goodsReturn],
    ['customer', own.customer],
    ['deal', own.deal],
  ] as const
  const more = [
    ...places.flatMap(([entity, id]) => [`/timeline?entity=${entity}&id=${id}`, `/thread?entity=${entity}&id=${id}`]),
    ...['orders', 'quotes'].flatMap(path => [
      `/${path}/${own[path === 'orders' ? 'confirmedOrder' : 'sentQuote']}`,
      `/${path}?q=${secret.spec}`,
    ]),
    ...[own.confirmedOrder, own.order].flatMap(id => [`/orders/${id}/pdf?lang=en`, `/orders/${id}/collection`]),
    `/shipments/open-lines?orders=${own.confirmedOrder}`,
    `/shipments/${own.shipped}/pdf?lang=zh`,
    `/shipments/pick-list?ids=${own.shipment}`,
    `/invoices/billable?orders=${own.confirmedOrder}`,
    `/invoices/tax-file?ids=${own.issuedInvoice}&format=csv`,
    `/invoices/${own.issuedInvoice}/pdf?lang=en`,
    `/search?q=${secret.price}`,
    `/search?q=${secret.note}`,
  ].map(url => ({ name: url.split('?')[0] ?? '', method: 'GET', url, body: {} }))
  const prices = {
    name: 'last prices',
    method: 'POST',
    url: `/customers/${own.customer}/last-prices`,
    body: { products: [own.product] },
  }
  return [...asked, ...more, prices]
}

async function saidIn({ body, response }: Answer): Promise<string> {
  const isPaper = String(response.headers['content-type']).includes('pdf')
  return isPaper ? textOf(new Uint8Array(response.rawPayload)) : `${JSON.stringify(body)} ${response.body}`
}

async function leaks(who: Caller): Promise<{ leaked: string[]; answered: number }> {
  const leaked: string[] = []
  let answered = 0
  for (const { name, method, url, body } of questions()) {
    const answer = await (method === 'GET' ? who.get(url) : who.post(url, body))
    expect([name, answer.status]).toEqual([name, expect.not.toSatisfy((status: number) => status >= 500)])
    if (answer.status < 300) answered++
    const found = told.exec(await saidIn(answer))
    if (found) leaked.push(`${method} ${name}: ${found[0]}`)
  }
  return { leaked: [...new Set(leaked)], answered }
}

test('C114 what is hidden of lines is in no read at all', async () => {
  const before = await leaks(t.as('oda'))
  // it is there to be found: in records, papers, history and what was paid last
  expect(before.leaked.length).toBeGreaterThan(10)
  const lined = allRegistered().filter(({ entity }) => entity.lines)
  const changes = lined.flatMap(({ entity }) =>
    (entity.lines ?? [])
      .filter(({ key }) => key in secret)
      .map(({ key }) => ({ entity: entity.key, field: `lines.${key}`, role: 'orderDesk', access: 'hidden' })),
  )
  expect((await t.as('olivia').put('/field-rights', { changes })).status).toBe(200)
  const after = await leaks(t.as('oda'))
  expect(after.leaked).toEqual([])
  expect(after.answered).toBeGreaterThan(before.answered - 15)
}, 240_000)
