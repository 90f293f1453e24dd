import { useQuery } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle, submit, type, windowOf } from '#test/page.tsx'
import type { ShipmentLine, WholeShipment } from '../shipment.schema.ts'
import { shipmentText } from '../shipment.text.ts'
import { PackPart } from './PackPart.tsx'

const id = '00000000-0000-7000-8000-000000000070'
const line = (no: number, code: string, name: string, unitQty: string): ShipmentLine => ({
  id: `00000000-0000-7000-8000-00000000010${no}`,
  no,
  orderId: id,
  orderNumber: 'SO1',
  orderLineId: id,
  productId: id,
  stockKept: true,
  code,
  name,
  spec: null,
  kit: null,
  unit: '台',
  unitQty,
  factor: '1',
  qty: unitQty,
  warehouseId: id,
  warehouseName: '主仓',
  batch: null,
  delivered: '0',
  cameBack: '0',
  lost: '0',
  invoiced: '0',
  checked: '0',
})
// what the packing check reads of a shipment
const start = { id, kind: 'delivery', state: 'ready', lines: [line(1, 'P1', '泵', '2'), line(2, 'V1', '阀', '1')] }

let now: typeof start
let asked: Record<string, unknown>[] = []
beforeEach(() => {
  windowOf(390)
  now = structuredClone(start)
  asked = []
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    const body = JSON.parse(String(init.body))
    asked.push(body)
    const at = now.lines.find(one => one.no === body.no || one.code === body.code)
    const json = (status: number, value: unknown) =>
      new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })
    if (!at)
      return json(422, { reasons: [{ key: 'shipment.scan.unknown', path: 'code', values: { code: body.code } }] })
    at.checked = String(Number(at.checked) + Number(body.by ?? 1))
    return json(200, structuredClone(now))
  })
})
afterEach(() => vi.unstubAllGlobals())

function Page() {
  const { data } = useQuery({
    queryKey: ['shipment', id],
    queryFn: () => structuredClone(now) as unknown as WholeShipment, // what it reads of one
    staleTime: 60_000,
  })
  return data ? <PackPart shipment={data} /> : null
}
const open = async (lang: 'en' | 'zh' = 'en') => {
  const drawn = await draw(<Page />, { lang, texts: shipmentText })
  await settle(30)
  const scan = async (code: string) => {
    await type(drawn.body.querySelector('.scan input'), code)
    await submit(drawn.body.querySelector('.scan'))
    await settle(30)
  }
  return { ...drawn, scan }
}

test('every scan counts one and says of what; the field is empty for the next', async () => {
  const { body, scan } = await open('zh')
  await scan('P1')
  expect(asked).toEqual([{ code: 'P1' }])
  expect(body.querySelector('.verdict')?.textContent).toContain('泵：1 / 2 台')
  expect(body.querySelector<HTMLInputElement>('.scan input')?.value).toBe('')
  await scan('P1')
  await scan('V1')
  expect(body.querySelector('.verdict.ok')?.textContent).toContain('全部核对无误')
})

test('a wrong scan is loud: an alert with what was scanned, until the next right one', async () => {
  const { body, scan } = await open()
  await scan('404')
  expect(body.querySelector('[role="alert"]')?.textContent).toContain('404')
  await scan('V1')
  expect(body.querySelector('[role="alert"]')).toBe(null)
})

test('by hand: one more, one less, all of a line', async () => {
  const { body } = await open()
  await press(button(body, 'One more 泵'))
  await settle(30)
  await press(button(body, 'One 泵 less'))
  await settle(30)
  await press(button(body, 'All of 泵'))
  await settle(30)
  expect(asked).toEqual([
    { no: 1, by: '1' },
    { no: 1, by: '-1' },
    { no: 1, by: '2' },
  ])
  expect(body.querySelector('.packline.done')?.textContent).toContain('2 of 2')
})
