// Money on Home: what is due of one's own orders; for finance who owes, what came and is for nothing yet, what goes back.
import { type Actor, can } from '#kernel/access.ts'
import { dayOf, dayRange } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { formatMoney } from '#kernel/money.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import type { HomeLine, HomeSource } from '#meta/home.ts'
import { registered } from '#meta/registry.ts'
import type { Receipt, Refund } from '../collection.schema.ts'
import { collectionText } from '../collection.text.ts'
import type { Receivable } from '../receivable.schema.ts'
import { type OwedRow, selectOwed, selectOwnRequests } from './home.sql.ts'
import { listReceipts } from './receipt.service.ts'
import { listReceivables } from './receivable.service.ts'
import { listRefunds } from './refund.service.ts'

const most = 20
const nothing = { text: null, phone: null, move: null, step: 'collection' } as const
const money = (actor: Actor, amount: string, currency: string): string =>
  formatMoney(amount, currency, actor.lang === 'zh' ? 'zh-CN' : 'en-US')
/** Still that day until its last moment. */
const endOf = (day: string, { org }: Actor): string => new Date(dayRange(day, org.zone).end.getTime() - 1).toISOString()

/** What its reader has no right to is not told here either. */
function owedLine(actor: Actor, row: OwedRow, isHidden: boolean): HomeLine {
  const { id, orderId, number, no, kind, dueDate, open, currency, who, phone, callee } = row
  const amount = money(actor, open, currency)
  return {
    ...nothing,
    key: `instalment:${id}`,
    entity: 'order',
    recordId: orderId,
    who,
    say: isHidden ? { key: 'collect.home.due', values: { no } } : { key: 'collect.home.owed', values: { no, amount } },
    note: [number, collectionText[`instalment.${kind}`][actor.lang]].join(' · '),
    phone,
    callee,
    at: endOf(dueDate, actor),
    allDay: true,
    actions: ['log', 'open'],
  }
}

const payerLine = (actor: Actor, row: Receivable): HomeLine => ({
  ...nothing,
  key: `receivable:${row.id}`,
  entity: 'customer',
  recordId: row.id,
  who: row.customerName,
  say: { key: 'collect.home.overdue', values: { amount: money(actor, row.overdue, actor.org.currency) } },
  note: row.promised ?? row.lastFollowup ?? null,
  phone: row.contactPhone ?? null,
  callee: row.contactName ?? null,
  at: row.oldestDue && endOf(row.oldestDue, actor),
  late: true,
  actions: ['log', 'open'],
})

const receiptLine = (actor: Actor, row: Receipt): HomeLine => ({
  ...nothing,
  key: `receipt:${row.id}`,
  entity: 'receipt',
  recordId: row.id,
  who: row.customerName,
  say: { key: 'collect.home.allocate', values: { amount: money(actor, row.open, row.currency) } },
  note: row.number,
  at: row.receivedAt ?? row.createdAt,
  actions: ['open'],
})

/** Whether its reader may know this figure; what they may not is neither told nor asked for. */
function isOpen(actor: Actor, entity: string, field: string): boolean {
  const known = registered(entity)?.entity
  return known !== undefined && !hiddenFields(actor, known).has(field)
}

const refundLine = (actor: Actor, row: Refund, key: string): HomeLine => ({
  ...nothing,
  key: `refund:${row.id}`,
  entity: 'refund',
  recordId: row.id,
  who: row.customerName,
  say: isOpen(actor, 'refund', 'amount')
    ? { key, values: { amount: money(actor, row.amount, row.currency) } }
    : { key: `state.refund.${row.state}` },
  note: [row.number, row.reason].join(' · '),
  at: row.createdAt,
  actions: ['open'],
})

const none = { items: [] }
const inState = (...value: readonly string[]) => ({ field: 'state', op: 'in', value })
const above = (field: string) => ({ field, op: 'gt', value: '0' })
const refundsIn = async (db: Db, actor: Actor, ...states: readonly string[]): Promise<Refund[]> => {
  const filter = JSON.stringify(inState(...states))
  return (await listRefunds(db, actor, { filter, sort: 'createdAt', limit: most })).items
}

export const collectionHome: readonly HomeSource[] = [
  {
    section: 'due',
    access: 'receivable.read',
    lines: async (db, actor, until) => {
      const last = dayOf(new Date(Date.parse(until) - 1), actor.org.zone)
      const isHidden = !isOpen(actor, 'order', 'gross')
      return (await selectOwed(db, actor.userId, last)).map(row => owedLine(actor, row, isHidden))
    },
  },
  {
    section: 'money',
    access: 'receipt.allocate',
    lines: async (db, actor) => {
      const overdue = { filter: JSON.stringify(above('overdue')), sort: '-lateDays', limit: most }
      const unspent = { filter: JSON.stringify({ all: [inState('received'), above('open')] }), limit: most }
      const [payers, receipts] = await Promise.all([
        isOpen(actor, 'receivable', 'overdue') ? listReceivables(db, actor, overdue) : none,
        isOpen(actor, 'receipt', 'open') ? listReceipts(db, actor, { ...unspent, sort: 'date' }) : none,
      ])
      return [...receipts.items.map(row => receiptLine(actor, row)), ...payers.items.map(row => payerLine(actor, row))]
    },
  },
  {
    section: 'money',
    access: 'refund.pay',
    lines: async (db, actor) =>
      (await refundsIn(db, actor, 'approved', 'processing')).map(row => refundLine(actor, row, 'collect.home.pay')),
  },
  {
    section: 'review',
    access: 'refund.approve',
    lines: async (db, actor) => {
      const [rows, own] = await Promise.all([refundsIn(db, actor, 'requested'), selectOwnRequests(db, actor.userId)])
      return rows
        .filter(row => !own.has(row.id) && can(actor, 'refund.approve', row))
        .map(row => ({
          ...refundLine(actor, row, 'collect.home.refund'),
          move: { say: 'move.refund.approve', path: `/refunds/${row.id}/moves/approve` },
        }))
    },
  },
]
