// How this company issues: through which channel, in whose name, and how exact the tax service wants taxes.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor, OrgFacts } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { shapeProblem } from '#kernel/validate.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { InvoiceSettings } from '../invoice.schema.ts'

export function invoicingOf({ name, settings }: Pick<OrgFacts, 'name' | 'settings'>): InvoiceSettings {
  const kept = settings.invoicing
  if (shapeProblem(InvoiceSettings, kept) === undefined) return kept as InvoiceSettings // it has just been held to its shape
  return {
    channel: 'manual',
    seller: { name, taxNumber: null, address: null, phone: null, bank: null, account: null },
    lineOff: '0.06',
    totalOff: '1.27',
    standin: { does: 'issue', delay: 0 },
  }
}

/** What is on its way keeps the channel through which it left. */
export async function setInvoicing(tx: Tx, actor: Actor, next: InvoiceSettings): Promise<InvoiceSettings> {
  const { before, after } = changes(invoicingOf(actor.org), next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'invoicing', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'invoice.set', before, after })
  return next
}
