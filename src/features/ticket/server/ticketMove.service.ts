// What moves a ticket, and its clock with it.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { calendarOf } from '#kernel/calendar.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { changes, editStamp, tell } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { type TicketEffect, type TicketMove, ticketFlow } from '../ticket.flow.ts'
import { targetProblems, targetsOf, waitedBetween } from '../ticket.rules.ts'
import type { Ticket, TicketTargets } from '../ticket.schema.ts'
import { dueIn, readBackTicket, ringTicket, tellTicket } from './ticket.service.ts'
import { lockTicket, selectOpenReturns, selectTicket, ticketSource } from './ticket.sql.ts'
import { type TicketRow, tickets } from './ticket.table.ts'

type Effect = (tx: Tx, actor: Actor, row: TicketRow) => Partial<TicketRow>

const ticketEffects: Record<TicketEffect, Effect> = {
  /** Whoever takes it on has answered. */
  taken: (tx, actor, row) => ({
    handlerId: row.handlerId ?? actor.userId,
    firstResponseAt: row.firstResponseAt ?? tx.now,
  }),
  clockStops: tx => ({ waitingSince: tx.now }),
  clockGoesOn(tx, actor, row) {
    if (row.waitingSince === null) return {}
    const waited = row.waited + waitedBetween(row.waitingSince, tx.now, calendarOf(actor.org))
    const { dueAt } = dueIn(actor, { ...row, waited })
    return { waited, waitingSince: null, dueAt }
  },
  /** The customer came back with it: the same time once more; the first answer stays what it was. */
  clockStartsAgain(tx, actor, row) {
    const { dueAt } = dueIn(actor, { ...row, clockFrom: tx.now, waited: 0 })
    return { clockFrom: tx.now, waited: 0, dueAt, resolvedAt: null, closedAt: null }
  },
}

type Wish = {
  readonly move: TicketMove
  readonly version?: number | undefined
  readonly note?: string | null | undefined
  readonly resolution?: string | null | undefined
}
// prettier-ignore
const told: Record<TicketMove, string> = {
  start: 'started',
  wait: 'waits',
  resume: 'resumed',
  resolve: 'resolved',
  close: 'closed',
  reopen: 'reopened',
  cancel: 'cancelled',
}
const stamps: Partial<Record<TicketMove, (now: string) => Partial<TicketRow>>> = {
  resolve: now => ({ resolvedAt: now }),
  close: now => ({ closedAt: now }),
}

export async function moveTicket(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<Ticket> {
  const [held, openReturns] = await Promise.all([
    lockTicket(tx, id),
    selectOpenReturns(tx, id),
    getRecord<Ticket>(tx, actor, ticketSource, id),
  ])
  if (!held) throw missing('ticket')
  if (wish.version !== undefined && wish.version !== held.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const { threadId, ...old } = held
  const resolution = wish.resolution?.trim() || old.resolution
  const verdict = judge(ticketFlow, wish.move, { ...old, resolution, openReturns }, mayOf(actor, old))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  let row: TicketRow = { ...old, resolution, state: verdict.to, ...stamps[wish.move]?.(tx.now) }
  for (const effect of verdict.effects) row = { ...row, ...ticketEffects[effect](tx, actor, row) }
  row = { ...row, ...editStamp(tx, actor, old) }
  tx.write(tickets.update(tx.orgId, row))
  const after = {
    ...(wish.note && { note: wish.note }),
    ...(wish.move === 'resolve' && { resolution }),
  }
  tellTicket(
    tx,
    actor,
    { ...row, threadId },
    { kind: `ticket.${told[wish.move]}`, from: old.state, to: row.state, after },
  )
  ringTicket(tx, row)
  return readBackTicket(tx, actor, id)
}

const mayOf = (actor: Actor, row: TicketRow) => (permission: string) => can(actor, permission, row)

/** The solution is typed with the move, and asked for then. */
export async function ticketOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const [row, openReturns] = await Promise.all([
    selectTicket(db, id),
    selectOpenReturns(db, id),
    getRecord<Ticket>(db, actor, ticketSource, id),
  ])
  if (!row) throw missing('ticket')
  return movesFrom(ticketFlow, { ...row, openReturns }, mayOf(actor, row)).map(offer => {
    const reasons = offer.reasons.filter(one => one.key !== 'ticket.noResolution')
    return { ...offer, ok: reasons.length === 0, reasons }
  })
}

export const readTargets = (actor: Actor): TicketTargets => targetsOf(actor.org.settings)

/** For what is opened, moved or given another priority from now on. */
export async function setTargets(tx: Tx, actor: Actor, next: TicketTargets): Promise<TicketTargets> {
  refuseAll(targetProblems(next))
  const { before, after } = changes(readTargets(actor), next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'ticketTargets', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'ticket.targetsSet', before, after })
  return next
}
