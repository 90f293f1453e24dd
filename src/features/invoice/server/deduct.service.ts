// A real invoice deducts the advance (不征税) of its orders: the tax service takes no line below zero that is no discount, so
// the advance is taken back by red letters, drafted in one step (ADR 0030).
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { sub, sum } from '#kernel/money.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { type Deduction, deductions, type Standing } from '../deduct.rules.ts'
import type { Deductible, Invoice } from '../invoice.schema.ts'
import { selectDeducted, selectStandingAdvances, selectTakenBack } from './count.sql.ts'
import { getInvoice } from './invoice.service.ts'
import { lockInvoices, selectInvoices, selectLineRows } from './invoice.sql.ts'
import type { InvoiceRow } from './invoice.table.ts'
import { draftRed } from './red.service.ts'

/** Nothing of what is no issued invoice. */
export async function deductible(db: Db, actor: Actor, id: string): Promise<Deductible> {
  const [row] = await Promise.all([getInvoice(db, actor, id)])
  const isReal = row.kind === 'normal' && row.state === 'issued' && !row.alone
  const { advances, parts } = isReal ? await partsOf(db, id) : { advances: [], parts: [] }
  return {
    currency: row.currency,
    standing: sum(advances.map(one => one.left)),
    amount: sum(parts.map(one => one.amount)),
  }
}

/** The invoice and the advances are locked together, by id: a second click finds that nothing is left. */
export async function deductAdvances(tx: Tx, actor: Actor, id: string): Promise<Invoice[]> {
  const [seen] = await Promise.all([selectInvoices(tx, [id]), getInvoice(tx, actor, id)])
  const lines = await selectLineRows(tx, id)
  const advances = await selectStandingAdvances(
    tx,
    lines.flatMap(line => line.orderId ?? []),
  )
  const rows = await lockInvoices(tx, [id, ...advances.map(one => one.id)])
  const row = rows.find(one => one.id === id)
  if (!seen[0] || !row) throw missing('invoice')
  refuse(actor, row)
  const { parts } = await partsOf(tx, id)
  if (parts.length === 0) throw new Refusal('invoice.nothingToDeduct')
  const drafted: Invoice[] = []
  for (const part of parts) drafted.push(await draftRed(tx, actor, part.id, redOf(part, id)))
  return drafted
}

const redOf = ({ no, amount }: Deduction, forId: string) => ({
  reason: 'ended' as const,
  lines: [{ no, amount }],
  forId,
})

function refuse(actor: Actor, row: InvoiceRow): void {
  if (!can(actor, 'invoice.credit', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'invoice.credit' } }, 'forbidden')
  if (row.state !== 'issued' || row.kind !== 'normal') throw new Refusal('invoice.notIssued')
}

async function partsOf(db: Db, id: string): Promise<{ advances: Standing[]; parts: Deduction[] }> {
  const lines = (await selectLineRows(db, id)).filter(line => line.orderId !== null)
  const [found, back, done] = await Promise.all([
    selectStandingAdvances(
      db,
      lines.flatMap(line => line.orderId ?? []),
    ),
    selectTakenBack(db, id),
    selectDeducted(db, id),
  ])
  const advances = await Promise.all(
    found.map(async one => {
      const taken = (await selectTakenBack(db, one.id)).get(one.lineId)
      return { ...one, left: sub(one.gross, taken?.gross ?? '0') }
    }),
  )
  const room = new Map(
    [...Map.groupBy(lines, line => line.orderId ?? '')].map(([orderId, own]) => [
      orderId,
      sub(sum(own.map(line => sub(line.gross, back.get(line.id)?.gross ?? '0'))), done.get(orderId) ?? '0'),
    ]),
  )
  return { advances, parts: deductions(advances, room) }
}
