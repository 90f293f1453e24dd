// What stands on a request until it has gone out: its buyer, words, lines; of a red letter its note.
import { holdOrders } from '#features/order/server/progress.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { changes, editStamp, ownFields, refuseStale, takeCustom } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import type { Invoice, InvoiceEdit, WholeInvoice } from '../invoice.schema.ts'
import { chosenBuyer, withBuyer } from './buyer.service.ts'
import { draw, type Orders, ordersOf } from './draw.service.ts'
import { indexInvoice, readBackInvoice, tellInvoice } from './invoice.service.ts'
import { dropLinesBound, invoiceSource, lockInvoices, selectLineRows, selectPlaces } from './invoice.sql.ts'
import { type InvoiceLineRow, type InvoiceRow, invoiceLines, invoices } from './invoice.table.ts'
import { problemsOf, refuseUnseen, rowsOf, said, sumsOf } from './request.service.ts'

/** While it has not gone out: what stands on it, and of a request its lines. */
export async function editInvoice(tx: Tx, actor: Actor, id: string, input: InvoiceEdit): Promise<WholeInvoice> {
  const places = await selectPlaces(tx, id)
  const orderIds = input.lines ? await ordersOf(tx, { lines: input.lines }) : []
  const orders = await holdOrders(tx, [...orderIds, ...places.flatMap(one => one.orderId ?? [])])
  if (input.lines) await refuseUnseen(tx, actor, { lines: input.lines }, { orderIds })
  const [[old], current, fields] = await Promise.all([
    lockInvoices(tx, [id]),
    selectLineRows(tx, id),
    ownFields(tx, actor, 'invoice'),
    getRecord<Invoice>(tx, actor, invoiceSource, id),
  ])
  if (!old) throw missing('invoice')
  const { version, lines, words, custom, buyer, profileId, ...given } = input
  if (!can(actor, 'invoice.edit', old))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'invoice.edit' } }, 'forbidden')
  await refuseStale(tx, 'invoice', old, { ...given, ...(version !== undefined && { version }) })
  if (!['requested', 'draft'].includes(old.state)) throw new Refusal('invoice.frozen')
  if (old.kind === 'red' && (lines || words || buyer || profileId || given.taxKind))
    throw new Refusal('invoice.linesFrozen')
  const paper = await nextPaper(tx, actor, old, input)
  const rows = await nextLines(tx, { old, current, orders, orderIds }, input)
  const row: InvoiceRow = {
    ...old,
    ...(given.note !== undefined && { note: given.note?.trim() || null }),
    ...paper,
    ...sumsOf(actor, old, rows),
    custom: takeCustom(fields, custom, old.custom as Custom), // accepted by the kinds when it was written
    ...editStamp(tx, actor, old),
  }
  const { before, after } = changes({ ...old, lines: said(current) }, { ...row, lines: said(rows) })
  if (Object.keys(after).length === 0 && rows === current) return readBackInvoice(tx, actor, id)
  tx.write(invoices.update(tx.orgId, row))
  if (rows !== current) {
    tx.write(dropLinesBound(tx.orgId, id))
    tx.write(invoiceLines.insert(tx.orgId, rows))
  }
  indexInvoice(tx, fields, row, false)
  tellInvoice(tx, actor, row, rowsOf(orders), { kind: 'invoice.edited', before, after })
  return readBackInvoice(tx, actor, id)
}

/** Other billing details stand on it as a whole, with their kind of invoice. */
async function nextPaper(
  tx: Tx,
  actor: Actor,
  old: InvoiceRow,
  { buyer, profileId, taxKind }: Pick<InvoiceEdit, 'buyer' | 'profileId' | 'taxKind'>,
): Promise<Pick<InvoiceRow, 'buyer' | 'taxKind'>> {
  const chosen = profileId ? await chosenBuyer(tx, actor, old, profileId) : old
  return {
    taxKind: old.kind === 'normal' ? (taxKind ?? chosen.taxKind) : old.taxKind,
    buyer: withBuyer(chosen.buyer, buyer),
  }
}

type Old = {
  readonly old: InvoiceRow
  readonly current: readonly InvoiceLineRow[]
  readonly orders: Orders
  readonly orderIds: readonly string[]
}
/** Other lines, other words on the same ones, or the very same. */
async function nextLines(
  tx: Tx,
  { old, current, orders, orderIds }: Old,
  input: InvoiceEdit,
): Promise<readonly InvoiceLineRow[]> {
  if (input.lines) {
    const own = new Map([...orders].filter(([id]) => orderIds.includes(id)))
    const wish = { kind: old.kind === 'advance' ? ('advance' as const) : ('normal' as const), lines: input.lines }
    if (wish.kind === 'advance') throw new Refusal('invoice.linesFrozen')
    const drawn = await draw(tx, wish, { invoiceId: old.id, orders: own })
    const others = rowsOf(own).some(one => one.payerId !== old.payerId || one.currency !== old.currency)
    refuseAll([...(others ? [reason('invoice.twoPayers', 'lines')] : []), ...problemsOf(wish, own, drawn)])
    return drawn.rows
  }
  if (!input.words) return current
  refuseAll(
    input.words.flatMap(({ no }, i) =>
      no > current.length ? [reason('invoice.noSuchLine', `words.${i}.no`, { no })] : [],
    ),
  )
  return current.map(line => {
    const word = input.words?.find(one => one.no === line.no)
    if (!word) return line
    const { name = line.name, spec = line.spec, taxCode = line.taxCode } = word
    return {
      ...line,
      id: newId(),
      name: name.trim() || line.name,
      spec: spec?.trim() || null,
      taxCode: taxCode?.trim() || null,
    }
  })
}
