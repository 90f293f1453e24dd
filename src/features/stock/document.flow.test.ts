import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problems } from '#kernel/flow.ts'
import { flowFaults, flowMatrix } from '../../../test/gates/lib/flowMatrix.ts'
import { documentFlow } from './document.flow.ts'
import { brokenBy, type DocumentFacts, deltasOf, keyText, movesOf, touchedBy } from './document.rules.ts'
import { StockDocument } from './document.schema.ts'
import { stockText } from './stock.text.ts'

// the choices of a shape are its JSON schema's enum, which its type does not say
const choices = (shape: unknown) => (shape as { enum: string[] }).enum
const documentKinds = choices(StockDocument.properties.kind)
const documentStates = choices(StockDocument.properties.state)

test('the flow reads as a business person would draw it', () => {
  expect(flowMatrix(documentFlow, documentStates).split('\n')).toEqual([
    'draft  | post→posted  cancel→cancelled',
    'posted | cancel→cancelled',
  ])
  expect(flowFaults(documentFlow, documentStates)).toEqual([])
})

test('the database knows the same states and kinds', () => {
  const sql = readFileSync('db/migrations/0004_product_stock.sql', 'utf8')
  const list = (values: readonly string[]) => values.map(one => `'${one}'`).join(', ')
  expect(sql).toContain(`check (state in (${list(documentStates)}))`)
  expect(sql).toContain(`check (kind in (${list(documentKinds)}))`)
})

const line = { no: 1, productId: 'p', batch: '', qty: '5', productName: 'Chair', stockKept: true }
const receipt: DocumentFacts = {
  state: 'draft',
  kind: 'receipt',
  date: '2026-11-25',
  warehouseId: 'a',
  toWarehouseId: null,
  lines: [line],
  inactive: [],
  sites: [],
  today: '2026-11-25',
  booksClosedUntil: null,
}
const keysOf = (facts: DocumentFacts, move: 'post' | 'cancel' = 'post') =>
  problems(documentFlow[move].unless ?? [], facts).map(one => one.key)

test.each<[Partial<DocumentFacts>, string[]]>([
  [{}, []],
  [{ lines: [] }, ['stock.noLines']],
  [{ lines: [{ ...line, qty: '0' }] }, ['stock.wrongQty']],
  [{ kind: 'count', lines: [{ ...line, qty: '0' }] }, []],
  [{ kind: 'count', lines: [{ ...line, qty: '-1' }] }, ['stock.wrongQty']],
  [{ kind: 'count', lines: [line, { ...line, no: 2 }] }, ['stock.countedTwice']],
  [{ kind: 'adjustment', lines: [{ ...line, qty: '-1' }] }, []],
  [{ kind: 'transfer' }, ['stock.noTarget']],
  [{ kind: 'transfer', toWarehouseId: 'a' }, ['stock.sameWarehouse']],
  [{ lines: [{ ...line, stockKept: false }] }, ['stock.notKept']],
  [{ lines: [{ ...line, stockKept: undefined }] }, ['stock.notKept']],
  [{ inactive: ['旧仓'] }, ['stock.inactiveWarehouse']],
  [{ sites: ['寄售点'] }, ['stock.isSite']],
  [{ date: '2026-11-26' }, ['stock.inFuture']],
  [{ booksClosedUntil: '2026-11-25' }, ['stock.booksClosed']],
  [{ booksClosedUntil: '2026-11-24' }, []],
  [
    { lines: [], inactive: ['旧仓'], date: '2026-11-26' },
    ['stock.noLines', 'stock.inactiveWarehouse', 'stock.inFuture'],
  ],
])('%j is refused with %j', (part, keys) => {
  expect(keysOf({ ...receipt, ...part })).toEqual(keys)
  for (const key of keys) expect(Object.keys(stockText)).toContain(key)
})

test('closed books keep what is posted, and let a draft go', () => {
  expect(keysOf({ ...receipt, state: 'posted', booksClosedUntil: '2026-11-25' }, 'cancel')).toEqual([
    'stock.booksClosed',
  ])
  expect(keysOf({ ...receipt, booksClosedUntil: '2026-11-25' }, 'cancel')).toEqual([])
})

test('a transfer takes here and puts there; a count moves the difference; a right count moves nothing', () => {
  const rows = new Map([
    [
      keyText({ productId: 'p', warehouseId: 'a', batch: '' }),
      { productId: 'p', warehouseId: 'a', batch: '', onHand: '5', reserved: '0', backorderLimit: '0' },
    ],
  ])
  const transfer = { ...receipt, kind: 'transfer', toWarehouseId: 'b' } as const
  expect(touchedBy(transfer).map(one => one.warehouseId)).toEqual(['a', 'b'])
  expect(movesOf(transfer, rows).map(one => [one.warehouseId, one.qty])).toEqual([
    ['a', '-5'],
    ['b', '5'],
  ])
  expect(movesOf({ ...receipt, kind: 'count' }, rows)).toEqual([])
  expect(movesOf({ ...receipt, kind: 'count', lines: [{ ...line, qty: '3' }] }, rows).map(one => one.qty)).toEqual([
    '-2',
  ])
})

test('rows that would go below zero, and rows whose reservations would not fit, are told apart', () => {
  const stock = { productId: 'p', warehouseId: 'a', batch: '', onHand: '5', reserved: '3', backorderLimit: '0' }
  const rows = new Map([[keyText(stock), stock]])
  const less = (qty: string) => deltasOf([{ productId: 'p', warehouseId: 'a', batch: '', qty, lineNo: 1 }])
  expect(brokenBy(less('-6'), rows)).toMatchObject({ below: [stock], held: [] })
  expect(brokenBy(less('-3'), rows)).toMatchObject({ below: [], held: [stock] })
  expect(brokenBy(less('-2'), rows)).toEqual({ below: [], held: [] })
  expect(brokenBy(less('-3'), rows, new Map([[keyText(stock), '1']])).held).toEqual([])
})
