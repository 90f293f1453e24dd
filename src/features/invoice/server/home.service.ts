// What waits for those who issue: requests, confirmed red letters, numbers to be written down, what failed or got no answer.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { formatMoney } from '#kernel/money.ts'
import type { Waiting } from '#meta/counts.ts'
import { showsFigure } from '#meta/figure.ts'
import type { HomeLine, HomeSource } from '#meta/home.ts'
import type { Invoice } from '../invoice.schema.ts'
import { listInvoices, summariseInvoices } from './invoice.service.ts'

const stuck = { field: 'stuck', op: 'is', value: true }
const stateIn = (...value: readonly string[]) => ({ field: 'state', op: 'in', value })
const toIssue = stateIn('requested', 'confirmed')
const filter = JSON.stringify({ any: [toIssue, stuck] })
/** By hand or by file the next step is one's own as well. */
const toRecord = { all: [stateIn('issuing'), { field: 'channel', op: 'in', value: ['manual', 'file'] }] }
const onHome = JSON.stringify({ any: [toIssue, toRecord, stateIn('failed'), stuck] })

export async function waitingInvoices(db: Db, actor: Actor): Promise<Waiting> {
  const [all, silent] = await Promise.all([
    summariseInvoices(db, actor, { filter }),
    summariseInvoices(db, actor, { filter: JSON.stringify(stuck) }),
  ])
  return { count: all.count, late: silent.count > 0 }
}

export const invoiceHome: HomeSource = {
  section: 'invoice',
  access: 'invoice.issue',
  lines: async (db, actor) => {
    const { items } = await listInvoices(db, actor, { filter: onHome, sort: 'createdAt', limit: 50 })
    return items.map(one => lineOf(actor, one))
  },
}

const lineOf = (actor: Actor, invoice: Invoice): HomeLine => ({
  key: `invoice:${invoice.id}`,
  entity: 'invoice',
  recordId: invoice.id,
  who: invoice.buyerName,
  text: null,
  say: { key: sayOf(invoice) },
  note: [invoice.number, worthOf(actor, invoice), invoice.orderNumbers].filter(Boolean).join(' · '),
  phone: null,
  at: invoice.sentAt ?? invoice.createdAt,
  step: 'invoice',
  move: isOpen(invoice) ? { say: 'move.invoice.issue', path: `/invoices/${invoice.id}/moves/issue` } : null,
  actions: ['open'],
})

const worthOf = (actor: Actor, { gross, currency }: Invoice): string | undefined =>
  showsFigure(actor, 'invoice') ? formatMoney(gross, currency, actor.lang === 'zh' ? 'zh-CN' : 'en-US') : undefined

const isOpen = ({ state }: Invoice): boolean => state === 'requested' || state === 'confirmed'

function sayOf({ stuck: isStuck, state }: Invoice): string {
  if (isStuck) return 'event.invoice.stuck'
  return state === 'issuing' ? 'move.invoice.record' : `state.invoice.${state}`
}
