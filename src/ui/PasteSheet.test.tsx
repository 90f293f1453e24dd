// @vitest-environment jsdom
import { act, useState } from 'react'
import { beforeAll, expect, test } from 'vitest'
import { button, draw, key, pasteText, press, settle, type, until, windowOf } from '#test/page.tsx'
import type { LineProduct } from './LineAdd.tsx'
import { LineEditor } from './LineEditor.tsx'
import type { LineColumn } from './lineColumns.ts'
import { type Catalogue, CatalogueProvider, type MakeProps } from './useCatalogue.tsx'
import { type Session, SessionProvider } from './useSession.tsx'

beforeAll(() => import('./PasteSheet.tsx')) // comes when it is asked for: a moment, not a wait

type Line = { key: string; name: string; unitQty: string; price: string }
const typed = (key: 'unitQty' | 'price', title: string): LineColumn<Line> => ({
  key,
  kind: key === 'price' ? 'money' : 'number',
  title,
  width: 60,
  get: line => line[key],
  set: (line, value) => ({ ...line, [key]: value }),
})
const columns: LineColumn<Line>[] = [
  { key: 'name', kind: 'product', title: 'Product', width: 160, get: line => line.name },
  typed('unitQty', 'Qty'),
  typed('price', 'Price'),
]
const products: LineProduct[] = Array.from({ length: 400 }, (_, i) => ({
  id: `p${i}`,
  code: `C-${i}`,
  name: `Product ${i}`,
}))
let asked = 0
const match: Catalogue['match'] = async texts => {
  asked++
  return new Map(texts.map(text => [text, products.filter(one => one.code === text || one.name === text)]))
}
const Make = ({ draft, onDone }: MakeProps) => (
  <button type="button" onClick={() => onDone({ id: 'new', code: draft.code ?? 'N-1', name: `made ${draft.name}` })}>
    Make it
  </button>
)
const org = { id: 'o', name: 'Acme', zone: 'UTC', currency: 'CNY' }
const ann = (grants: Session['grants']): Session => ({ userId: 'u', name: 'Ann', lang: 'en', roles: [], grants, org })

function Page() {
  const [lines, setLines] = useState<Line[]>([])
  return (
    <LineEditor
      columns={columns}
      lines={lines}
      keyOf={line => line.key}
      onChange={setLines}
      find={async q => products.filter(one => one.name.includes(q)).slice(0, 12)}
      newLine={product => ({ key: `${product.id} ${Math.random()}`, name: product.name, unitQty: '1', price: '0' })}
      totals={[{ label: 'Lines', value: lines.length }]}
    />
  )
}
async function page(grants: Session['grants'] = { 'product.create': 'all' }) {
  asked = 0
  const drawn = await draw(
    <SessionProvider value={ann(grants)}>
      <CatalogueProvider value={{ match, Make, access: 'product.create' }}>
        <Page />
      </CatalogueProvider>
    </SessionProvider>,
  )
  return drawn.body
}
const paste = async (body: HTMLElement, text: string) => {
  await pasteText(body.querySelector('.new input'), text)
  await until(() => body.querySelector('.pasterow, .pastecolumn, [role="status"]') !== null)
  await settle()
}
const rows = (body: HTMLElement) =>
  [...body.querySelectorAll('tr[aria-rowindex]')].map(row =>
    [...row.querySelectorAll('[role="gridcell"]')].map(cell => cell.textContent),
  )
const add = (body: HTMLElement, count: number) => press(button(body, count === 1 ? 'Add 1 line' : `Add ${count} lines`))

test('columns in any order go where their header says, in one question to the server', async () => {
  const body = await page()
  await paste(body, '单价\tSKU\t数量\n¥1,200.00\tC-7\t３\n80\tC-8\t2')
  await add(body, 2)
  expect(rows(body)).toEqual([
    ['Product 7', '3', '1200.00'],
    ['Product 8', '2', '80'],
  ])
  expect(asked).toBe(1)
})

