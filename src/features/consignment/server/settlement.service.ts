// Settlements as records: lists, drafts, edits. What settles is `settlementMove.service.ts`.
import { findSite } from '#features/stock/server/warehouse.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { sum } from '#kernel/money.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { linkThread } from '#kernel/thread.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import type { Field } from '#meta/entity.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { termsIn, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import {
  byActor,
  changes,
  editStamp,
  entityFor,
  newStamp,
  ownFields,
  refuseStale,
  takeCustom,
  tell,
} from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { reachableIds, sourceOf } from '#meta/server/sources.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { settlementEntity } from '../settlement.entity.ts'
import { periodProblems, shareOf } from '../settlement.rules.ts'
import type {
  NewSettlement,
  SettledInvoice,
  Settlement,
  SettlementEdit,
  SettlementLine,
  WholeSettlement,
} from '../settlement.schema.ts'
import { type Filled, fillLines } from './fill.service.ts'
import {
  dropLinesBound,
  lockSettlement,
  type SettlementHead,
  type ShownLine,
  selectInvoicesOf,
  selectOfOrder,
  selectShownLines,
  settlementSource,
} from './settlement.sql.ts'
import { type SettlementRow, settlementLines, settlements } from './settlement.table.ts'

const sourceFor = async (db: Db, actor: Actor) => ({
  ...settlementSource,
  entity: await entityFor(db, actor, settlementEntity),
})
export async function listSettlements(db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Settlement>> {
  const page = await listRecords<SettlementHead>(db, actor, await sourceFor(db, actor), query)
  return { ...page, items: await withAmounts(db, page.items) }
}
export const summariseSettlements = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)

const worthOf = (line: ShownLine): string => shareOf(line, line.before, line.qty)

async function withAmounts(db: Db, heads: readonly SettlementHead[]): Promise<Settlement[]> {
  const ids = heads.map(one => one.id)
  const lines = ids.length > 0 ? await selectShownLines(db, ids) : []
  const byHead = Map.groupBy(lines, line => line.settlementId)
  return heads.map(head => ({ ...head, amount: sum((byHead.get(head.id) ?? []).map(worthOf)) }))
}

export const getSettlement = async (db: Db, actor: Actor, id: string): Promise<WholeSettlement> =>
  withParts(db, actor, await getRecord<SettlementHead>(db, actor, settlementSource, id))
export const readBackSettlement = async (tx: Tx, actor: Actor, id: string): Promise<WholeSettlement> =>
  withParts(tx, actor, await readBack<SettlementHead>(tx, actor, settlementSource, id))

async function withParts(db: Db, actor: Actor, head: SettlementHead): Promise<WholeSettlement> {
  const [rows, invoices] = await Promise.all([selectShownLines(db, [head.id]), invoicesOf(db, actor, head.id)])
  const lines = rows.map(shownLine)
  return { ...head, amount: sum(lines.map(line => line.amount)), lines, invoices }
}

function shownLine(line: ShownLine): SettlementLine {
  const { settlementId: _, before: __, gross: ___, ordered: ____, currency: _____, ...shown } = line
  return { ...shown, unitQty: fromBaseUnit(line.qty, line.factor) ?? null, amount: worthOf(line) }
}

/** What was asked for with it; of what the reader may not open only how it stands. */
async function invoicesOf(db: Db, actor: Actor, id: string): Promise<SettledInvoice[]> {
  const found = await selectInvoicesOf(db, id)
  if (found.length === 0) return []
  const seen = await reachableIds(
    db,
    actor,
    'invoice',
    found.map(one => one.id),
  )
  const shut = hiddenFields(actor, sourceOf('invoice').entity)
  return found.map(one => {
    if (!seen.has(one.id)) return { ...one, id: null, number: null, taxNumber: null, gross: null }
    return { ...one, ...(shut.has('gross') && { gross: null }), ...(shut.has('taxNumber') && { taxNumber: null }) }
  })
}

/** Of one order, newest first; at most a hundred. */
export async function settlementsOf(db: Db, actor: Actor, orderId: string): Promise<Settlement[]> {
  const ids = await selectOfOrder(db, orderId)
  const rows = await Promise.all(ids.map(id => readBack<SettlementHead>(db, actor, settlementSource, id)))
  return withAmounts(
    db,
    rows.filter(row => can(actor, 'settlement.read', row)),
  )
}

const clean = (text: string | null | undefined): string | null => text?.trim() || null
const blank = { state: 'draft', postedAt: null } as const

type Texts = Partial<Pick<SettlementRow, 'customerReference' | 'note'>>
const textsOf = (given: { readonly [K in keyof Texts]: Texts[K] | undefined }): Texts =>
  Object.fromEntries(Object.entries(given).flatMap(([key, text]) => (text === undefined ? [] : [[key, clean(text)]])))

