// What becomes of a registration: approved, decided between two, renewed, won, given back, expired.
import {
  approve,
  findApproval,
  lockApproval,
  sendBackApproval,
  voidApproval,
} from '#features/approval/server/approval.service.ts'
import { type ApprovalSubject, approvalsOf } from '#features/approval/server/subject.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { changes, editStamp } from '#meta/server/record.service.ts'
import { type RegistrationMove, registrationFlow } from '../registration.flow.ts'
import { isLive, lineOf, type RegistrationFacts, registrationSettingsOf, untilOf } from '../registration.rules.ts'
import type { Registration } from '../registration.schema.ts'
import { claimAnew, holdersOf } from './claim.service.ts'
import { award, lockRivals } from './contest.service.ts'
import {
  about,
  contentOf,
  getRegistration,
  readBackRegistration,
  saidOf,
  tellRegistration,
} from './registration.service.ts'
import { dropClaimsBound, lockRegistrations, selectRegistration } from './registration.sql.ts'
import { type RegistrationRow, registrations } from './registration.table.ts'

export type RegistrationWish = {
  readonly move: RegistrationMove
  readonly version?: number | undefined
  readonly note?: string | undefined
}

export async function moveRegistration(
  tx: Tx,
  actor: Actor,
  id: string,
  wish: RegistrationWish,
): Promise<Registration> {
  const { move, note } = wish
  const seen = await getRegistration(tx, actor, id)
  if (wish.version !== undefined && wish.version !== seen.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  if ((move === 'approve' || move === 'refuse') && !seen.contested) await decide(tx, actor, id, { move, note })
  else await moveOwn(tx, actor, id, wish)
  return readBackRegistration(tx, actor, id)
}

type Decision = { readonly move: 'approve' | 'refuse'; readonly note: string | undefined }
/** The same as deciding it in the inbox. */
async function decide(tx: Tx, actor: Actor, id: string, { move, note }: Decision): Promise<void> {
  const request = await findApproval(tx, about(id))
  if (!request)
    throw new Refusal({ key: 'flow.notFromHere', values: { state: (await selectRegistration(tx, id))?.state ?? '' } })
  if (move === 'approve') await approve(tx, actor, request.id, note ? { note } : {})
  else await sendBackApproval(tx, actor, request.id, { reason: note ?? '' })
}

async function moveOwn(tx: Tx, actor: Actor, id: string, { move, version, note }: RegistrationWish): Promise<void> {
  const request = await lockApproval(tx, about(id))
  const others = move === 'award' ? await lockRivals(tx, actor, id) : []
  const row = await hold(tx, id)
  if (version !== undefined && version !== row.version) throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const verdict = judge(registrationFlow, move, factsOf(tx, actor, row, false), permission =>
    can(actor, permission, row),
  )
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  for (const one of [request, ...others]) voidApproval(tx, actor, one)
  await carry(tx, actor, row, { move, to: verdict.to, note })
}

async function hold(tx: Tx, id: string): Promise<RegistrationRow> {
  const [row] = await lockRegistrations(tx, [id])
  if (!row) throw missing('registration')
  return row
}

function factsOf(db: Db, actor: Actor, row: Registration | RegistrationRow, isAsked: boolean): RegistrationFacts {
  const { remindDays } = registrationSettingsOf(actor.org.settings)
  return { ...row, today: today(db.database.clock, actor.org.zone), remindDays, isAsked }
}

export async function registrationOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const [row, approvals] = await Promise.all([
    getRegistration(db, actor, id),
    approvalsOf(db, actor, 'registration', id),
  ])
  const isAsked = approvals.some(one => one.state === 'pending' && one.mine)
  const unfit = row.contested ? ['approve', 'refuse'] : ['award', 'uphold']
  return movesFrom(registrationFlow, factsOf(db, actor, row, isAsked), permission =>
    can(actor, permission, row),
  ).filter(one => one.move !== 'expire' && !unfit.includes(one.move))
}

type Carried = {
  readonly move: RegistrationMove
  readonly to: RegistrationRow['state']
  readonly note?: string | undefined
}

const told: Readonly<Record<RegistrationMove, string>> = {
  approve: 'protected',
  refuse: 'refused',
  award: 'awarded',
  uphold: 'upheld',
  renew: 'renewed',
  win: 'won',
  release: 'released',
  expire: 'expired',
}

