import { afterEach, expect, test, vi } from 'vitest'
import { draw, until } from '#test/page.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Exchanges } from '../return.schema.ts'
import { ExchangePart } from './ExchangePart.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
afterEach(() => vi.unstubAllGlobals())

const open = async (found: Exchanges) => {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(found), { status: 200 }))
  const { body } = await draw(<ExchangePart entity="order" id={id(1)} />, { lang: 'zh', texts: exchangeText })
  return body
}
const linksIn = (body: HTMLElement) =>
  [...body.querySelectorAll('a')].map(one => [one.textContent, one.getAttribute('href')])

test('a replacement says so and leads to its order, return and ticket; that order leads here', async () => {
  const from = { orderId: id(2), orderNumber: 'SO1', returnId: id(3), returnNumber: 'TH1' }
  const body = await open({ from: { ...from, ticketId: id(4), ticketNumber: 'SH1' }, to: [] })
  await until(() => body.textContent?.includes('换货订单') === true)
  expect(linksIn(body)).toEqual([
    ['SO1', `/orders/${id(2)}`],
    ['TH1', `/goods-returns/${id(3)}`],
    ['SH1', `/tickets/${id(4)}`],
  ])
})

test('an order of which goods were exchanged leads to what replaces them; others say nothing', async () => {
  const body = await open({ from: null, to: [{ orderId: id(5), orderNumber: 'SO2' }] })
  await until(() => body.textContent?.includes('已换货') === true)
  expect(linksIn(body)).toEqual([['SO2', `/orders/${id(5)}`]])
})
