// What waits for those who issue: requests, confirmed red letters, and what got no answer.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { formatMoney } from '#kernel/money.ts'
import type { Waiting } from '#meta/counts.ts'
import type { HomeLine, HomeSource } from '#meta/home.ts'
import type { Invoice } from '../invoice.schema.ts'
import { listInvoices, summariseInvoices } from './invoice.service.ts'

const stuck = { field: 'stuck', op: 'is', value: true }
const filter = JSON.stringify({ any: [{ field: 'state', op: 'in', value: ['requested', 'confirmed'] }, stuck] })

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
    const { items } = await listInvoices(db, actor, { filter, sort: 'createdAt', limit: 50 })
    return items.map(one => lineOf(one, actor.lang === 'zh' ? 'zh-CN' : 'en-US'))
  },
}

const lineOf = (invoice: Invoice, locale: string): HomeLine => ({
  key: `invoice:${invoice.id}`,
  entity: 'invoice',
  recordId: invoice.id,
  who: invoice.buyerName,
  text: null,
  say: { key: invoice.stuck ? 'event.invoice.stuck' : `state.invoice.${invoice.state}` },
  note: [invoice.number, formatMoney(invoice.gross, invoice.currency, locale), invoice.orderNumbers]
    .filter(Boolean)
    .join(' · '),
  phone: null,
  at: invoice.sentAt ?? invoice.createdAt,
  step: 'invoice',
  move: null,
  actions: ['open'],
})
