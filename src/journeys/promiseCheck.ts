// Whether what a quote promises can be kept: asked beside the quote and before it becomes an order.
import { readPolicy } from '#features/approval/server/policy.service.ts'
import { lateDaysOf, overdueOf } from '#features/collection/server/ageing.service.ts'
import { customerEntity } from '#features/customer/customer.entity.ts'
import { creditOf } from '#features/customer/server/credit.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { orderEntity } from '#features/order/order.entity.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { findPriced, priceNow, unitCostOf } from '#features/product/server/price.service.ts'
import type { PromiseItem } from '#features/quote/promise.schema.ts'
import { checkPromise, type PromiseHead } from '#features/quote/promiseCheck.rules.ts'
import { quoteEntity } from '#features/quote/quote.entity.ts'
import type { QuoteLine } from '#features/quote/quote.schema.ts'
import { getQuote, quoteLines } from '#features/quote/server/quote.service.ts'
import { availability } from '#features/stock/server/stock.service.ts'
import { arrivingOf } from '#features/supply/server/arriving.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { taxDefaultsOf } from '#kernel/tax.ts'
import type { Entity } from '#meta/entity.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import type { promiseCheckApi } from './promiseCheck.api.ts'

type Offered = Omit<PromiseHead, 'baseCurrency'> & {
  readonly customerId: string
  readonly payerId?: string | undefined
}

/** Of a document that its asker may read: what they may not know of the payer, of stock and cost is a bare sentence. */
export async function promiseOf(
  db: Db,
  actor: Actor,
  offered: Offered,
  ...[lines, entity = quoteEntity]: readonly [lines: readonly QuoteLine[], entity?: Entity]
): Promise<PromiseItem[]> {
  const customer = (await findCustomers(db, [offered.customerId])).get(offered.customerId)
  const payerId = offered.payerId ?? customer?.payerId ?? offered.customerId
  const counted = lines.filter(line => line.kind === 'goods' && line.fulfil === 'ship')
  const productIds = [...new Set(counted.flatMap(line => keptOf(line) ?? []))]
  const [payers, credit, late, stock, policy] = await Promise.all([
    findCustomers(db, [payerId]),
    creditOf(db, payerId),
    lateOf(db, actor, payerId),
    stockFor(db, productIds, today(db.database.clock, actor.org.zone)),
    readPolicy(db, 'quote', 'quote'),
  ])
  const payer = payers.get(payerId)
  const hidden = hiddenFields(actor, entity)
  const shows = (...fields: readonly string[]) => fields.every(field => !hidden.has(field))
  const seesPayer = payer !== undefined && can(actor, 'customer.read', payer)
  const isOpen = !hiddenFields(actor, customerEntity).has('creditLimit')
  return checkPromise({
    head: { ...offered, baseCurrency: actor.org.currency },
    lines,
    credit: credit && { limit: credit.creditLimit, used: credit.used, policy: credit.policy },
    ...late,
    ...stock,
    leastMargin: leastMarginOf(policy.nodes),
    sees: {
      credit: seesPayer && isOpen && shows('gross'),
      stock: can(actor, 'stock.read'),
      floor: shows('lines.floorPrice', 'lines.price', 'lines.amount'),
      margin: can(actor, 'product.cost') && shows('lines.price', 'lines.amount', 'lines.net', 'gross'),
    },
  })
}

/** A kit is where its parts are. */
const keptOf = (line: QuoteLine) =>
  line.parts?.flatMap(part => (part.stockKept ? part.productId : [])) ?? line.productId

/** What nobody holds, and what comes that is for nobody. */
async function stockFor(db: Db, productIds: readonly string[], day: string) {
  const [stock, coming] = await Promise.all([availability(db, productIds), arrivingOf(db, productIds, day)])
  return { free: new Map([...stock.values()].map(one => [one.productId, one.available])), coming }
}

async function lateOf(db: Db, actor: Actor, payerId: string): Promise<{ overdue: string; lateDays: number }> {
  const [overdue, lateDays] = await Promise.all([overdueOf(db, actor, payerId), lateDaysOf(db, actor, payerId)])
  return { overdue, lateDays }
}

/** An order keeps neither floor nor cost: what they are today. */
async function asQuoted(db: Db, actor: Actor, order: WholeOrder): Promise<QuoteLine[]> {
  const { currency, taxMode, rate } = order
  const ids = [...new Set(order.lines.flatMap(line => line.productId ?? []))]
  const [products, customers] = await Promise.all([findPriced(db, ids), findCustomers(db, [order.customerId])])
  const { level = null, region = null } = customers.get(order.customerId) ?? {}
  const base = { currency: actor.org.currency, rate, taxMode: taxDefaultsOf(actor.org.settings).taxMode }
  const who = { currency, taxMode, level, region, now: db.now, base }
  return order.lines.map(line => {
    const product = products.get(line.productId ?? '')
    const price = product && priceNow(product, who, line)
    return {
      ...line,
      qty: line.ordered,
      floorPrice: price?.floorPrice ?? null,
      unitCost: product ? unitCostOf(product, who, line.factor) : null,
      handPrice: false,
      priceWhy: null,
      ...{ optional: false, alternative: null, chosen: false },
    }
  })
}

type Nodes = Awaited<ReturnType<typeof readPolicy>>['nodes']
/** The highest that any step asks for. */
function leastMarginOf(nodes: Nodes): string | undefined {
  const asked = nodes.flatMap(node => node.when ?? []).filter(one => one.fact === 'marginPercent' && one.op !== 'gt')
  return asked.map(one => one.value ?? '0').toSorted((a, b) => Number(b) - Number(a))[0]
}

export const promiseCheckHandlers: Handlers<typeof promiseCheckApi> = {
  promise: async (db, actor, { id }) => {
    const [quote, lines] = await Promise.all([getQuote(db, actor, id), quoteLines(db, id)])
    return { items: await promiseOf(db, actor, quote, lines) }
  },
  promiseOrder: async (db, actor, { id }) => {
    const order = await getOrder(db, actor, id)
    if (order.state !== 'draft' && order.state !== 'in_review') return { items: [] }
    return { items: await promiseOf(db, actor, order, await asQuoted(db, actor, order), orderEntity) }
  },
}
