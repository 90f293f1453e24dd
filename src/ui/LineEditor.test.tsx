import { useState } from 'react'
import { beforeAll, expect, test } from 'vitest'
import { draw, key, pasteText, press, settle, type, windowOf } from '#test/page.tsx'
import type { LineProduct } from './LineAdd.tsx'
import { LineEditor } from './LineEditor.tsx'
import type { LineColumn } from './lineColumns.ts'

beforeAll(() => import('./ProductPicker.tsx')) // comes when it is asked for: a moment, not a wait

type Line = { key: string; name: string; qty: string; rate: string }
const columns: LineColumn<Line>[] = [
  { key: 'name', kind: 'product', title: 'Product', width: 160, get: line => line.name },
  {
    key: 'qty',
    kind: 'number',
    title: 'Qty',
    width: 60,
    get: line => line.qty,
    set: (line, qty) => ({ ...line, qty }),
  },
  {
    key: 'rate',
    kind: 'percent',
    title: 'Rate',
    width: 60,
    get: line => line.rate,
    set: (line, rate) => ({ ...line, rate }),
  },
]
const products: LineProduct[] = [
  { id: 'p1', name: 'Pouch packer', code: 'GD-8200' },
  { id: 'p2', name: 'Pouch sealer', code: 'GD-9', cost: '138000' },
]
const find = async (q: string) =>
  products.filter(one => `${one.name} ${one.code}`.toLowerCase().includes(q.toLowerCase()))

function Sheet({ count = 3, seen = [] }: { count?: number; seen?: Line[][] }) {
  const [lines, setLines] = useState(() =>
    Array.from({ length: count }, (_, i): Line => ({ key: `l${i}`, name: `P${i}`, qty: String(i + 1), rate: '100' })),
  )
  const change = (next: Line[]) => {
    seen.push(next)
    setLines(next)
  }
  return (
    <LineEditor
      columns={columns}
      lines={lines}
      keyOf={line => line.key}
      onChange={change}
      find={find}
      newLine={product => ({ key: `n${product.id}`, name: product.name, qty: '1', rate: '100' })}
      reasons={[{ key: 'order.tooMany', path: 'lines.1.qty' }]}
    />
  )
}

const grid = () => document.querySelector('table[role="grid"]')
const cell = (row: number, col: number) => document.querySelectorAll('tbody tr')[row]?.querySelectorAll('td')[col + 1]
const texts = () =>
  [...document.querySelectorAll('tbody tr')].map(row =>
    [...row.querySelectorAll('td')].slice(1).map(one => one.textContent),
  )

test('arrows move, Enter edits, Enter again keeps and goes down', async () => {
  await draw(<Sheet />)
  await key(grid(), 'ArrowRight')
  await key(grid(), 'ArrowDown')
  expect(grid()?.getAttribute('aria-activedescendant')).toBe(cell(1, 1)?.id)
  await key(grid(), 'Enter')
  const input = cell(1, 1)?.querySelector('input')
  expect(input?.value).toBe('2')
  await type(input, '７')
  await key(input, 'Enter')
  expect(texts()[1]).toEqual(['P1', '7', '100'])
  expect(grid()?.getAttribute('aria-activedescendant')).toBe(cell(2, 1)?.id)
})

test('typing a figure starts the cell afresh, Escape leaves it as it was, an unreadable one stays open', async () => {
  await draw(<Sheet />)
  await key(grid(), 'ArrowRight')
  await key(grid(), '9')
  expect(cell(0, 1)?.querySelector('input')?.value).toBe('9')
  await key(cell(0, 1)?.querySelector('input'), 'Escape')
  expect(texts()[0]?.[1]).toBe('1')
  await key(grid(), 'x')
  await key(cell(0, 1)?.querySelector('input'), 'Enter')
  expect(cell(0, 1)?.querySelector('input')?.getAttribute('aria-invalid')).toBe('true')
})

test('a region from Excel goes over the lines; its rows below the last one become new lines when the product is known', async () => {
  await draw(<Sheet />)
  for (const name of ['ArrowDown', 'ArrowDown']) await key(grid(), name)
  await pasteText(grid(), 'P2\t20\t90%\nGD-8200\t5\t80%\nno such thing\t1\t1%')
  expect(texts()).toEqual([
    ['P0', '1', '100'],
    ['P1', '2', '100'],
    ['P2', '20', '90'],
    ['Pouch packer', '5', '80'],
  ])
  expect(document.querySelector('.toast')?.textContent).toContain('1 cell could not be read')
})

test('Ctrl+D fills the region down, Ctrl+Z takes it back', async () => {
  await draw(<Sheet />)
  await key(grid(), 'ArrowRight')
  for (const name of ['ArrowDown', 'ArrowDown']) await key(grid(), name, { shiftKey: true })
  await key(grid(), 'd', { ctrlKey: true })
  expect(texts().map(row => row[1])).toEqual(['1', '1', '1'])
  await key(grid(), 'z', { ctrlKey: true })
  expect(texts().map(row => row[1])).toEqual(['1', '2', '3'])
})

test('a line is added by a few letters and Enter', async () => {
  await draw(<Sheet />)
  const adder = document.querySelector('.new input')
  await type(adder, 'seal')
  await settle(60)
  expect(document.querySelector('[role="option"]')?.textContent).toBe('Pouch sealerGD-9138,000.00')
  await key(adder, 'Enter')
  expect(texts().at(-1)).toEqual(['Pouch sealer', '1', '100'])
})

test('many products at once come from the drawer', async () => {
  await draw(<Sheet />)
  await key(grid(), 'p', { ctrlKey: true })
  await settle(60)
  for (const box of document.querySelectorAll('.pickrow input')) await press(box)
  await press(document.querySelector('.ssheet .btn.pri'))
  expect(texts().map(row => row[0])).toEqual(['P0', 'P1', 'P2', 'Pouch packer', 'Pouch sealer'])
})

test('a refusal of the server marks its cell and says it', async () => {
  await draw(<Sheet />, { texts: { 'order.tooMany': { en: 'Only 1 in stock.', zh: '只有1件库存。' } } })
  expect(cell(1, 1)?.className).toContain('wrongcell')
  expect(cell(1, 1)?.getAttribute('title')).toBe('Only 1 in stock.')
})

test('300 lines keep a few rows in the document', async () => {
  await draw(<Sheet count={300} />)
  expect(document.querySelectorAll('tbody tr').length).toBeLessThan(50)
})

test('on a phone a line is a card whose cells open one under the other', async () => {
  windowOf(390)
  const seen: Line[][] = []
  await draw(<Sheet seen={seen} />)
  await press(document.querySelectorAll('.lcards button')[1])
  await type(document.querySelector('.lform input'), '12')
  await press(document.querySelector('.lform .btn.pri'))
  expect(seen.at(-1)?.map(line => line.qty)).toEqual(['1', '12', '3'])
})
