import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { draw, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { collectionText } from '../collection.text.ts'
import { CollectionPart } from './CollectionPart.tsx'

const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const line = (amount: string) => ({
  ...{ no: 1, kind: 'balance', event: 'delivered', amount, dueDate: '2026-12-26', paid: '0', writtenOff: '0' },
  ...{ open: amount, state: 'notDue' },
})
const show = async (...amounts: string[]) => {
  const plan = amounts.map(line)
  const money = { currency: 'CNY', due: '0', paid: '0', writtenOff: '0', open: '0' }
  answers({ 'GET /orders/o/collection': () => ({ ...money, plan, allocations: [] }) })
  const grants = { 'order.read': 'all' as const }
  const { body } = await draw(
    <SessionProvider value={{ userId: 'u', name: 'Ann', lang: 'en', roles: ['sales'], grants, org }}>
      <CollectionPart entity="order" id="o" />
    </SessionProvider>,
    { texts: collectionText },
  )
  await settle(60)
  return body
}

test('what an order is to bring stands on its page; a sample, which is to bring nothing, says nothing of it', async () => {
  expect((await show('0', '100')).querySelectorAll('.card tr')).toHaveLength(2)
  document.body.innerHTML = ''
  expect((await show('0.00')).querySelector('.card')).toBe(null)
})
