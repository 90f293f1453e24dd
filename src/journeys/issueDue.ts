// What was sent is asked for at the tax service: claimed in one transaction, asked in none, recorded in another. A run
// that dies between leaves it issuing; the next one asks by the same request number and finds it.
import { invoicePermissions } from '#features/invoice/invoice.access.ts'
import type { WholeInvoice } from '#features/invoice/invoice.schema.ts'
import { readBackInvoice } from '#features/invoice/server/invoice.service.ts'
import { moveInvoice } from '#features/invoice/server/invoiceMove.service.ts'
import { askService, claimSending, senderOf, tellStuck } from '#features/invoice/server/sending.service.ts'
import { invoicingOf } from '#features/invoice/server/settings.service.ts'
import { type Answer, standinService } from '#features/invoice/server/standin.service.ts'
import { holdersOf } from '#features/people/server/holder.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import type { Actor, PermissionRows } from '#kernel/access.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { recordInvoice } from './issueInvoice.ts'

export type Patience = { readonly permissions: PermissionRows; readonly patience?: number }

/** One organisation's; answers how many were asked for. */
export async function issueDue(
  db: Database,
  orgId: string,
  { permissions, patience = 20_000 }: Patience,
): Promise<number> {
  const ids = await inOrg(db, orgId, { mode: 'write' }, tx => claimSending(tx))
  for (const id of ids) {
    const { actor, invoice } = await inOrg(db, orgId, { mode: 'write' }, tx => principalOf(tx, permissions, id))
    const service = standinService(db, { orgId, zone: actor.org.zone }, invoicingOf(actor.org).standin)
    const answer = await askService(service, invoice, patience)
    await inOrg(db, orgId, { mode: 'write' }, tx => settle(tx, actor, invoice, answer)).catch(unlessRefused)
  }
  await inOrg(db, orgId, { mode: 'write' }, tellStuck)
  return ids.length
}

/** Settled by hand meanwhile, or its day is closed: it stays for those who look after what does not answer. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}

async function settle(tx: Tx, actor: Actor, { id }: WholeInvoice, answer: Answer): Promise<void> {
  const principal = 'service'
  if (answer.state === 'failed') await moveInvoice(tx, actor, id, { move: 'fail', note: answer.why, principal })
  if (answer.state === 'issued') {
    const { taxNumber, date } = answer
    await recordInvoice(tx, actor, id, { taxNumber, date, principal })
  }
}

type Sent = { readonly actor: Actor; readonly invoice: WholeInvoice }
/** Whoever sent it, if they are still here; else one who may record what comes back. */
async function principalOf(tx: Tx, permissions: PermissionRows, id: string): Promise<Sent> {
  const holders = await holdersOf(tx, 'invoice.record', invoicePermissions, { ownerId: null, deptId: null })
  const sender = await senderOf(tx, id)
  const [first, second = first] = [...(sender ? [sender] : []), ...holders]
  if (!first || !second) throw missing('user')
  const actor = await loadActor(tx, permissions, first, 'job').catch((error: unknown) => {
    unlessRefused(error)
    return loadActor(tx, permissions, second, 'job')
  })
  return { actor, invoice: await readBackInvoice(tx, actor, id) }
}
