// What after-sales find on Home: tickets nobody sees to, returns to be approved, taken in or decided about.
import { can } from '#kernel/access.ts'
import type { HomeLine, HomeSource } from '#meta/home.ts'
import type { GoodsReturn } from '../return.schema.ts'
import { listReturns } from './return.service.ts'
import { listTickets } from './ticket.service.ts'

const lineOf = (row: GoodsReturn, say: string, move?: string): HomeLine => ({
  key: `goodsReturn:${row.id}`,
  entity: 'goodsReturn',
  recordId: row.id,
  who: row.customerName,
  text: null,
  say: { key: say },
  note: [row.number, row.orderNumber].join(' · '),
  phone: null,
  at: row.receivedAt ?? row.createdAt,
  step: 'ticket',
  move: move ? { say: `move.goodsReturn.${move}`, path: `/goods-returns/${row.id}/moves/${move}` } : null,
  actions: ['open'],
})

const returnsIn = (
  access: string,
  {
    states,
    say,
    move,
  }: { readonly states: readonly GoodsReturn['state'][]; readonly say: string; readonly move?: string },
): HomeSource => ({
  section: 'service',
  access,
  lines: async (db, actor) => {
    const filter = JSON.stringify({ field: 'state', op: 'in', value: states })
    const { items } = await listReturns(db, actor, { filter, sort: 'createdAt', limit: 50 })
    return items.filter(row => can(actor, access, row)).map(row => lineOf(row, say, move))
  },
})

const unhandled = JSON.stringify({
  all: [
    { field: 'state', op: 'is', value: 'open' },
    { field: 'handlerId', op: 'empty' },
  ],
})

export const ticketHome: readonly HomeSource[] = [
  returnsIn('goodsReturn.approve', { states: ['requested'], say: 'goodsReturn.home.asked', move: 'approve' }),
  returnsIn('goodsReturn.receive', { states: ['in_transit'], say: 'goodsReturn.home.coming' }),
  returnsIn('goodsReturn.decide', { states: ['received'], say: 'goodsReturn.home.decide' }),
  {
    section: 'service',
    access: 'ticket.work',
    lines: async (db, actor) => {
      const { items } = await listTickets(db, actor, { filter: unhandled, sort: 'dueAt', limit: 50 })
      return items.map(row => ({
        key: `ticket:${row.id}`,
        entity: 'ticket',
        recordId: row.id,
        who: row.customerName,
        text: row.title,
        say: { key: 'ticket.home.unhandled' },
        note: row.number,
        phone: null,
        at: row.dueAt,
        step: 'ticket',
        move: { say: 'move.ticket.start', path: `/tickets/${row.id}/moves/start` },
        actions: ['open'],
      }))
    },
  },
]
