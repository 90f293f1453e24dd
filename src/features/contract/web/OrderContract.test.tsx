import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { draw, until } from '#test/page.tsx'
import { contractText } from '../contract.text.ts'
import { contractScreenText } from '../screen.text.ts'
import { OrderContract } from './OrderContract.tsx'

const texts = { ...contractText, ...contractScreenText }
const contract = {
  ...{ id: 'c', number: 'HT1', title: '年度框架', state: 'effective', kind: 'framework', effectiveUntil: null },
  ...{ calledOff: '400', remaining: '1100', currency: 'CNY' },
}
const open = async (more: object, contractId: string | null = 'c') => {
  const asked = answers({
    'GET /orders/o': () => ({ id: 'o', contractId }),
    'GET /contracts/c': () => ({ ...contract, ...more }),
  })
  const { body } = await draw(<OrderContract entity="order" id="o" />, { texts })
  return { body, asked }
}

test('an order says which framework it was called off from, and what that has left', async () => {
  const { body } = await open({})
  await until(() => body.textContent?.includes('HT1') ?? false)
  expect(body.querySelector('a')?.getAttribute('href')).toBe('/contracts/c')
  expect(body.textContent).toContain('Remaining¥1,100.00')
  const endless = await open({ remaining: null })
  await until(() => endless.body.textContent?.includes(contractScreenText['contract.unlimited'].en) ?? false)
})

test('a one-off contract has nothing left to say; an order without one has no such part', async () => {
  const { body } = await open({ kind: 'one_off' })
  await until(() => body.textContent?.includes('HT1') ?? false)
  expect(body.textContent).not.toContain('Remaining')
  const none = await open({}, null)
  expect(none.asked.map(one => one.route)).toEqual(['GET /orders/o'])
})
