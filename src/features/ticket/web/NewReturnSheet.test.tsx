import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, type } from '#test/page.tsx'
import type { ReturnableLine } from '../return.schema.ts'
import { returnText } from '../return.text.ts'
import { NewReturnSheet } from './NewReturnSheet.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const kit = { lineId: id(9), name: 'Packing set', parts: 2 }
const part = (no: number, name: string, { perKit, qty }: { perKit?: string; qty: string }): ReturnableLine => ({
  ...{ orderLineId: id(no), no, productId: id(10 + no), code: `P${no}`, name, spec: null, unit: 'pc', factor: '1' },
  kit: perKit ? { ...kit, perKit } : null,
  delivered: qty,
  qty,
  unitQty: qty,
})

let asked: Asked[]
let lines: ReturnableLine[]
beforeEach(() => {
  lines = [
    part(1, 'Motor', { perKit: '2', qty: '6' }),
    part(2, 'Belt', { perKit: '1', qty: '5' }),
    part(3, 'Oil', { qty: '4' }),
  ]
  asked = answers({
    [`GET /orders/${id(7)}/returnable-lines`]: () => lines,
    'POST /goods-returns': () => ({ id: id(8) }),
  })
})
const open = () => draw(<NewReturnSheet orderId={id(7)} onClose={() => {}} />, { texts: returnText })
const field = (body: HTMLElement, label: string) => body.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)
const kits = (body: HTMLElement) => field(body, 'Whole kits of Packing set')
const made = (body: HTMLElement) => body.querySelector('.wholekits [role="status"]')?.textContent

test('a number of whole kits fills its parts by what is in one; each is still typed alone', async () => {
  const { body } = await open()
  expect(body.querySelectorAll('.wholekits')).toHaveLength(1)
  expect(made(body)).toContain('0.')
  await type(kits(body), '2')
  expect(
    [field(body, 'Quantity of Motor'), field(body, 'Quantity of Belt'), field(body, 'Quantity of Oil')].map(
      one => one?.value,
    ),
  ).toEqual(['4', '2', ''])
  expect(made(body)).toContain('2.')
  await type(field(body, 'Quantity of Belt'), '1')
  expect(made(body)).toContain('1.')
  await press(button(body, 'Ask for it'))
  expect(asked.find(one => one.route === 'POST /goods-returns')?.body).toMatchObject({
    lines: [
      { orderLineId: id(1), unitQty: '4' },
      { orderLineId: id(2), unitQty: '1' },
    ],
  })
})

test('more whole kits than have arrived are as many as there are, and it says so', async () => {
  const { body } = await open()
  await type(kits(body), '9')
  expect(field(body, 'Quantity of Motor')?.value).toBe('6')
  expect(field(body, 'Quantity of Belt')?.value).toBe('3')
  expect(made(body)).toContain('No more than 3')
})

test('what is no whole number fills nothing', async () => {
  const { body } = await open()
  await type(kits(body), '1.5')
  expect(field(body, 'Quantity of Motor')?.value).toBe('')
})

test('without all its parts no kit is whole', async () => {
  lines = lines.slice(1)
  const { body } = await open()
  expect(made(body)).toContain('Not all parts')
})
