// A code from the person's phone after the password: who must have it, who resets it, what proves that it was just given.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { keptRule, stepDue, stepRuleOf } from '../secondStep.rules.ts'
import type { StepRule } from '../secondStep.schema.ts'
import { setOrgSetting } from './org.service.ts'
import { selectResetter } from './reset.sql.ts'
import { refuseForeignRoles } from './role.service.ts'
import { clearStepBound, selectStep, stepChangedBound } from './secondStep.sql.ts'
import { selectRoles } from './user.sql.ts'

export async function setStepRule(tx: Tx, actor: Actor, next: StepRule): Promise<StepRule> {
  const before = keptRule(actor.org)
  // who was already asked is not given the days anew
  const since = before && next.roles.every(role => before.roles.includes(role)) ? before.since : tx.now
  await setOrgSetting(tx, 'secondStep', { ...next, since })
  const what = changes(stepRuleOf(actor.org), next)
  if (Object.keys(what.after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'org.secondStepRule', ...what })
  return next
}

/** For whoever lost the phone and the codes. Their next sign-in asks for the password only, until they set it up again. */
export async function resetStep(tx: Tx, actor: Actor, id: string): Promise<void> {
  const [row, roles] = await Promise.all([selectResetter(tx, id), selectRoles(tx, id)])
  if (!row) throw missing('user')
  if (!row.authId) throw new Refusal('people.noLogin')
  refuseForeignRoles(actor, roles)
  // what is weaker here would be weaker in the other companies too
  if (row.companies > 1) throw new Refusal('people.stepElsewhere')
  tx.write(clearStepBound(row.authId), stepChangedBound(tx.orgId, id))
  tell(tx, { actor, entity: 'user', recordId: id, kind: 'user.secondStepReset' })
}

const freshFor = 5 * 60_000

/** Says that the login gave a right code just now. Signed, so that it need be kept nowhere. */
export function proofOf(secret: string, authId: string, now: number): string {
  const until = now + freshFor
  return `${until}.${signed(secret, authId, until)}`
}

const signed = (secret: string, authId: string, until: number): string =>
  createHmac('sha256', secret).update(`secondStep ${authId} ${until}`).digest('base64url')

function isFresh(secret: string, authId: string, proof: string, now: number): boolean {
  const [until = '', mark = ''] = proof.split('.')
  const [given, right] = [Buffer.from(mark), Buffer.from(signed(secret, authId, Number(until)))]
  return Number(until) > now && given.length === right.length && timingSafeEqual(given, right)
}

/** What outlives a session is made only by whoever has just shown the code, where codes are asked for. */
export async function refuseStaleStep(
  tx: Tx,
  actor: Actor,
  { secret, proof }: { secret: string; proof: string | undefined },
): Promise<void> {
  const [own, row] = await Promise.all([selectStep(tx, actor.userId), selectResetter(tx, actor.userId)])
  if (!own?.on && stepDue(actor.org, actor.roles, tx.now) === undefined) return
  if (!own?.on) throw new Refusal(reason('people.stepNeeded', 'proof'), 'forbidden')
  if (!row?.authId || !proof || !isFresh(secret, row.authId, proof, Date.parse(tx.now)))
    throw new Refusal(reason('people.stepStale', 'proof'), 'forbidden')
}
