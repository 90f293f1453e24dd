// Why something is flawed, in the organisation's own words: a setting, of which records keep the codes.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { refuseAll } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import { flawReasonsAfter, flawReasonsIn, flawReasonsProblems } from '../flawReason.rules.ts'
import type { FlawReasons, FlawReasonsEdit } from '../spotCheck.schema.ts'

export async function setFlawReasons(tx: Tx, actor: Actor, edit: FlawReasonsEdit): Promise<FlawReasons> {
  const old = flawReasonsIn(actor.org.settings)
  refuseAll(flawReasonsProblems(old, edit))
  const next = flawReasonsAfter(old, edit, newId)
  await setOrgSetting(tx, 'flawReasons', next)
  const live = ({ items }: FlawReasons) => items.filter(one => !one.archived).map(one => one.label)
  const said = { before: { reasons: live(old) }, after: { reasons: live(next) } }
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'spotCheck.reasonsSet', ...said })
  return next
}
