// An invoice on its way: asked for at the tax service between two transactions, never twice, and never forgotten.
import { notifyAll } from '#features/notice/server/notice.service.ts'
import { holdersOf } from '#features/people/server/holder.service.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { invoicePermissions } from '../invoice.access.ts'
import { invoiceFlow } from '../invoice.flow.ts'
import { stuckMinutes } from '../invoice.rules.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { tellInvoice } from './invoice.service.ts'
import { lockInvoices, selectInvoices } from './invoice.sql.ts'
import { type InvoiceRow, invoices } from './invoice.table.ts'
import { claimDue, selectLapsing, selectStuck } from './sending.sql.ts'
import type { Answer, TaxService } from './standin.service.ts'

const time = { userId: null, via: 'job' } as const
const changed = (tx: Tx, row: InvoiceRow) => ({ version: row.version + 1, updatedAt: tx.now, updatedBy: null })

/** Taken by this caller for a while; whoever ran before it may have died with the answer in hand. */
export const claimSending = (tx: Tx, limit = 20): Promise<string[]> => claimDue(tx, limit)

/** Nobody else touches it while it is on its way. */
export const senderOf = async (db: Db, id: string): Promise<string | undefined> =>
  (await selectInvoices(db, [id]))[0]?.updatedBy ?? undefined

/** By our request number: first whether it is issued already. Silence is no answer. */
export async function askService(service: TaxService, invoice: WholeInvoice, patience: number): Promise<Answer> {
  const silence = Promise.withResolvers<Answer>()
  const timer = setTimeout(() => silence.resolve({ state: 'waiting' }), patience)
  const asked = async () => (await service.find(invoice.number)) ?? (await service.issue(invoice))
  try {
    return await Promise.race([asked(), silence.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Told once: someone should look there and record what they find. */
export async function tellStuck(tx: Tx): Promise<number> {
  const before = new Date(Date.parse(tx.now) - stuckMinutes * 60_000).toISOString()
  const ids = await selectStuck(tx, before)
  if (ids.length === 0) return 0
  for (const row of await lockInvoices(tx, ids)) {
    if (row.state !== 'issuing') continue
    const next: InvoiceRow = { ...row, error: 'invoice.silent', ...changed(tx, row) }
    tx.write(invoices.update(tx.orgId, next))
    tellInvoice(tx, time, next, [], { kind: 'invoice.stuck' })
    const userIds = await holdersOf(tx, 'invoice.record', invoicePermissions, row)
    const values = { number: row.number, customer: row.buyer.name }
    notifyAll(tx, { userIds, kind: 'invoiceStuck', values, entity: 'invoice', recordId: row.id })
  }
  return ids.length
}

/** Red letters that the buyer did not confirm in time let go of what they held. */
export async function lapseReds(tx: Tx, limit = 200): Promise<number> {
  const ids = await selectLapsing(tx, limit)
  if (ids.length === 0) return 0
  for (const row of await lockInvoices(tx, ids)) {
    if (row.state !== 'awaiting') continue
    const next: InvoiceRow = { ...row, state: invoiceFlow.lapse.to, endedAt: tx.now, ...changed(tx, row) }
    tx.write(invoices.update(tx.orgId, next))
    tellInvoice(tx, time, next, [], { kind: 'invoice.lapsed', from: row.state, to: next.state })
    const values = { number: row.number, customer: row.buyer.name }
    notifyAll(tx, { userIds: [row.createdBy], kind: 'invoiceLapsed', values, entity: 'invoice', recordId: row.id })
  }
  return ids.length
}