export async function createSettlement(tx: Tx, actor: Actor, input: NewSettlement): Promise<WholeSettlement> {
  const date = input.date ?? today(tx.database.clock, actor.org.zone)
  const number = numberOf(tx, actor, 'settlement', date)
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const { siteId, lines, products, all, custom, periodFrom = null, periodTo = null } = input
  const stamp = newStamp(tx, actor, byActor(actor))
  const [site, fields] = await Promise.all([findSite(tx, siteId), ownFields(tx, actor, 'settlement')])
  if (!site) throw new Refusal(reason('settlement.noSite', 'siteId'))
  const filled = await fillLines(tx, actor, {
    settlementId: stamp.id,
    siteId: site.id,
    filling: { lines, products, all },
  })
  refuseAll(periodProblems(periodFrom, periodTo))
  const [first] = filled.orders
  const row: SettlementRow = {
    ...blank,
    ...stamp,
    ...(first && { ownerId: first.ownerId, deptId: first.deptId }),
    ...{ date, periodFrom, periodTo, siteId: site.id, customerId: site.customerId },
    customerReference: clean(input.customerReference),
    note: clean(input.note),
    custom: takeCustom(fields, custom),
    number: await number,
  }
  mustMay(actor, 'settlement.create', row)
  tx.write(settlements.insert(tx.orgId, [row]))
  writeLines(tx, row, filled)
  index(tx, fields, row, true)
  const after = { number: row.number, site: site.name, date, lines: filled.said }
  tellSettlement(tx, actor, row, filled.orders, { kind: 'settlement.created', to: 'draft', after })
  return readBackSettlement(tx, actor, row.id)
}

/** What is on it while it is a draft. */
export async function editSettlement(
  tx: Tx,
  actor: Actor,
  id: string,
  input: SettlementEdit,
): Promise<WholeSettlement> {
  const [row, fields] = await Promise.all([
    lockSettlement(tx, id),
    ownFields(tx, actor, 'settlement'),
    getRecord<SettlementHead>(tx, actor, settlementSource, id),
  ])
  if (!row) throw missing('settlement')
  mustMay(actor, 'settlement.edit', row)
  if (row.state !== 'draft') throw new Refusal('settlement.onlyDrafts')
  const { version, lines, products, all, custom, customerReference, note, ...days } = input
  const given = { ...days, customerReference, note }
  await refuseStale(tx, 'settlement', row, { ...given, ...(version !== undefined && { version }) })
  const filling = { lines, products, all }
  const filled =
    lines || products || all ? await fillLines(tx, actor, { settlementId: id, siteId: row.siteId, filling }) : undefined
  const own = takeCustom(fields, custom, row.custom as Custom) // accepted by the kinds when it was written
  const texts = textsOf({ customerReference, note })
  const next: SettlementRow = { ...row, ...days, ...texts, custom: own, ...editStamp(tx, actor, row) }
  refuseAll(periodProblems(next.periodFrom, next.periodTo))
  const old = filled ? await selectShownLines(tx, [id]) : []
  const { before, after } = changes(
    { ...row, ...(filled && { lines: saidOf(old) }) },
    { ...next, ...(filled && { lines: filled.said }) },
  )
  if (Object.keys(after).length === 0) return readBackSettlement(tx, actor, id)
  tx.write(settlements.update(tx.orgId, next))
  if (filled) {
    tx.write(dropLinesBound(tx.orgId, id))
    writeLines(tx, next, filled)
  }
  index(tx, fields, next, false)
  tellSettlement(tx, actor, next, filled?.orders ?? [], { kind: 'settlement.edited', before, after })
  return readBackSettlement(tx, actor, id)
}

function writeLines(tx: Tx, row: SettlementRow, { lines, orders }: Filled): void {
  if (lines.length > 0) tx.write(settlementLines.insert(tx.orgId, lines))
  for (const { threadId } of orders) linkThread(tx, threadId, [{ entity: 'settlement', recordId: row.id }])
}

const saidOf = (lines: readonly ShownLine[]): string =>
  lines.map(line => `${line.no} ${line.name} ${line.qty}`).join('\n')

function mustMay(actor: Actor, permission: string, row: Pick<SettlementRow, 'ownerId' | 'deptId'>): void {
  if (!can(actor, permission, row)) throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}

function index(tx: Tx, fields: readonly Field[], row: SettlementRow, fresh: boolean): void {
  const terms = [
    ...termsOf(row.number, 'number'),
    ...(row.customerReference ? termsIn('customerReference', termsOf(row.customerReference, 'number')) : []),
  ]
  writeSearchTerms(tx, 'settlement', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'settlement', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
}
type Party = { readonly id: string; readonly threadId: string }
/** One event a change, on the threads of its orders, seen from them and from the customer. */
export function tellSettlement(
  tx: Tx,
  actor: Actor,
  row: SettlementRow,
  ...[orders, event]: [readonly Party[], Told]
): void {
  const about = [
    { entity: 'customer', recordId: row.customerId },
    ...orders.map(one => ({ entity: 'order', recordId: one.id })),
  ]
  const threads = [...new Set(orders.map(one => one.threadId))]
  tell(tx, { actor, entity: 'settlement', recordId: row.id, threads, about, version: row.version, ...event })
}
