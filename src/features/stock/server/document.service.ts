// Stock documents as drafts: what is written here moves nothing. Posting is `post.service.ts`.
import { findProducts, qtyProblem, unitFactor } from '#features/product/server/product.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { canonical } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { toBaseUnit } from '#kernel/unit.ts'
import { forgetRecords, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { byActor, changes, editStamp, newStamp, refuseStale, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import type {
  DocumentEdit,
  DocumentKind,
  NewDocument,
  NewDocumentLine,
  StockDocument,
  WholeDocument,
} from '../document.schema.ts'
import {
  documentSource,
  dropLinesBound,
  lockDocumentRow,
  selectLineRows,
  selectLines,
  trashDocumentBound,
} from './document.sql.ts'
import { type DocumentLineRow, type DocumentRow, documentLines, stockDocuments } from './stock.table.ts'
import { selectWarehouses } from './warehouse.sql.ts'

export const listDocuments = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<StockDocument>> =>
  listRecords<StockDocument>(db, actor, documentSource, query)

export const summariseDocuments = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, documentSource, query)

export async function getDocument(db: Db, actor: Actor, id: string): Promise<WholeDocument> {
  const [lines, head] = await Promise.all([
    selectLines(db, id),
    getRecord<StockDocument>(db, actor, documentSource, id),
  ])
  return { ...head, lines }
}

export async function readBackDocument(tx: Tx, actor: Actor, id: string): Promise<WholeDocument> {
  const [head, lines] = await Promise.all([readBack<StockDocument>(tx, actor, documentSource, id), selectLines(tx, id)])
  return { ...head, lines }
}

/** 入库 RK, 盘点 PD, 调拨 DB, 调整 TZ, 报废 BF. */
export const nextDocumentNumber = (tx: Tx, actor: Actor, kind: DocumentKind, date: string): Promise<string> =>
  numberOf(tx, actor, `stock${kind}`, date)

export async function createDocument(tx: Tx, actor: Actor, input: NewDocument): Promise<WholeDocument> {
  const date = input.date ?? today(tx.database.clock, actor.org.zone)
  const number = nextDocumentNumber(tx, actor, input.kind, date)
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const stamp = newStamp(tx, actor, byActor(actor))
  const [{ warehouseId, reasons }, taken] = await Promise.all([
    placesOf(tx, input.kind, input),
    linesOf(tx, stamp.id, input.lines ?? []),
  ])
  refuseAll([...reasons, ...taken.reasons])
  const row: DocumentRow = {
    ...stamp,
    number: await number,
    kind: input.kind,
    state: 'draft',
    date,
    warehouseId,
    toWarehouseId: input.toWarehouseId ?? null,
    reason: input.reason?.trim() || null,
    note: input.note?.trim() || null,
    postedAt: null,
  }
  tx.write(stockDocuments.insert(tx.orgId, [row]))
  if (taken.lines.length > 0) tx.write(documentLines.insert(tx.orgId, taken.lines))
  writeSearchTerms(tx, 'stockDocument', [{ id: row.id, terms: termsOf(row.number, 'number') }], true)
  const { after } = changes({}, { ...row, lines: taken.lines.length })
  tell(tx, {
    actor,
    entity: 'stockDocument',
    recordId: row.id,
    kind: 'stockDocument.created',
    to: 'draft',
    after,
    version: 1,
  })
  return readBackDocument(tx, actor, row.id)
}

export async function editDocument(tx: Tx, actor: Actor, id: string, input: DocumentEdit): Promise<WholeDocument> {
  const row = await lockDraft(tx, actor, id, 'stockDocument.edit')
  const { version, lines, ...rest } = input
  await refuseStale(tx, 'stockDocument', row, { ...rest, ...(version !== undefined && { version }) })
  const [{ warehouseId, reasons }, taken, old] = await Promise.all([
    placesOf(tx, row.kind, { ...row, ...rest }),
    linesOf(tx, id, lines ?? []),
    selectLineRows(tx, id),
  ])
  refuseAll([...reasons, ...taken.reasons])
  const next: DocumentRow = { ...row, ...rest, warehouseId, ...editStamp(tx, actor, row) }
  const { before, after } = changes(
    { ...row, ...(lines && { lines: shortOf(old) }) },
    { ...next, ...(lines && { lines: shortOf(taken.lines) }) },
  )
  if (Object.keys(after).length === 0) return readBackDocument(tx, actor, id)
  tx.write(stockDocuments.update(tx.orgId, next))
  if (lines) {
    tx.write(dropLinesBound(tx.orgId, id))
    if (taken.lines.length > 0) tx.write(documentLines.insert(tx.orgId, taken.lines))
  }
  tell(tx, {
    actor,
    entity: 'stockDocument',
    recordId: id,
    kind: 'stockDocument.edited',
    before,
    after,
    version: next.version,
  })
  return readBackDocument(tx, actor, id)
}

export async function trashDocument(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockDraft(tx, actor, id, 'stockDocument.edit')
  tx.write(trashDocumentBound(tx.orgId, id, tx.now))
  forgetRecords(tx, 'stockDocument', [id])
  tell(tx, { actor, entity: 'stockDocument', recordId: id, kind: 'stockDocument.deleted', version: row.version + 1 })
}

async function lockDraft(tx: Tx, actor: Actor, id: string, permission: string): Promise<DocumentRow> {
  const row = await lockDocumentRow(tx, id)
  if (!row || !can(actor, 'stockDocument.read', row)) throw missing('stockDocument')
  if (!can(actor, permission, row)) throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
  if (row.state !== 'draft') throw new Refusal('stock.notDraft')
  return row
}

const shortOf = (lines: readonly DocumentLineRow[]): string[] =>
  lines.map(line => `${line.no} ${line.productId} ${line.unitQty} ${line.unit} ${line.batch} ${line.note ?? ''}`)

type Places = { readonly warehouseId?: string; readonly toWarehouseId?: string | null }

async function placesOf(tx: Tx, kind: DocumentKind, { warehouseId, toWarehouseId }: Places) {
  const all = await selectWarehouses(tx)
  const placeProblem = (id: string, path: string): Reason[] => {
    const place = all.find(one => one.id === id)
    if (!place) return [reason('stock.unknownWarehouse', path)]
    return place.customerId === null ? [] : [reason('stock.isSite', path, { name: place.name })]
  }
  const here = warehouseId ?? all.find(one => one.isDefault)?.id
  const reasons: Reason[] = []
  if (here === undefined) reasons.push(reason('stock.noWarehouse', 'warehouseId'))
  else reasons.push(...placeProblem(here, 'warehouseId'))
  if (toWarehouseId && kind !== 'transfer') reasons.push(reason('stock.onlyTransfer', 'toWarehouseId'))
  else if (toWarehouseId) reasons.push(...placeProblem(toWarehouseId, 'toWarehouseId'))
  return { warehouseId: here ?? '', reasons }
}

async function linesOf(
  tx: Tx,
  documentId: string,
  given: readonly NewDocumentLine[],
): Promise<{ lines: DocumentLineRow[]; reasons: Reason[] }> {
  if (given.length === 0) return { lines: [], reasons: [] }
  const products = await findProducts(tx, [...new Set(given.map(line => line.productId))])
  const reasons: Reason[] = []
  const lines = given.flatMap((line, i): DocumentLineRow[] => {
    const product = products.get(line.productId)
    if (!product) return refused(reasons, reason('stock.unknownProduct', `lines.${i}.productId`))
    const unit = line.unit?.trim() || product.unit
    const factor = unitFactor(product, unit)
    if (factor === undefined)
      return refused(reasons, reason('stock.unknownUnit', `lines.${i}.unit`, { name: product.name, unit }))
    const unitQty = canonical(line.unitQty)
    const qty = toBaseUnit(unitQty, factor)
    if (qty === undefined) return refused(reasons, reason('stock.tooMuch', `lines.${i}.unitQty`))
    const fine = qtyProblem(product, qty, `lines.${i}.unitQty`)
    if (fine) return refused(reasons, fine)
    const { productId, batch = '', note = null } = line
    return [{ documentId, no: i + 1, productId, unit, unitQty, factor, qty, batch: batch.trim(), moved: null, note }]
  })
  return { lines, reasons }
}

function refused(reasons: Reason[], one: Reason): [] {
  reasons.push(one)
  return []
}
