import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { draw, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { requestText } from '../request.text.ts'
import { InvoicesPart } from './InvoicesPart.tsx'

const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const show = async (billBasis: string, invoicedAmount = '0') => {
  const line = { invoicedAmount, creditedAmount: '0', invoiced: '0', credited: '0', due: '0', gross: '0' }
  const order = {
    id: 'o',
    state: 'confirmed',
    gross: '0',
    currency: 'CNY',
    advanceInvoiced: '0',
    billBasis,
    lines: [line],
  }
  answers({ 'GET /orders/o': () => order, 'GET /orders/o/invoices': () => [] })
  document.body.innerHTML = ''
  const { body } = await draw(
    <SessionProvider value={{ userId: 'u', name: 'Ann', lang: 'en', roles: ['sales'], grants: {}, org }}>
      <InvoicesPart entity="order" id="o" />
    </SessionProvider>,
    { texts: requestText },
  )
  await settle(60)
  return body.querySelector('.card')?.textContent ?? null
}

test('an order that is never invoiced says nothing of invoices; one that was before Baton says how much', async () => {
  expect(await show('order')).toContain(requestText['request.none'].en)
  expect(await show('none')).toBe(null)
  expect(await show('none', '50')).toContain('¥50.00')
})
