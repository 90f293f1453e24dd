// D5: what was approved, sent or reviewed still reads as it did. The product's own canonical text, hashed anew.
import { createHash } from 'node:crypto'
import { canonicalOrder } from '#features/order/order.rules.ts'
import type { Order, OrderLine } from '#features/order/order.schema.ts'
import { canonicalQuote } from '#features/quote/quote.rules.ts'
import { camel } from '#kernel/pgTypes.ts'
import type { Check, Finding, Look } from '../check.ts'

type Row = Readonly<Record<string, unknown>> & { readonly org_id: string; readonly id: string; readonly number: string }
type Part = {
  readonly table: string
  readonly lines: string
  readonly key: string
  readonly where: string
  readonly hash: (row: Row, lines: readonly Row[]) => string
}

const atOnce = 500
const first = '00000000-0000-0000-0000-000000000000'
const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
const fields = (row: Row): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [camel(key), value]))

// the rows have every column, and the canonical text takes what it needs of them
const orders: Part = {
  table: 'orders',
  lines: 'order_lines',
  key: 'order_id',
  where: "state in ('in_review', 'confirmed', 'on_hold')",
  hash: (row, lines) => {
    const order = fields(row) as Order // the row has every column
    const all = lines.map(line => fields(line) as OrderLine) // as above
    return sha(canonicalOrder(order, all))
  },
}
type QuoteContent = Parameters<typeof canonicalQuote>
const quotes: Part = {
  table: 'quotes',
  lines: 'quote_lines',
  key: 'quote_id',
  where: "state in ('approved', 'sent', 'declined', 'expired')",
  hash: (row, lines) => {
    const quote = fields(row) as QuoteContent[0] // the row has every column
    const all = lines.map(fields) as unknown as QuoteContent[1] // as above
    return sha(canonicalQuote(quote, all))
  },
}

export const contentChecks: readonly Check[] = [
  {
    name: 'order.content',
    text: {
      en: 'An order in review or confirmed reads as its content hash says',
      zh: '审批中或已确认订单的内容与其内容指纹一致',
    },
    find: look => changed(look, orders),
  },
  {
    name: 'quote.content',
    text: {
      en: 'A quote that was approved or sent reads as its content hash says',
      zh: '已批准或已发出报价的内容与其内容指纹一致',
    },
    find: look => changed(look, quotes),
  },
]

async function changed(look: Look, part: Part): Promise<Finding[]> {
  const found: Finding[] = []
  for (let at: readonly [string, string] | undefined = [first, first]; at; ) {
    const rows: Row[] = await look.ask<Row>(
      `select * from ${part.table} where (org_id, id) > ($1::uuid, $2::uuid) and ${part.where} order by org_id, id limit ${atOnce}`,
      at,
    )
    const lines = await look.ask<Row>(
      `select * from ${part.lines} where (org_id, ${part.key}) in (select * from unnest($1::uuid[], $2::uuid[])) order by ${part.key}, no`,
      [rows.map(row => row.org_id), rows.map(row => row.id)],
    )
    for (const row of rows) {
      const own = lines.filter(line => line[part.key] === row.id && line.org_id === row.org_id)
      if (part.hash(row, own) !== row.content_hash)
        found.push({ orgId: row.org_id, what: row.number, detail: `${String(row.state)}, and its content was changed` })
    }
    const last = rows.at(-1)
    at = last && rows.length === atOnce ? [last.org_id, last.id] : undefined
  }
  return found
}
