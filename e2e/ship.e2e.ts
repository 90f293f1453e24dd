// The warehouse ships an order in two parts with nothing but a phone in hand: the board, the scan, the next step.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './app.ts'
import { type Seat, sitDown } from './person.ts'

let stage: Stage
let seat: Seat
beforeAll(async () => {
  stage = await openStage()
  seat = await sitDown(stage, 'he', 'phone')
})
afterAll(async () => {
  await seat?.leave()
  await stage.close()
})

type Line = { orderLineId: string; code: string; name: string; unitQty: string }
type Shipment = { id: string; state: string; lines: Line[] }
type Offers = { move: string; ok: boolean }[]
type Board = { columns: { key: string; cards: { recordId: string; number: string }[] }[] }

async function ask<T>(method: 'get' | 'post', path: string, data?: object): Promise<T> {
  const headers = { origin: stage.url }
  const answer = await seat.page.request[method](`/api${path}`, { headers, ...(data && { data }) })
  return (await answer.json()) as T // the server's own shapes
}

/** An order of the demo whose goods may leave; one of a line's units is planned. */
async function firstPart(): Promise<{ shipment: Shipment; number: string }> {
  const { columns } = await ask<Board>('get', '/warehouse/board')
  for (const { recordId, number } of columns.find(one => one.key === 'plan')?.cards ?? []) {
    const open = await ask<(Line & { qty: string })[]>('get', `/shipments/open-lines?orders=${recordId}`)
    const line = open.find(one => Number(one.qty) >= 2)
    if (!line) continue
    const lines = [{ orderLineId: line.orderLineId, unitQty: '1' }]
    const shipment = await ask<Shipment>('post', '/shipments', { lines })
    await ask('post', `/shipments/${shipment.id}/moves/ready`, {})
    const offers = await ask<Offers>('get', `/shipments/${shipment.id}/moves`)
    if (offers.some(one => one.move === 'ship' && one.ok)) return { shipment, number }
    await ask('post', `/shipments/${shipment.id}/moves/cancel`, {})
  }
  throw new Error('no order of the demo may leave')
}

async function scan(page: Page, code: string): Promise<void> {
  const field = page.getByRole('textbox', { name: '扫描或输入产品编码' })
  await field.fill(code)
  await field.press('Enter')
}

async function ship(page: Page): Promise<void> {
  await page.getByRole('button', { name: '发货', exact: true }).first().click()
  await page.getByRole('button', { name: '填好并继续' }).click()
  await page.getByText('已发货').first().waitFor()
}

test('an order leaves in two parts, counted by scan; a wrong scan is loud', async () => {
  const { page } = seat
  const { shipment, number } = await firstPart()
  const [line] = shipment.lines
  await seat.goTo(`/shipments/${shipment.id}`)
  await scan(page, 'XX-404')
  await page.getByRole('alert').getByText('XX-404').waitFor()
  await scan(page, line?.code ?? '')
  await page.getByText('全部核对无误').waitFor()
  await seat.shoot('phone-ship-checked')
  await ship(page)

  await seat.goTo('/warehouse')
  const card = page.getByRole('region', { name: '待安排' }).getByRole('listitem').filter({ hasText: number })
  await card.getByRole('button', { name: '安排发货' }).click()
  await page.waitForURL(/\/shipments\/[0-9a-f-]{36}/)
  await page.getByRole('button', { name: '备妥' }).first().click()
  await page.getByText('待发货').first().waitFor()
  const rest = await ask<Shipment>('get', new URL(page.url()).pathname)
  for (const { name } of rest.lines)
    await page
      .getByRole('button', { name: `${name} 全部` })
      .first()
      .click()
  await page.getByText('全部核对无误').waitFor()
  await seat.shoot('phone-ship-rest')
  await ship(page)
  const both = await Promise.all([shipment.id, rest.id].map(id => ask<Shipment>('get', `/shipments/${id}`)))
  expect(both.map(one => one.state)).toEqual(['shipped', 'shipped'])
  expect(seat.troubles).toEqual([])
})
