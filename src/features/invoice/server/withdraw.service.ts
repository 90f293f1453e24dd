// What an ending order takes along: requests that have not gone out. Those who asked are told.
import { notify } from '#features/notice/server/notice.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { type OrderRef, tellInvoice } from './invoice.service.ts'
import { lockInvoices, selectLiveOf } from './invoice.sql.ts'
import { type InvoiceRow, invoices } from './invoice.table.ts'

type Which = { readonly ids: readonly string[]; readonly why: 'orderEnded' | 'orderChanged' }

/** A request over several orders ends as a whole: it can be asked for again without this one. */
export async function withdrawRequestsOf(tx: Tx, actor: Actor, order: OrderRef, which?: Which): Promise<void> {
  const ids = which?.ids ?? (await selectLiveOf(tx, order.id))
  if (ids.length === 0) return
  for (const row of await lockInvoices(tx, ids)) {
    if (row.state !== 'requested' && row.state !== 'failed') continue
    const next: InvoiceRow = { ...row, state: 'withdrawn', endedAt: tx.now, ...editStamp(tx, actor, row) }
    tx.write(invoices.update(tx.orgId, next))
    const event = {
      kind: 'invoice.withdrawn',
      from: row.state,
      to: next.state,
      after: { [which?.why ?? 'orderEnded']: true },
    }
    tellInvoice(tx, actor, next, [order], event)
    const values = { number: row.number, customer: row.buyer.name }
    notify(tx, actor, {
      userIds: [row.createdBy],
      kind: 'invoiceWithdrawn',
      values,
      entity: 'invoice',
      recordId: row.id,
    })
  }
}
