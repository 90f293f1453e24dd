// What makes a product of what is said of one, and many of a file's rows.
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { fold, nameKey } from '#kernel/keys.ts'
import { canonical, cmp } from '#kernel/money.ts'
import { isDone, orRefusal, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { accept } from '#kernel/validate.ts'
import type { Field } from '#meta/entity.ts'
import type { Made } from '#meta/registry.ts'
import { indexRecords, type Term, termsIn } from '#meta/server/fieldsSql.ts'
import { byActor, changes, newStamp, ownFields, takeCustom, tell } from '#meta/server/record.service.ts'
import { readBack } from '#meta/server/recordSql.ts'
import { productProblems, unknownRate, usualDecimals, usualFor } from '../product.rules.ts'
import { NewProduct, type Product, type ProductEdit, type TaxRate } from '../product.schema.ts'
import { planParts, saysParts } from './kit.service.ts'
import { productSource, selectByKeys } from './product.sql.ts'
import { type ProductRow, products } from './product.table.ts'
import { ratesToday } from './taxRate.service.ts'

type Found = { readonly fields: readonly Field[]; readonly rates: readonly TaxRate[] }

export async function createProduct(tx: Tx, actor: Actor, input: NewProduct): Promise<Product> {
  const found = await findAround(tx, actor)
  const row = draftOf(tx, actor, input, found)
  const plan = await planParts(tx, row, input, true)
  writeNew(tx, actor, found.fields, [row])
  if (plan) tx.write(...plan.writes)
  return readBack<Product>(tx, actor, productSource, row.id)
}

/** Rows of a file: as many statements as for one. */
export async function createProducts(
  tx: Tx,
  actor: Actor,
  inputs: readonly Readonly<Record<string, unknown>>[],
): Promise<Made[]> {
  const found = await findAround(tx, actor)
  const drafts = await Promise.all(
    inputs.map(input => orRefusal(() => draftOf(tx, actor, accept(NewProduct, input), found))),
  )
  const taken = await takenCodes(tx, drafts.filter(isDone))
  // the index would refuse all of them for one
  const made = drafts.map(row => (isDone(row) && taken.has(row.codeKey) ? codeTaken() : row))
  const isKit = (i: number): boolean => saysParts(inputs[i] ?? {})
  writeNew(
    tx,
    actor,
    found.fields,
    made.filter((row, i): row is ProductRow => isDone(row) && !isKit(i)),
  )
  // a kit of the file may consist of the file's other rows, which are there by now
  for (const [i, row] of made.entries())
    if (isDone(row) && isKit(i)) made[i] = await bringKit(tx, actor, { row, found, input: inputs[i] ?? {} })
  return made
}

type Brought = { readonly row: ProductRow; readonly found: Found; readonly input: Readonly<Record<string, unknown>> }

async function bringKit(tx: Tx, actor: Actor, { row, found, input }: Brought): Promise<ProductRow | Refusal> {
  const plan = await orRefusal(() => planParts(tx, row, accept(NewProduct, input), true))
  if (plan instanceof Refusal) return plan
  writeNew(tx, actor, found.fields, [row])
  if (plan) tx.write(...plan.writes)
  return row
}

async function findAround(tx: Tx, actor: Actor): Promise<Found> {
  const [fields, rates] = await Promise.all([ownFields(tx, actor, 'product'), ratesToday(tx, actor)])
  return { fields, rates }
}

async function takenCodes(tx: Tx, rows: readonly ProductRow[]): Promise<Set<string>> {
  const codes = rows.map(row => row.codeKey)
  return new Set((await selectByKeys(tx, codes, [])).map(row => row.codeKey))
}

const codeTaken = (): Refusal => new Refusal(reason('product.codeTaken', 'code'), 'conflict')

function draftOf(tx: Tx, actor: Actor, input: NewProduct, { fields, rates }: Found): ProductRow {
  const kind = input.kind ?? 'goods'
  const usual = usualFor(kind)
  const row: ProductRow = {
    ...newStamp(tx, actor, byActor(actor)),
    ...blank,
    kind,
    fulfil: input.fulfil ?? usual.fulfil,
    stockKept: input.stockKept ?? usual.stockKept,
    unit: '件',
    units: [],
    decimals: usualDecimals(kind, input.unit ?? '件'),
    overTolerance: '0',
    taxRate: rates.some(rate => cmp(rate.percent, '13') === 0) ? '13' : (rates[0]?.percent ?? '0'),
    currency: actor.org.currency,
    state: 'active',
    ...storedOf(input),
    ...keysOf(input),
  }
  refuseAll([...productProblems(row), ...orNone(unknownRate(rates, row.taxRate))])
  return { ...row, custom: { ...takeCustom(fields, input.custom) } }
}

function writeNew(tx: Tx, actor: Actor, fields: readonly Field[], rows: readonly ProductRow[]): void {
  if (rows.length === 0) return
  tx.write(products.insert(tx.orgId, rows))
  indexProducts(tx, fields, rows, true)
  for (const row of rows) {
    const { after } = changes({}, row)
    tell(tx, { actor, entity: 'product', recordId: row.id, kind: 'product.created', after, version: 1 })
  }
}

export const orNone = (one: Reason | undefined): Reason[] => (one ? [one] : [])

const blank = { spec: null, category: null, taxCode: null, price: null, floorPrice: null, cost: null, note: null }

export function keysOf({ code, name }: { code: string; name: string }) {
  return { code: code.trim(), codeKey: fold(code), name: name.trim(), nameKey: nameKey(name) }
}

/** Columns as given; empty text is no value, numbers in their one spelling so that equal ones are no change. */
export function storedOf({
  code: _,
  name: __,
  version: ___,
  custom: ____,
  parts: _____,
  partsText: ______,
  ...given
}: ProductEdit): Partial<ProductRow> {
  const { units } = given
  const values = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, typeof value === 'string' ? stored(key, value) : value]),
  )
  return {
    ...values,
    ...(units && { units: units.map(({ unit, factor }) => ({ unit: unit.trim(), factor: canonical(factor) })) }),
  }
}

const decimals = new Set(['price', 'floorPrice', 'cost', 'taxRate', 'overTolerance'])

function stored(key: string, value: string): string | null {
  const text = value.trim()
  if (text === '' && key !== 'unit') return null
  return decimals.has(key) ? canonical(text) : text
}

export const indexProducts = (tx: Tx, fields: readonly Field[], rows: readonly ProductRow[], fresh: boolean): void =>
  indexRecords(tx, { entity: 'product', fields, termsFor }, rows, fresh)

const termsFor = (row: ProductRow): Term[] => [
  ...termsOf(row.code, 'number'),
  ...termsOf(row.name, 'name'),
  ...(row.spec ? termsIn('spec', termsOf(row.spec, 'name')) : []),
]
