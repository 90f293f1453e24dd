// How this company makes contracts: in whose name, who is asked, when it is reminded, where it has them signed.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor, OrgFacts } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { shapeProblem } from '#kernel/validate.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { ContractSettings } from '../settings.schema.ts'

export function contractingOf({ name, settings }: Pick<OrgFacts, 'name' | 'settings'>): ContractSettings {
  const kept = settings.contracting
  if (shapeProblem(ContractSettings, kept) === undefined) return kept as ContractSettings // it has just been held to its shape
  return {
    party: { name, taxNumber: null, address: null, phone: null, bank: null, account: null, signer: null },
    remindDays: 30,
    esign: { channel: 'none', standin: { does: 'sign', delay: 0 } },
  }
}

export async function setContracting(tx: Tx, actor: Actor, next: ContractSettings): Promise<ContractSettings> {
  const { before, after } = changes(contractingOf(actor.org), next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'contracting', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'contract.set', before, after })
  return next
}
