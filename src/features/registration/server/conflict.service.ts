// Who has, had or wants a customer and a line. Nobody learns more of a colleague's registration than whose it is and
// how long: what it rests on is for whoever may read it, or decides between the two.
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { nameKey } from '#kernel/keys.ts'
import { missing } from '#kernel/refusal.ts'
import { isLive, lineKeyOf, registrationSettingsOf } from '../registration.rules.ts'
import type { Claimant, ConflictVerdict, Subject } from '../registration.schema.ts'
import { alikeOf, holdersOf, isFor, type SubjectOf, subjectOfRow } from './claim.service.ts'
import { getRegistration, subjectFor } from './registration.service.ts'
import { type ClaimantRow, selectClaimants, selectRegistration } from './registration.sql.ts'

type Shown = Omit<Claimant, 'followups' | 'lastFollowupAt'> & { readonly ownerId: string }
export type Found = {
  readonly verdict: ConflictVerdict
  readonly door: 'refuse' | 'warn' | 'off'
  readonly claimants: readonly Shown[]
  readonly customerId: string | null
  readonly nameKeys: readonly string[]
}

export async function lookForConflict(db: Db, actor: Actor, wanted: Subject): Promise<Found> {
  const subject = await subjectFor(db, actor, wanted)
  return conflictOf(db, actor, subject, { lineKey: lineKeyOf(wanted.productLine), decides: false })
}

export async function conflictAbout(db: Db, actor: Actor, id: string): Promise<Found> {
  await getRegistration(db, actor, id)
  const row = await selectRegistration(db, id)
  if (!row) throw missing('registration')
  const decides = can(actor, 'registration.decide', row)
  return conflictOf(db, actor, await subjectOfRow(db, row), { lineKey: row.lineKey, decides })
}

type Asked = { readonly lineKey: string | null; readonly decides: boolean }
async function conflictOf(db: Db, actor: Actor, subject: SubjectOf, { lineKey, decides }: Asked): Promise<Found> {
  const day = today(db.database.clock, actor.org.zone)
  const nameKeys = [...new Set(subject.names.map(nameKey))]
  const [{ holders }, alike] = await Promise.all([holdersOf(db, subject, day), alikeOf(db, subject, lineKey)])
  const likes = new Set(alike.map(one => one.id))
  const live = holders.filter(one => isFor(lineKey, one))
  const ids = [...new Set([...live.map(one => one.id), ...likes])]
  const rows = await selectClaimants(db, ids, subject.customerId, nameKeys)
  const shown = rows
    .filter(row => isFor(lineKey, row))
    .map(row => shownTo(actor, row, { alike: likes.has(row.id), decides }))
  const verdict = live.some(one => one.ownerId === actor.userId)
    ? 'yours'
    : live.length > 0
      ? 'taken'
      : likes.size > 0
        ? 'alike'
        : 'free'
  const { door } = registrationSettingsOf(actor.org.settings)
  return { verdict, door, claimants: shown.toSorted(liveFirst), customerId: subject.customerId, nameKeys }
}

const liveFirst = (a: Shown, b: Shown): number => Number(isLive(b.state)) - Number(isLive(a.state))

type How = { readonly alike: boolean; readonly decides: boolean }
function shownTo(actor: Actor, row: ClaimantRow, { alike, decides }: How): Shown {
  const mayRead = can(actor, 'registration.read', row)
  const isOpen = mayRead || decides
  return {
    id: mayRead ? row.id : null,
    number: isOpen ? row.number : null,
    state: row.state,
    ownerId: row.ownerId,
    ownerName: row.ownerName,
    deptName: row.deptName,
    companyName: row.companyName,
    productLine: row.productLine,
    registeredAt: row.createdAt,
    fromOn: row.fromOn,
    untilOn: row.untilOn,
    contested: row.contested,
    evidence: isOpen ? row.evidence : null,
    decision: isOpen ? row.decision : null,
    alike,
  }
}
