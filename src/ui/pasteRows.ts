// A table from elsewhere becomes lines: which column is what, by its header in either language, else by a guess that
// somebody confirms; and what each row says. Without a screen.
import type { LineColumn } from './lineColumns.ts'
import { type GridColumn, parseTable, readCell } from './lineGrid.ts'

/** Where a column goes: a column of the grid, the product's code, or nowhere. */
export type Target = string | null
export const codeTarget = 'code'

/** Headers people use, by the column's key. */
const headers: Readonly<Record<string, readonly string[]>> = {
  name: [
    '产品',
    '产品名称',
    '品名',
    '商品',
    '商品名称',
    '货品',
    '名称',
    '物料',
    '物料名称',
    '项目',
    'product',
    'product name',
    'item',
    'item name',
    'description',
    'name',
  ],
  [codeTarget]: [
    '编码',
    '产品编码',
    '商品编码',
    '物料编码',
    '货号',
    '料号',
    '编号',
    '产品编号',
    'sku',
    'code',
    'product code',
    'item code',
    'part number',
    'part no',
    'item no',
  ],
  unitQty: ['数量', '订购数量', '采购数量', 'qty', 'quantity', 'amount ordered', 'pcs'],
  unit: ['单位', '计量单位', 'unit', 'uom'],
  price: ['单价', '价格', '含税单价', '报价', '售价', '单价元', 'price', 'unit price', 'net price'],
  discountValue: ['折扣', '优惠', '折扣%', '折扣率', 'discount', 'discount %', 'disc'],
  taxRate: ['税率', '税率%', 'tax', 'tax rate', 'vat', 'vat %'],
  promisedDate: ['交期', '交货日期', '承诺日期', '需求日期', 'date', 'delivery date', 'due date', 'required date'],
}

/** `单价（元）`, `Unit price *` and `unit_price` are one word. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*$/, '')
    .replace(/[\s_\-:*]/g, '')

type Named = Pick<LineColumn<never>, 'key' | 'kind'> & { readonly title?: string; readonly set?: unknown }
const takes = (column: Pick<Named, 'kind' | 'set'>): boolean => column.kind === 'product' || column.set !== undefined

function targetOf(cell: string, columns: readonly Named[]): Target {
  const text = plain(cell)
  if (text === '') return null
  const known = (key: string) => (headers[key] ?? []).some(one => plain(one) === text)
  const own = columns.find(column => takes(column) && (plain(column.title ?? '') === text || known(column.key)))
  return own?.key ?? (known(codeTarget) ? codeTarget : null)
}

/** By the first row, where it is a header: it names a product and something else, or nothing but known words. */
export function headOf(row: readonly string[], columns: readonly Named[]): Target[] | undefined {
  const targets = row.map(cell => targetOf(cell, columns))
  const unique = targets.map((one, i) => (targets.indexOf(one) === i ? one : null))
  const known = unique.filter(one => one !== null)
  const isProduct = known.some(
    one => one === codeTarget || columns.some(column => column.kind === 'product' && column.key === one),
  )
  return isProduct && (known.length > 1 || row.filter(Boolean).length === 1) ? unique : undefined
}

/** Without a header: words are the product, the first number how many, the next what one costs. */
export function guessOf(rows: readonly (readonly string[])[], columns: readonly Named[]): Target[] {
  const width = Math.max(0, ...rows.map(row => row.length))
  const open = ['unitQty', 'price', 'taxRate'].filter(key =>
    columns.some(column => column.key === key && takes(column)),
  )
  const product = columns.find(column => column.kind === 'product')?.key ?? null
  let hasProduct = false
  return Array.from({ length: width }, (_, at): Target => {
    const cells = rows
      .slice(0, 20)
      .map(row => row[at] ?? '')
      .filter(cell => cell !== '')
    const isNumber =
      cells.length > 0 &&
      cells.every(
        cell => readCell({ kind: 'number', key: '', get: () => '' }, cell.replace(/[%％]$/, '')) !== undefined,
      )
    if (isNumber && hasProduct) return open.shift() ?? null
    if (isNumber || cells.length === 0 || hasProduct) return null
    hasProduct = true
    return product
  })
}

export type PastedRow = {
  readonly no: number
  readonly code: string
  readonly name: string
  readonly cells: readonly (readonly [key: string, text: string])[]
}

/** Rows that say nothing of a product are no lines: totals, empty rows. */
export function rowsOf(
  table: readonly (readonly string[])[],
  targets: readonly Target[],
  columns: readonly Named[],
): PastedRow[] {
  const product = columns.find(column => column.kind === 'product')?.key
  return table.flatMap((row, no): PastedRow[] => {
    const said = (key: string | undefined): string =>
      row[targets.findIndex(one => one !== null && one === key)]?.trim() ?? ''
    const [code, name] = [said(codeTarget), said(product)]
    const cells = row.flatMap((text, at): [string, string][] => {
      const to = targets[at]
      return to && to !== codeTarget && to !== product && text !== '' ? [[to, text]] : []
    })
    return code || name ? [{ no: no + 1, code, name, cells }] : []
  })
}

/** What can be read of a row's cells; `bad` are the others. */
export function filledBy<L>(
  line: L,
  row: PastedRow,
  columns: readonly GridColumn<L>[],
): { readonly line: L; readonly bad: number } {
  let bad = 0
  const filled = row.cells.reduce((now, [key, text]) => {
    const column = columns.find(one => one.key === key)
    const value = column?.set && readCell(column, text)
    if (!column?.set || value === undefined) bad++
    return column?.set && value !== undefined ? column.set(now, value) : now
  }, line)
  return { line: filled, bad }
}

/** A text file in whatever its program wrote: UTF-8, UTF-16 or GBK (within GB 18030). */
export function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Cells by tabs where there are any, else by semicolons or commas. */
export function tableIn(text: string): string[][] {
  const [first = ''] = text.split('\n')
  const sign = first.includes('\t')
    ? '\t'
    : (first.match(/;/g)?.length ?? 0) > (first.match(/,/g)?.length ?? 0)
      ? ';'
      : ','
  return parseTable(text, first.includes('\t') || !/[,;]/.test(first) ? '\t' : sign).filter(row => row.some(Boolean))
}