test('without a header one says which column is what, and nothing is added before', async () => {
  const body = await page()
  await paste(body, '2\tProduct 3\t9\n1\tProduct 4\t5')
  const selects = [...body.querySelectorAll<HTMLSelectElement>('.pastecolumn select')]
  expect(selects.map(one => one.value)).toEqual(['', 'name', 'unitQty'])
  await press(button(body, 'Find the products'))
  await until(() => body.textContent?.includes('2 of 2 products found') ?? false)
  await add(body, 2)
  expect(rows(body)).toEqual([
    ['Product 3', '9', '0'],
    ['Product 4', '5', '0'],
  ])
})

test('what is not found is shown by its row: chosen, created or left out', async () => {
  const body = await page()
  await paste(body, 'Code\tQty\nC-1\t1\nX-9\t2\nX-10\t3')
  expect(body.textContent).toContain('1 of 3 products found')
  expect([...body.querySelectorAll('.pasterow b')].map(one => one.textContent)).toEqual(['Row 2', 'Row 3'])
  await press(button(body, 'Create “X-9”'))
  await press(button(body, 'Make it'))
  await add(body, 2)
  expect(rows(body)).toEqual([
    ['Product 1', '1', '0'],
    ['made X-9', '2', '0'],
  ])
})

test('who may not make products may choose and leave out', async () => {
  const body = await page({})
  await paste(body, 'Code\tQty\nX-9\t2')
  expect(body.textContent).not.toContain('Create')
  await type(body.querySelector('.new input'), 'nothing like it')
  await settle(200)
  expect(body.textContent).not.toContain('Create')
})

test('a product that is not there is made from the line itself', async () => {
  const body = await page()
  await type(body.querySelector('.new input'), 'Gripper')
  await until(() => body.textContent?.includes('Create “Gripper”') ?? false)
  await press(button(body, 'Create “Gripper”'))
  await press(button(body, 'Make it'))
  expect(rows(body)).toEqual([['made Gripper', '1', '0']])
})

test('three hundred lines at once come in one question, and only what is seen is drawn', async () => {
  const body = await page()
  const table = Array.from({ length: 300 }, (_, i) => `C-${i}\t${i + 1}`).join('\n')
  await paste(body, `SKU\t数量\n${table}`)
  await add(body, 300)
  expect(body.querySelector('.lfoot')?.textContent).toContain('300')
  expect(rows(body).length).toBeLessThan(80)
  expect(asked).toBe(1)
  await key(body.querySelector('table'), 'z', { ctrlKey: true })
  expect(rows(body)).toEqual([])
})

const cards = (body: HTMLElement) => [...body.querySelectorAll('.lcards .pn')].map(one => one.textContent)

test('on a phone there is a place to paste into', async () => {
  windowOf(390)
  const body = await page()
  await press(button(body, 'Paste or file'))
  expect(button(body, 'Go on').hasAttribute('disabled')).toBe(true)
  await type(body.querySelector('textarea'), '数量\tSKU\n2\tC-7\n1\tC-8')
  await press(button(body, 'Go on'))
  await until(() => body.querySelector('[role="status"]') !== null)
  expect(body.querySelector('textarea')).toBe(null)
  await add(body, 2)
  expect(cards(body)).toEqual(['Product 7', 'Product 8'])
})

test('on a phone a text file is chosen', async () => {
  windowOf(390)
  const body = await page()
  await press(button(body, 'Paste or file'))
  const input = body.querySelector('input[type="file"]')
  const file = new File(['SKU,Qty\nC-3,4\n'], 'lines.csv', { type: 'text/csv' })
  Object.defineProperty(input, 'files', { value: [file] })
  await act(async () => input?.dispatchEvent(new Event('change', { bubbles: true })))
  await until(() => body.textContent?.includes('1 of 1 product found') ?? false)
  await add(body, 1)
  expect(cards(body)).toEqual(['Product 3'])
})
