// A quote becomes a contract, is approved, signed by the customer on a phone, and an order is called off from it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WholeContract } from '#features/contract/contract.schema.ts'
import { contractText } from '#features/contract/contract.text.ts'
import { contractPageText } from '#features/contract/page.text.ts'
import { contractScreenText } from '#features/contract/screen.text.ts'
import type { Quote } from '#features/quote/quote.schema.ts'
import type { Label } from '#kernel/text.ts'
import { openStage, type Stage } from './app.ts'
import { shutOut } from './axe.ts'
import { openSeat, type Seat, sitDown } from './person.ts'

let stage: Stage
let sales: Seat
let customer: Seat
let contract: WholeContract
let link: string

beforeAll(async () => {
  stage = await openStage()
  sales = await sitDown(stage, 'gu', 'desk', 'zh-CN')
  customer = await openSeat(stage, 'phone', 'zh-CN')
})
afterAll(async () => {
  await sales?.leave()
  await customer?.leave()
  await stage?.close()
})

const say = (label: Label): string => label.zh
const read = async <T>(path: string): Promise<T> => (await (await sales.page.request.get(`/api${path}`)).json()) as T // what that path answers
const press = (label: Label) =>
  sales.page
    .getByRole('button', { name: say(label), exact: true })
    .first()
    .click()

test('a quote that was sent becomes a contract in one click', async () => {
  const { page } = sales
  const filter = encodeURIComponent(JSON.stringify({ field: 'state', op: 'is', value: 'sent' }))
  const { items } = await read<{ items: Quote[] }>(`/quotes?filter=${filter}&limit=20`)
  const quote = items.find(one => one.isCurrent && one.dealState === 'open')
  if (!quote) throw new Error('the demo has no quote that was sent')
  await sales.goTo(`/quotes/${quote.id}`)
  await press(contractScreenText['contract.ofQuote'])
  await page.waitForURL(/\/contracts\//)
  const id = page.url().split('/').at(-1) ?? ''
  contract = await read<WholeContract>(`/contracts/${id}`)
  expect([contract.gross, contract.quoteId]).toEqual([quote.gross, quote.id])
  await page.getByText(say(contractScreenText['contract.text'])).first().waitFor()
  expect(await shutOut(sales)).toEqual([])
  await sales.shoot('contract-draft')
})

test('it is submitted and approved', async () => {
  const { page } = sales
  // the owner alone decides here, so that one person can walk the whole way
  const policy = await read<{ version: number }>('/approval-policies/contract/review')
  const { userId } = await read<{ userId: string }>('/me')
  const nodes = [{ by: 'person', userId, mode: 'any' }]
  const data = { nodes, allowSelf: true, version: policy.version }
  await page.request.patch('/api/approval-policies/contract/review', { data })
  await press(contractText['move.contract.submit'])
  await page.getByText(say(contractText['state.contract.in_approval'])).first().waitFor()
  const { items } = await read<{ items: { id: string; recordId: string }[] }>('/approvals?mine=true')
  const asked = items.find(one => one.recordId === contract.id)
  await page.request.post(`/api/approvals/${asked?.id}/moves/approve`, { data: {} })
  await sales.goTo(`/contracts/${contract.id}`)
  await page.getByText(say(contractText['state.contract.to_sign'])).first().waitFor()
})

test('the customer reads and signs it on a phone, with less than 100 kB', async () => {
  await press(contractScreenText['contract.giveLink'])
  await press(contractScreenText['contract.linkMake'])
  await sales.page.locator('.givenlink').waitFor()
  link = (await sales.page.locator('.givenlink').textContent())?.trim() ?? ''
  const { page, troubles } = customer
  const answer = await page.goto(link)
  expect((await answer?.body())?.length).toBeLessThan(100_000)
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  expect(await shutOut(customer)).toEqual([])
  await page.screenshot({ path: `${stage.shots}/contract-page.png`, fullPage: true })
  await page.locator('#name').fill('林女士')
  await page.locator('input[name=agree]').check()
  await page.getByRole('button', { name: say(contractPageText['contract.page.sign']), exact: true }).click()
  await page.getByText(say(contractPageText['contract.page.signed'])).waitFor()
  expect(troubles).toEqual([])
})

test('an order is called off from it, and the contract says so', async () => {
  const { page } = sales
  await sales.goTo(`/contracts/${contract.id}`)
  await page.getByText(say(contractScreenText['contract.way.link'])).waitFor()
  await press(contractScreenText['contract.order'])
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say(contractScreenText['contract.order']) })
    .click()
  await page.waitForURL(/\/orders\//)
  const order = await read<{ contractId: string; gross: string }>(`/orders/${page.url().split('/').at(-1)}`)
  expect(order).toMatchObject({ contractId: contract.id, gross: contract.gross })
  await sales.goTo(`/contracts/${contract.id}`)
  await page.setViewportSize({ width: 390, height: 844 })
  await sales.shoot('contract-phone')
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  expect(sales.troubles).toEqual([])
})
