import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { draw, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { returnText } from '../return.text.ts'
import { AfterSalesPart } from './AfterSalesPart.tsx'

const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const grants = { 'goodsReturn.read': 'all', 'goodsReturn.create': 'all' } as const

const offersReturn = async (...given: [delivered: string, returned: string][]) => {
  const lines = given.map(([delivered, returned]) => ({ delivered, returned }))
  answers({ 'GET /orders/o': () => ({ id: 'o', lines }), 'GET /orders/o/returns': () => [] })
  document.body.innerHTML = ''
  const { body } = await draw(
    <SessionProvider value={{ userId: 'u', name: 'Ann', lang: 'en', roles: ['service'], grants, org }}>
      <AfterSalesPart entity="order" id="o" />
    </SessionProvider>,
    { texts: returnText },
  )
  await settle(60)
  expect(body.textContent).toContain(returnText['goodsReturn.none'].en)
  return body.textContent?.includes(returnText['goodsReturn.new'].en)
}

test('goods are taken back of an order of which some have arrived and are not back, and of no other', async () => {
  expect(await offersReturn(['0', '0'], ['2', '1'])).toBe(true)
  expect(await offersReturn(['0', '0'], ['0', '0'])).toBe(false)
  expect(await offersReturn(['2', '2'])).toBe(false)
  expect(await offersReturn()).toBe(false)
})
