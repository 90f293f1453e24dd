// Where an order stands is the product's own formula over its stored lines (domain D2, §6), order by order, in batches.

import type { Order, OrderLine, Progress } from '#features/order/order.schema.ts'
import { creditCountsOf } from '#features/order/order.totals.ts'
import { standingOf } from '#features/order/progress.rules.ts'
import { cmp } from '#kernel/money.ts'
import type { Check, Finding, Look } from '../check.ts'

type Head = Pick<Order, 'id' | 'number' | 'state' | 'type' | 'noReturn' | 'currency' | 'rate' | 'paidAmount'> & Progress
type Row = Head & {
  readonly orgId: string
  readonly base: string
  readonly counts: string | null
  readonly exposure: string
  readonly lines: readonly OrderLine[]
}

const atOnce = 1000
const first = '00000000-0000-0000-0000-000000000000'

/** As JSON in the product's own names, so that the formula reads the rows as it reads them anywhere else. */
const told = (names: readonly string[], alias: string, cast = ''): string =>
  names
    .map(name => `'${name}', ${alias}.${name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}${cast}`)
    .join(', ')
// prettier-ignore
const numbers = [
  'gross',
  'ordered',
  'cancelled',
  'reserved',
  'shipped',
  'delivered',
  'returned',
  'reship',
  'invoiced',
  'credited',
  'invoicedAmount',
  'creditedAmount',
  'toShip',
  'due',
  'kitShare',
]
// prettier-ignore
const heads = [
  'id',
  'number',
  'state',
  'type',
  'noReturn',
  'currency',
  'supply',
  'fulfilment',
  'billing',
  'payment',
  'returned',
  'liveReturns',
  'billBasis',
  'completedAt',
]
const sums = ['rate', 'paidAmount', 'writtenOff', 'exposure']

const nextOrders = `select json_build_object('orgId', o.org_id, 'base', g.currency, 'counts', g.settings->>'creditCounts',
    ${told(heads, 'o')}, ${told(sums, 'o', '::text')},
    'lines', (select coalesce(json_agg(json_build_object(${told(['id', 'kitLineId', 'fulfil', 'stockKept'], 'l')}, ${told(numbers, 'l', '::text')})), '[]')
       from order_lines l where l.org_id = o.org_id and l.order_id = o.id)) as said
  from orders o join orgs g on g.org_id = o.org_id
  where (o.org_id, o.id) > ($1::uuid, $2::uuid) and o.state in ('confirmed', 'on_hold', 'closed') order by o.org_id, o.id limit ${atOnce}`

type Wrong = (row: Row, right: ReturnType<typeof standingOf>) => string | undefined

const over =
  (wrong: Wrong) =>
  async (look: Look): Promise<Finding[]> => {
    const found: Finding[] = []
    for (let at: readonly [string, string] | undefined = [first, first]; at; ) {
      const rows: { said: Row }[] = await look.ask<{ said: Row }>(nextOrders, at)
      for (const { said } of rows) {
        const books = { baseCurrency: said.base, counts: creditCountsOf(said.counts), now: said.completedAt ?? 'now' }
        const detail = wrong(said, standingOf(said, said.lines, books))
        if (detail) found.push({ orgId: said.orgId, what: said.number, detail })
      }
      const last = rows.at(-1)?.said
      at = last && rows.length === atOnce ? [last.orgId, last.id] : undefined
    }
    return found
  }

const axes = ['supply', 'fulfilment', 'billing', 'payment', 'returned'] as const

export const standingChecks: readonly Check[] = [
  {
    name: 'order.exposure',
    text: { en: "An order's exposure is what its lines come to", zh: '订单敞口与其明细计算一致' },
    find: over((row, right) =>
      cmp(right.exposure, row.exposure) === 0
        ? undefined
        : `exposure ${row.exposure}, its lines come to ${right.exposure}`,
    ),
  },
  {
    name: 'order.standing',
    text: {
      en: "An order's axes and its completion follow from its lines and its money",
      zh: '订单的备货、发货、开票、回款状态与完成时间由明细和款项推出',
    },
    find: over((row, right) => {
      const off = axes.filter(axis => row[axis] !== right[axis])
      const parts = off.map(axis => `${axis} ${row[axis]}, its lines say ${right[axis]}`)
      if ((row.completedAt === null) !== (right.completedAt === null))
        parts.push(row.completedAt ? 'completed, its lines say not' : 'not completed, its lines say it is')
      return parts.join('; ') || undefined
    }),
  },
]
