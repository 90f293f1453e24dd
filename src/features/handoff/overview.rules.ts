// What people look at for two minutes in the morning: each figure is the count, and where there is money the sum, of
// a list that a press opens. The list's address is made of the same row, so the two cannot differ.
import type { Filter } from '#meta/filter.ts'
import type { Find } from './handoff.schema.ts'

export const overviewGroups = ['money', 'orders', 'goods', 'service'] as const
export type OverviewGroup = (typeof overviewGroups)[number]

type Row = {
  readonly entity: string
  /** In the browser; without one, the entity's own. */
  readonly path?: string
  /** Without one, that of reading the entity. */
  readonly may?: string
  readonly filter?: Filter
  /** The field that is added up, in the organisation's currency. */
  readonly sum?: string
  /** Stands on the hand-off board, which counts it itself. */
  readonly find?: Find
  /** What should be none. */
  readonly bad?: true
  readonly roles: readonly string[]
}

const is = (...value: readonly string[]): Filter => ({ field: 'state', op: 'in', value })
const within = (field: string, value: string): Filter => ({ field, op: 'within', value })
const above = (field: string): Filter => ({ field, op: 'gt', value: '0' })
const yes = (field: string): Filter => ({ field, op: 'is', value: true })
const all = (...parts: readonly Filter[]): Filter => ({ all: parts })

const heads = ['owner', 'viewer', 'salesManager'] as const
const money = [...heads, 'finance'] as const
const desk = [...heads, 'orderDesk'] as const
const yard = ['owner', 'viewer', 'orderDesk', 'warehouse', 'logistics'] as const
const care = ['owner', 'viewer', 'service'] as const
const working = ['open', 'in_progress', 'waiting'] as const

// biome-ignore format: a table
const rows = {
  money: {
    received:      { entity: 'receipt', filter: all(is('received'), within('date', 'today')), sum: 'amount', roles: money },
    receivedMonth: { entity: 'receipt', filter: all(is('received'), within('date', 'thisMonth')), sum: 'amount', roles: money },
    dueSoon:       { entity: 'receivable', filter: above('dueSoon'), sum: 'dueSoon', roles: money },
    overdue:       { entity: 'receivable', filter: above('overdue'), sum: 'overdue', bad: true, roles: money },
    toInvoice:     { entity: 'invoice', filter: is('requested', 'confirmed'), sum: 'gross', roles: ['owner', 'viewer', 'finance'] },
    invoiceStuck:  { entity: 'invoice', filter: { any: [is('failed'), yes('stuck')] }, bad: true, roles: ['owner', 'viewer', 'finance'] },
    toAllocate:    { entity: 'receipt', filter: all(is('received'), above('open')), sum: 'open', roles: ['finance'] },
    refundsAsked:  { entity: 'refund', filter: is('requested'), sum: 'amount', roles: ['owner', 'finance'] },
    overLimit:     { entity: 'customer', may: 'customer.credit', filter: yes('overLimit'), bad: true, roles: [...money, 'orderDesk'] },
    refundsToPay:  { entity: 'refund', filter: is('approved', 'processing'), sum: 'amount', roles: ['finance'] },
  },
  orders: {
    won:           { entity: 'deal', path: '/deals/list', filter: all(is('won'), within('wonAt', 'thisMonth')), sum: 'amount', roles: heads },
    confirmed:     { entity: 'order', filter: all(is('confirmed', 'on_hold', 'closed'), within('confirmedAt', 'thisMonth')), sum: 'gross', roles: desk },
    notOut:        { entity: 'order', filter: all(is('confirmed', 'on_hold'), within('promisedDate', 'past'), { field: 'fulfilment', op: 'in', value: ['none', 'part'] }), bad: true, roles: desk },
    onHold:        { entity: 'order', filter: is('on_hold'), roles: desk },
    dead:          { entity: 'order', find: 'dead', bad: true, roles: desk },
    unfinished:    { entity: 'order', find: 'unfinished', bad: true, roles: desk },
  },
  goods: {
    shippedToday:  { entity: 'shipment', filter: all(is('shipped', 'delivered'), within('shippedAt', 'today')), roles: yard },
    shippedWeek:   { entity: 'shipment', filter: all(is('shipped', 'delivered'), within('shippedAt', 'thisWeek')), roles: yard },
    toSend:        { entity: 'shipment', filter: is('draft', 'ready'), roles: yard },
    sendLate:      { entity: 'shipment', filter: all(is('draft', 'ready'), within('plannedDate', 'past')), bad: true, roles: yard },
    carrierSays:   { entity: 'shipment', filter: all(is('shipped'), { field: 'carrierState', op: 'in', value: ['problem', 'refused', 'returned', 'rejected'] }), bad: true, roles: yard },
  },
  service: {
    tickets:       { entity: 'ticket', filter: is(...working), roles: care },
    ticketsToday:  { entity: 'ticket', filter: all(is('open', 'in_progress'), within('dueAt', 'today')), roles: care },
    ticketsLate:   { entity: 'ticket', filter: all(is(...working), yes('isLate')), bad: true, roles: care },
    returns:       { entity: 'goodsReturn', path: '/goods-returns', filter: is('requested', 'received'), roles: care },
  },
} as const satisfies Record<OverviewGroup, Record<string, Row>>

type Rows = typeof rows
export type FigureKey = { [G in OverviewGroup]: keyof Rows[G] & string }[OverviewGroup]
export type Figure = Row & { readonly key: FigureKey }

export const figureKeys: readonly FigureKey[] = overviewGroups.flatMap(
  group => Object.keys(rows[group]) as FigureKey[], // Object.keys loses the key type; they are exactly the table's
)

export const mayOf = ({ entity, may }: Figure): string => may ?? `${entity}.read`

/** What people of these roles look at. */
export function figuresOf(roles: readonly string[], group: OverviewGroup): Figure[] {
  const table: Readonly<Record<string, Row>> = rows[group]
  return figureKeys.flatMap(key => {
    const row = table[key]
    return row?.roles.some(role => roles.includes(role)) ? [{ ...row, key }] : []
  })
}

const paths: Readonly<Record<string, string>> = {
  receipt: '/receipts',
  receivable: '/receivables',
  refund: '/refunds',
  invoice: '/invoices',
  order: '/orders',
  customer: '/customers',
  shipment: '/shipments',
  ticket: '/tickets',
}

/** Exactly the list that was counted. */
export function hrefOfFigure({ entity, path, filter, find }: Figure): string {
  if (find) return `/handoff?${new URLSearchParams({ find })}`
  return `${path ?? paths[entity] ?? '/'}?${new URLSearchParams({ filter: JSON.stringify(filter) })}`
}
