import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, settle, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { requestText } from '../request.text.ts'
import { NextInvoice } from './NextInvoice.tsx'

const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const show = async (lines: readonly object[], fulfilment = 'delivered') => {
  const axes = { fulfilment: { value: fulfilment, share: 100 }, billing: { value: 'part', share: 40 } }
  answers({
    'GET /orders/o': () => ({ id: 'o', state: 'confirmed', billBasis: 'order', siteId: null, axes, lines: [] }),
    'GET /invoices/billable': () => lines,
  })
  document.body.innerHTML = ''
  const { body } = await draw(
    <SessionProvider value={{ userId: 'u', name: 'Ann', lang: 'en', roles: ['finance'], grants: {}, org }}>
      <NextInvoice entity="order" id="o" />
    </SessionProvider>,
    { texts: requestText },
  )
  await until(() => body.querySelector('button') !== null)
  await settle(60)
  return button(body, requestText['request.new'].en).className
}

test('an invoice is the next step only while something is left to invoice', async () => {
  expect(await show([{ amount: '12', qty: '1' }])).toContain('pri')
  expect(await show([{ qty: '1' }])).toContain('pri')
  // all of it is asked for, though nothing of it is issued yet
  expect(await show([{ amount: '0', qty: '0' }])).not.toContain('pri')
  expect(await show([])).not.toContain('pri')
})
