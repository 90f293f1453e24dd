// Exposure is the product's own formula over the stored lines (domain §6), order by order, in batches.

import type { OrderState } from '#features/order/order.schema.ts'
import { exposureOf } from '#features/order/order.totals.ts'
import { cmp } from '#kernel/money.ts'
import type { Check, Finding } from '../check.ts'

type Line = { gross: string; ordered: string; due: string; invoicedAmount: string; creditedAmount: string }
type Row = {
  org_id: string
  id: string
  number: string
  state: OrderState
  currency: string
  rate: string
  base: string
  exposure: string
  lines: Line[]
}

const atOnce = 1000
const first = '00000000-0000-0000-0000-000000000000'

const nextOrders = `select o.org_id, o.id, o.number, o.state, o.currency, o.rate::text as rate, g.currency as base, o.exposure::text as exposure,
    (select coalesce(json_agg(json_build_object('gross', l.gross::text, 'ordered', l.ordered::text, 'due', l.due::text,
       'invoicedAmount', l.invoiced_amount::text, 'creditedAmount', l.credited_amount::text)), '[]')
       from order_lines l where l.org_id = o.org_id and l.order_id = o.id) as lines
  from orders o join orgs g on g.org_id = o.org_id
  where (o.org_id, o.id) > ($1::uuid, $2::uuid) and o.state in ('confirmed', 'on_hold', 'closed') order by o.org_id, o.id limit ${atOnce}`

export const exposureChecks: readonly Check[] = [
  {
    name: 'order.exposure',
    text: { en: "An order's exposure is what its lines come to", zh: '订单敞口与其明细计算一致' },
    find: async look => {
      const found: Finding[] = []
      for (let at: readonly [string, string] | undefined = [first, first]; at; ) {
        const rows: Row[] = await look.ask<Row>(nextOrders, at)
        found.push(...rows.flatMap(wrong))
        const last = rows.at(-1)
        at = last && rows.length === atOnce ? [last.org_id, last.id] : undefined
      }
      return found
    },
  },
]

function wrong(row: Row): Finding[] {
  const due = exposureOf(row.state, row.lines, { currency: row.currency, rate: row.rate, baseCurrency: row.base })
  if (cmp(due, row.exposure) === 0) return []
  return [{ orgId: row.org_id, what: row.number, detail: `exposure ${row.exposure}, its lines come to ${due}` }]
}
