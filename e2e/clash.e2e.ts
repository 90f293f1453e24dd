// Two people at the lines of one order: what the first saved is shown to the second, who loses nothing and overrules nothing.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './app.ts'
import { sitDown } from './person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

type Line = { id: string; productId: string; unitQty: string }
type Order = { id: string; version: number; lines: Line[] }

test('C128 lines that somebody else saved meanwhile are shown beside one’s own, and one chooses', async () => {
  const seat = await sitDown(stage, 'gu', 'desk', 'en-US')
  const { page } = seat
  const headers = { origin: stage.url }
  const first = async (path: string) => (await (await page.request.get(`/api${path}`)).json()).items[0]
  const goods = encodeURIComponent(JSON.stringify({ field: 'kind', op: 'is', value: 'goods' }))
  const product = await first(`/products?limit=1&filter=${goods}`)
  const customer = await first('/customers?limit=1')
  const data = { customerId: customer.id, lines: [{ productId: product.id, unitQty: '2' }] }
  const made = (await (await page.request.post('/api/orders', { data, headers })).json()) as Order // the reply's shape
  const lines = async () => ((await (await page.request.get(`/api/orders/${made.id}`)).json()) as Order).lines // the reply's shape

  await seat.goTo(`/orders/${made.id}`)
  await page.getByRole('button', { name: 'Edit lines' }).click()
  await page.getByRole('button', { name: 'Discard' }).waitFor()
  const theirs = made.lines.map(({ id, productId }) => ({ id, productId, unitQty: '3' }))
  await page.request.put(`/api/orders/${made.id}/lines`, { data: { version: made.version, lines: theirs }, headers })
  await page.locator('.conflict').waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).first().click()
  await seat.settle()
  expect((await lines()).map(line => line.unitQty)).toEqual(['3'])
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).first().click()
  await page.getByRole('button', { name: 'Edit lines' }).waitFor()
  expect((await lines()).map(line => line.unitQty)).toEqual(['2'])
  expect(seat.troubles).toEqual([])
  await seat.leave()
})
