// Why deals are won and lost, in the organisation's own words: a setting, of which deals keep the codes.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { refuseAll } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import { reasonsAfter, reasonsIn, reasonsProblems } from '../part.rules.ts'
import type { DealReasons, DealReasonsEdit } from '../part.schema.ts'

export async function setReasons(tx: Tx, actor: Actor, edit: DealReasonsEdit): Promise<DealReasons> {
  const old = reasonsIn(actor.org.settings)
  refuseAll(reasonsProblems(old, edit))
  const next = reasonsAfter(old, edit, newId)
  await setOrgSetting(tx, 'dealReasons', next)
  const live = ({ items }: DealReasons) => items.filter(one => !one.archived).map(one => one.label)
  const said = { before: { reasons: live(old) }, after: { reasons: live(next) } }
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'deal.reasonsSet', ...said })
  return next
}
