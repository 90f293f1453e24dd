// The company's choices about collection: from now on; what stands already stays as it is.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { type Collecting, collectingOf } from '../collecting.rules.ts'

export async function setCollecting(tx: Tx, actor: Actor, next: Collecting): Promise<Collecting> {
  const { before, after } = changes(collectingOf(actor.org.settings), next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'collecting', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'collecting.set', before, after })
  return next
}
