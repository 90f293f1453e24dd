// Goods came back: what was invoiced of them is taken back by red letters, the newest invoice first.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { add, min, signOf, sub } from '#kernel/money.ts'
import { type BilledLine, selectBilledLines, selectTakenBack } from './count.sql.ts'
import { lockInvoices } from './invoice.sql.ts'
import { draftRed } from './red.service.ts'

type ByLine = ReadonlyMap<string, string>
type Open = BilledLine & { readonly left: string }

async function openLines(db: Db, lineIds: readonly string[]): Promise<Open[]> {
  const lines = await selectBilledLines(db, lineIds)
  const taken = new Map<string, Awaited<ReturnType<typeof selectTakenBack>>>()
  for (const id of new Set(lines.map(line => line.invoiceId))) taken.set(id, await selectTakenBack(db, id))
  return lines.map(line => ({ ...line, left: sub(line.qty, taken.get(line.invoiceId)?.get(line.id)?.qty ?? '0') }))
}

/** By order line: how much of it is invoiced and neither taken back nor about to be. */
export async function creditableOf(db: Db, lineIds: readonly string[]): Promise<ByLine> {
  const found = new Map<string, string>()
  for (const { orderLineId, left } of await openLines(db, lineIds))
    found.set(orderLineId, add(found.get(orderLineId) ?? '0', left))
  return found
}

/** As much of each order line as is asked for and still stands. Answers the drafts, one an invoice. */
export async function creditReturn(tx: Tx, actor: Actor, qtys: ByLine, note: string): Promise<string[]> {
  const lineIds = [...qtys.keys()].toSorted()
  const seen = await selectBilledLines(tx, lineIds)
  if (seen.length === 0) return []
  await lockInvoices(tx, [...new Set(seen.map(line => line.invoiceId))].toSorted())
  const wanted = new Map(qtys)
  const byInvoice = new Map<string, { no: number; qty: string }[]>()
  for (const line of await openLines(tx, lineIds)) {
    const want = wanted.get(line.orderLineId) ?? '0'
    const qty = min(want, line.left)
    if (signOf(qty) <= 0) continue
    wanted.set(line.orderLineId, sub(want, qty))
    byInvoice.set(line.invoiceId, [...(byInvoice.get(line.invoiceId) ?? []), { no: line.no, qty }])
  }
  const made: string[] = []
  for (const [id, lines] of byInvoice) made.push((await draftRed(tx, actor, id, { reason: 'return', lines, note })).id)
  return made
}
