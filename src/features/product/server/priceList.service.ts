// The verbs of price lists. A list is one record with its lines: whoever changes either holds the list.
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { nameKey } from '#kernel/keys.ts'
import { isCurrency } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { regionName } from '#kernel/regionRead.ts'
import { taxDefaultsOf } from '#kernel/tax.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { NewPriceList, PriceList, PriceListEdit } from '../priceList.schema.ts'
import { priceListText } from '../priceList.text.ts'
import { lockLists, selectList, selectListLines, selectLists } from './priceList.sql.ts'
import { type PriceListRow, priceLists } from './priceList.table.ts'

export const listPriceLists = (db: Db): Promise<PriceList[]> => selectLists(db)

export async function getPriceList(db: Db, id: string): Promise<PriceList> {
  const found = await selectList(db, id)
  if (!found) throw missing('priceList')
  return found
}

export async function createPriceList(tx: Tx, actor: Actor, input: NewPriceList): Promise<PriceList> {
  const row: PriceListRow = {
    id: newId(),
    ...blank,
    currency: actor.org.currency,
    taxMode: taxDefaultsOf(actor.org.settings).taxMode,
    ...storedOf(input),
    name: input.name.trim(),
    nameKey: nameKey(input.name),
    version: 1,
    createdAt: tx.now,
    createdBy: actor.userId,
    updatedAt: tx.now,
    updatedBy: actor.userId,
    deletedAt: null,
  }
  refuseAll(problemsOf(row))
  tx.write(priceLists.insert(tx.orgId, [row]))
  const { after } = changes({}, said(row))
  tell(tx, { actor, entity: 'priceList', recordId: row.id, kind: 'priceList.created', after, version: 1 })
  return getPriceList(tx, row.id)
}

export async function editPriceList(tx: Tx, actor: Actor, id: string, input: PriceListEdit): Promise<PriceList> {
  const row = await holdPriceList(tx, id, input.version)
  const next: PriceListRow = {
    ...row,
    ...storedOf(input),
    ...(input.name !== undefined && { name: input.name.trim(), nameKey: nameKey(input.name) }),
    ...touched(tx, actor, row),
  }
  refuseAll(problemsOf(next))
  const { before, after } = changes(said(row), said(next))
  if (Object.keys(after).length > 0) {
    tx.write(priceLists.update(tx.orgId, next))
    tell(tx, {
      actor,
      entity: 'priceList',
      recordId: id,
      kind: 'priceList.edited',
      before,
      after,
      version: next.version,
    })
  }
  return getPriceList(tx, id)
}

/** What was priced by it keeps its price; the list itself is asked no more. */
export async function removePriceList(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await holdPriceList(tx, id)
  const next = { ...row, ...touched(tx, actor, row), deletedAt: tx.now }
  tx.write(priceLists.update(tx.orgId, next))
  tell(tx, { actor, entity: 'priceList', recordId: id, kind: 'priceList.deleted', version: next.version })
}

export async function holdPriceList(tx: Tx, id: string, version?: number): Promise<PriceListRow> {
  const [row] = await lockLists(tx, [id])
  if (!row) throw missing('priceList')
  if (version !== undefined && version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict', { version: row.version })
  return row
}

export const touched = (tx: Tx, actor: Actor, row: PriceListRow) => ({
  version: row.version + 1,
  updatedAt: tx.now,
  updatedBy: actor.userId,
})

const blank: Pick<PriceListRow, 'levels' | 'region' | 'validFrom' | 'validUntil' | 'priority' | 'state' | 'note'> = {
  levels: [],
  region: null,
  validFrom: null,
  validUntil: null,
  priority: 0,
  state: 'active',
  note: null,
}

/** Instants in their one spelling, so that equal ones are no change; empty text is no value. */
function storedOf({ name: _, version: __, region, note, validFrom, validUntil, ...given }: PriceListEdit) {
  const instant = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString())
  return {
    ...given,
    ...(region !== undefined && { region: region ? regionName(region) || null : null }),
    ...(note !== undefined && { note: note?.trim() || null }),
    ...(validFrom !== undefined && { validFrom: instant(validFrom) }),
    ...(validUntil !== undefined && { validUntil: instant(validUntil) }),
  }
}

const said = ({
  nameKey: _,
  createdAt: __,
  createdBy: ___,
  updatedAt: ____,
  updatedBy: _____,
  ...row
}: PriceListRow) => ({
  ...row,
  version: undefined,
})

function problemsOf({ name, currency, validFrom, validUntil }: PriceListRow): Reason[] {
  const backwards = validFrom !== null && validUntil !== null && Date.parse(validUntil) <= Date.parse(validFrom)
  return [
    ...(name === '' ? [reason('field.required', 'name')] : []),
    ...(isCurrency(currency) ? [] : [reason('price.badCurrency', 'currency')]),
    ...(backwards ? [reason('price.badPeriod', 'validUntil')] : []),
  ]
}

/** As the import takes it back: the list and the product by name and code. */
export async function exportPriceList(db: Db, actor: Actor, id: string): Promise<FileAnswer> {
  const [list, lines] = await Promise.all([getPriceList(db, id), selectListLines(db, id)])
  const heads = (['list', 'product', 'productName', 'unit', 'minQty', 'price', 'floorPrice'] as const).map(
    key => priceListText[`price.file.${key}`][actor.lang],
  )
  const rows = lines.map(one => [list.name, one.code, one.name, one.unit, one.minQty, one.price, one.floorPrice ?? ''])
  const text = [heads, ...rows].map(row => `${row.map(quoted).join(',')}\r\n`)
  async function* bytes() {
    yield `\ufeff${text.join('')}`
  }
  return { fileName: `${list.name}.csv`, type: 'text/csv; charset=utf-8', bytes: bytes() }
}

/** A cell that begins like a formula is text to a spreadsheet, not a command. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
