// The one way an invoice moves: everything locked, judged by its row of the flow table, then written.
import { notify } from '#features/notice/server/notice.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { editStamp, ownFields } from '#meta/server/record.service.ts'
import { type InvoiceMove, invoiceFlow } from '../invoice.flow.ts'
import { lapseHours } from '../invoice.rules.ts'
import type { InvoiceState, WholeInvoice } from '../invoice.schema.ts'
import type { Orders } from './draw.service.ts'
import { factsOf, type Held, holdInvoice, seeInvoice } from './facts.service.ts'
import { invoiceEffects } from './invoice.effects.ts'
import { indexInvoice, readBackInvoice, tellInvoice, wholeNow } from './invoice.service.ts'
import { nextRegisterNo } from './invoice.sql.ts'
import { type InvoiceRow, invoices } from './invoice.table.ts'
import { rowsOf } from './request.service.ts'
import { invoicingOf } from './settings.service.ts'

export type Wish = {
  readonly move: InvoiceMove
  readonly version?: number | undefined
  readonly note?: string | null | undefined
  readonly date?: string | undefined
  readonly taxNumber?: string | undefined
  readonly principal?: 'service'
  /** Of the journey: what follows at the orders, before the number of the register is taken. */
  readonly after?: (orders: Orders) => void
}

/** Moves that belong to the invoice alone; `record` is a journey. */
export type OwnMove = Exclude<InvoiceMove, 'record'>

export async function moveInvoice(
  tx: Tx,
  actor: Actor,
  id: string,
  wish: Wish & { readonly move: OwnMove },
): Promise<WholeInvoice> {
  const held = await holdInvoice(tx, actor, id, wish)
  // the same sending again, of a second click or a second person: it is on its way
  if (wish.move === 'issue' && held.row.state === 'issuing') return readBackInvoice(tx, actor, id)
  return carryInvoice(tx, actor, held, wish)
}

// prettier-ignore
const told: Record<InvoiceMove, string> = {
  issue: 'sent',
  record: 'issued',
  fail: 'failed',
  retry: 'retried',
  again: 'readied',
  withdraw: 'withdrawn',
  refuse: 'refused',
  ask: 'asked',
  confirm: 'confirmed',
  reject: 'rejected',
  lapse: 'lapsed',
}

export async function carryInvoice(tx: Tx, actor: Actor, held: Held, wish: Wish): Promise<WholeInvoice> {
  const { row } = held
  if (wish.version !== undefined && wish.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const facts = { ...factsOf(tx, actor, held, wish.date), ...(wish.principal && { answered: true }) }
  const may = (permission: string) => wish.principal === 'service' || can(actor, permission, row)
  const verdict = judge(invoiceFlow, wish.move, facts, may)
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  let at = held
  for (const effect of verdict.effects) at = invoiceEffects[effect](tx, actor, at)
  wish.after?.(at.orders)
  // the register's row is held from here to the end: the last but the row itself
  const registerNo = verdict.to === 'issued' ? await nextRegisterNo(tx) : row.registerNo
  const stamps = stampsOf(tx, actor, { wish, date: facts.date, to: verdict.to })
  const moved: InvoiceRow = { ...row, ...stamps, registerNo, state: verdict.to, ...editStamp(tx, actor, row) }
  tx.write(invoices.update(tx.orgId, moved))
  if (moved.taxNumber !== row.taxNumber) indexInvoice(tx, await ownFields(tx, actor, 'invoice'), moved, false)
  const after = {
    ...(wish.note && { note: wish.note }),
    ...(moved.taxNumber !== row.taxNumber && { taxNumber: moved.taxNumber }),
    ...(wish.principal && { principal: wish.principal }),
  }
  const event = { kind: `invoice.${told[wish.move]}`, from: row.state, to: moved.state, after }
  tellInvoice(tx, actor, moved, rowsOf(at.orders), event)
  tellRequester(tx, actor, moved, wish.note ?? '')
  return held.shown ? wholeNow(held.shown, moved, held.lines) : readBackInvoice(tx, actor, row.id)
}

type To = { readonly wish: Wish; readonly date: string; readonly to: InvoiceState }
const ended: readonly InvoiceState[] = ['withdrawn', 'refused', 'rejected', 'lapsed']

function stampsOf(tx: Tx, actor: Actor, { wish, date, to }: To): Partial<InvoiceRow> {
  if (to === 'issuing')
    return { channel: invoicingOf(actor.org).channel, sentAt: tx.now, askedAt: null, attempts: 0, error: null }
  if (to === 'issued') return { date, issuedAt: tx.now, taxNumber: wish.taxNumber ?? null, error: null, lapsesAt: null }
  if (to === 'failed') return { error: wish.note?.trim() || null }
  if (to === 'awaiting') return { lapsesAt: new Date(Date.parse(tx.now) + lapseHours * 3_600_000).toISOString() }
  return ended.includes(to) ? { endedAt: tx.now } : { error: null }
}

const kinds = {
  issued: 'invoiceIssued',
  failed: 'invoiceFailed',
  refused: 'invoiceRefused',
  rejected: 'invoiceRefused',
  lapsed: 'invoiceLapsed',
} as const
/** Whoever asked for it learns how it ended. */
function tellRequester(tx: Tx, actor: Actor, row: InvoiceRow, why: string): void {
  const kind = Object.hasOwn(kinds, row.state) ? kinds[row.state as keyof typeof kinds] : undefined // just looked up
  if (!kind) return
  const values = {
    by: actor.name,
    number: row.number,
    customer: row.buyer.name,
    taxNumber: row.taxNumber ?? '',
    reason: why,
  }
  notify(tx, actor, { userIds: [row.createdBy], kind, values, entity: 'invoice', recordId: row.id })
}

export async function invoiceOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const held = await seeInvoice(db, actor, id)
  const other: readonly InvoiceMove[] = held.row.kind === 'red' ? ['retry'] : ['again']
  return movesFrom(invoiceFlow, factsOf(db, actor, held), permission => can(actor, permission, held.row)).filter(
    offer => offer.move !== 'lapse' && !other.includes(offer.move),
  )
}
