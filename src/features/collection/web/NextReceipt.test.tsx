import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { collectionText } from '../collection.text.ts'
import { receiptEntity } from '../receipt.entity.ts'
import { NextReceipt } from './NextReceipt.tsx'

const session = {
  userId: 'u',
  name: 'Fay',
  lang: 'en',
  roles: ['finance'],
  grants: {},
  org: { id: 'org', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const
const order = (share: number) => ({
  id: 'o',
  state: 'confirmed',
  payerId: 'p',
  currency: 'USD',
  axes: { payment: { share } },
})
const open = (share: number) => {
  const asked = answers({
    'GET /orders/o': () => order(share),
    'GET /entities': () => ({ items: [receiptEntity] }),
    'POST /receipts': () => ({ id: 'r' }),
  })
  const drawn = draw(
    <SessionProvider value={session}>
      <NextReceipt entity="order" id="o" />
    </SessionProvider>,
    { texts: collectionText },
  )
  return drawn.then(one => ({ ...one, asked }))
}

test('money for an order is recorded where one stands: its payer and currency are there already', async () => {
  const { body, asked, href } = await open(50)
  await until(() => body.querySelector('button') !== null)
  await press(button(body, 'Record a receipt'))
  await settle(300)
  const amount = [...body.querySelectorAll('label')].find(one => one.textContent?.startsWith('Amount'))
  const input = body.querySelector(`#${CSS.escape(amount?.htmlFor ?? '')}`)
  await type(input, '120.5')
  await submit(input?.closest('form'))
  await settle(100)
  expect(asked.findLast(one => one.route === 'POST /receipts')?.body).toMatchObject({
    customerId: 'p',
    currency: 'USD',
    amount: '120.5',
  })
  expect(href()).toBe('/receipts/r')
})

test('an order that is paid asks for nothing', async () => {
  const { body, asked } = await open(100)
  await until(() => asked.some(one => one.route === 'GET /orders/o'))
  expect(body.querySelector('button')).toBe(null)
})
