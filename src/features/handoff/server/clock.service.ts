// How long each step of the hand-off may take.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { clocksOf } from '../handoff.rules.ts'
import type { Clocks } from '../handoff.schema.ts'

export async function setClocks(tx: Tx, actor: Actor, input: Partial<Clocks>): Promise<Clocks> {
  const old = clocksOf(actor.org.settings)
  const next: Clocks = { ...old, ...input }
  await setOrgSetting(tx, 'clocks', next)
  const { before, after } = changes(old, next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'handoff.clocksSet', before, after })
  return next
}