async function carry(tx: Tx, actor: Actor, row: RegistrationRow, { move, to, note }: Carried): Promise<void> {
  const day = today(tx.database.clock, actor.org.zone)
  const decision = note?.trim() || null
  const isDecided = ['approve', 'refuse', 'award', 'uphold'].includes(move)
  const next: RegistrationRow = {
    ...row,
    ...datesOf(actor, row, { move, day, now: tx.now }),
    state: to,
    endedAt: isLive(to) ? null : tx.now,
    ...(isDecided && { decidedAt: tx.now, decidedBy: actor.userId, decision }),
    ...(move === 'release' && decision && { decision }),
    ...editStamp(tx, actor, row),
  }
  if (move === 'award') await award(tx, actor, next, day)
  else if (!isLive(to)) tx.write(dropClaimsBound(tx.orgId, [row.id]))
  tx.write(registrations.update(tx.orgId, next))
  if (move === 'approve' || move === 'renew') await claimAnew(tx, next)
  const { before, after } = changes(saidOf(row), saidOf(next))
  tellRegistration(tx, actor, next, {
    kind: told[move],
    from: row.state,
    to,
    before,
    after: { ...after, ...(decision && { note: decision }) },
  })
  if (isDecided)
    notify(tx, actor, {
      userIds: [row.ownerId],
      kind: isLive(to) ? 'registrationProtected' : 'registrationRefused',
      values: {
        by: actor.name,
        number: row.number,
        company: row.companyName,
        reason: decision ?? '',
        date: next.untilOn,
      },
      entity: 'registration',
      recordId: row.id,
    })
}

type When = { readonly move: RegistrationMove; readonly day: string; readonly now: string }
/** A protection begins on the day it is given; a renewal goes on from its last day. */
function datesOf(actor: Actor, row: RegistrationRow, { move, day, now }: When): Partial<RegistrationRow> {
  const settings = registrationSettingsOf(actor.org.settings)
  const days = (lineOf(settings, row.productLine) ?? settings).days
  if (move === 'approve') return { untilOn: untilOf(day, days) }
  if (move === 'award') return { fromOn: day, untilOn: untilOf(day, days) }
  return move === 'renew' ? { untilOn: untilOf(row.untilOn, days + 1), renewedAt: now } : {}
}

/** What the approval core knows of it. */
export const registrationReview: ApprovalSubject = {
  ...{ entity: 'registration', purpose: 'registration' },
  usual: [{ by: 'departmentHead', mode: 'any' }],
  async hash(db, id) {
    const row = await selectRegistration(db, id)
    return row && contentOf(row)
  },
  approved: (tx, approver, request) => end(tx, approver, request.recordId, { move: 'approve' }),
  returned: (tx, actor, { recordId, state, reason: note }) =>
    end(tx, actor, recordId, { move: state === 'sent_back' ? 'refuse' : 'release', note: note ?? undefined }),
}

async function end(tx: Tx, actor: Actor, id: string, { move, note }: RegistrationWish): Promise<void> {
  const row = await hold(tx, id)
  const verdict = judge(registrationFlow, move, factsOf(tx, actor, row, true), () => true)
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  await carry(tx, actor, row, { move, to: verdict.to, note })
}

/** The holder has won a deal of that customer and line: what protected it has done its work. */
export async function wonRegistrations(tx: Tx, actor: Actor, deal: WonDeal): Promise<void> {
  const day = today(tx.database.clock, actor.org.zone)
  const subject = { customerId: deal.customerId, names: [] }
  const { holders } = await holdersOf(tx, subject, day)
  const ids = [...new Set(holders.filter(one => isWonBy(deal, one)).map(one => one.id))]
  if (ids.length === 0) return
  for (const row of await lockRegistrations(tx, ids))
    if (row.state === 'protected') await carry(tx, actor, row, { move: 'win', to: registrationFlow.win.to })
}
export type WonDeal = { readonly customerId: string; readonly ownerId: string | null; readonly lineKey: string | null }
const isWonBy = ({ ownerId, lineKey }: WonDeal, one: { ownerId: string; lineKey: string | null; state: string }) =>
  one.state === 'protected' && one.ownerId === ownerId && (one.lineKey === null || one.lineKey === lineKey)
