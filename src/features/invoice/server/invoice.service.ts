// Invoices as documents: lists, what their readers see, what is told about them. Asking for one is `request.service.ts`.
import { getOrder } from '#features/order/server/order.service.ts'
import { getShipment } from '#features/shipment/server/shipment.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { capitalOf } from '#kernel/capital.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { cmp, isZero } from '#kernel/money.ts'
import { missing } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { entityFor, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack, shownNow } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { invoiceEntity } from '../invoice.entity.ts'
import type { Invoice, InvoiceLine, WholeInvoice } from '../invoice.schema.ts'
import {
  invoiceSource,
  ratedInvoices,
  selectInvoices,
  selectOfOrder,
  selectOfShipment,
  selectShownLines,
} from './invoice.sql.ts'
import type { InvoiceRow, NamedLine } from './invoice.table.ts'

export const listInvoices = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Invoice>> =>
  listRecords<Invoice>(db, actor, { ...invoiceSource, entity: await entityFor(db, actor, invoiceEntity) }, query)
export const summariseInvoices = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, { ...ratedInvoices, entity: await entityFor(db, actor, invoiceEntity) }, query)

async function whole(db: Db, head: Promise<Invoice>, id: string): Promise<WholeInvoice> {
  const [shown, [row], lines] = await Promise.all([head, selectInvoices(db, [id]), selectShownLines(db, id)])
  if (!row) throw missing('invoice')
  return { ...shown, buyer: row.buyer, lines, capital: capitalOf(row.gross, row.currency) }
}
export const getInvoice = (db: Db, actor: Actor, id: string): Promise<WholeInvoice> =>
  whole(db, getRecord<Invoice>(db, actor, invoiceSource, id), id)
export const readBackInvoice = (tx: Tx, actor: Actor, id: string): Promise<WholeInvoice> =>
  whole(tx, readBack<Invoice>(tx, actor, invoiceSource, id), id)

/** As it would be read back after a move: what was sent just now is not stuck. */
export function wholeNow(shown: Invoice, row: InvoiceRow, lines: readonly NamedLine[]): WholeInvoice {
  const { buyer, gross, currency } = row
  const now = { ...shownNow(shown, row), standing: standingOf(row), stuck: false }
  return { ...now, buyer, lines: lines.map(shownLine), capital: capitalOf(gross, currency) }
}
const shownLine = ({ invoiceId: _, ...line }: NamedLine): InvoiceLine => line
function standingOf({ state, kind, reversed, gross }: InvoiceRow): Invoice['standing'] {
  if (state !== 'issued' || kind === 'red') return null
  if (isZero(reversed)) return 'whole'
  return cmp(reversed, gross) < 0 ? 'part' : 'reversed'
}

/** Of one order, newest first; at most a hundred. */
export async function invoicesOf(db: Db, actor: Actor, orderId: string): Promise<Invoice[]> {
  const [ids] = await Promise.all([selectOfOrder(db, orderId), getOrder(db, actor, orderId)])
  const rows = await Promise.all(ids.map(id => readBack<Invoice>(db, actor, invoiceSource, id)))
  return rows.filter(row => can(actor, 'invoice.read', row))
}

/** Of what a shipment brought, for whoever may see the shipment. */
export async function invoicesOfShipment(db: Db, actor: Actor, shipmentId: string): Promise<Invoice[]> {
  const [ids] = await Promise.all([selectOfShipment(db, shipmentId), getShipment(db, actor, shipmentId)])
  const rows = await Promise.all(ids.map(id => readBack<Invoice>(db, actor, invoiceSource, id)))
  return rows.filter(row => can(actor, 'invoice.read', row))
}

export function indexInvoice(tx: Tx, fields: readonly Field[], row: InvoiceRow, fresh: boolean): void {
  const texts = [row.number, row.taxNumber].flatMap(text => (text ? termsOf(text, 'number') : []))
  const terms = [...texts, ...termsOf(row.buyer.name, 'name')]
  writeSearchTerms(tx, 'invoice', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'invoice', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
  /** Its own day, where it happened before it was written down. */
  readonly at?: string
}
export type OrderRef = { readonly id: string; readonly threadId: string }

/** One event a change, on every thread it serves, seen from its orders, its customer and what it takes back. */
/** A person, or time itself. */
type Teller = Pick<Actor, 'userId' | 'via'> | { readonly userId: null; readonly via: 'job' }

export function tellInvoice(
  tx: Tx,
  actor: Teller,
  row: InvoiceRow,
  ...[orders, event]: readonly [readonly OrderRef[], Told]
): void {
  const about = [
    { entity: 'customer', recordId: row.customerId },
    ...(row.originalId ? [{ entity: 'invoice', recordId: row.originalId }] : []),
    ...orders.map(order => ({ entity: 'order', recordId: order.id })),
  ]
  const threads = orders.map(order => order.threadId)
  tell(tx, { actor, entity: 'invoice', recordId: row.id, threads, about, version: row.version, ...event })
}
