// What somebody asks of a confirmed order, as it is kept: with the lines that it would make, frozen like those of any
// order, and with what stood there when it was asked for.
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { findPriced } from '#features/product/server/price.service.ts'
import { qtyProblem } from '#features/product/server/product.service.ts'
import { unknownWarehouses } from '#features/stock/server/stock.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { cmp, isZero, max, signOf, sub } from '#kernel/money.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { fromBaseUnit, toBaseUnit } from '#kernel/unit.ts'
import type { AmendAction, AmendAsked } from '../amend.schema.ts'
import { openOf } from '../amend.totals.ts'
import { invoicedOf } from '../amendBound.rules.ts'
import { isPart } from '../kit.rules.ts'
import type { LineInput } from '../order.schema.ts'
import { typeRules } from '../orderType.rules.ts'
import { partsToBe, withShares } from './kit.service.ts'
import { buildLines } from './line.service.ts'
import type { Held } from './move.service.ts'
import type { LineRow } from './order.table.ts'

type Standing = Pick<Held, 'row' | 'lines'>

/** Every problem of every action at once. */
export async function keptActions(
  db: Db,
  actor: Actor,
  at: Standing,
  typed: readonly AmendAsked[],
): Promise<AmendAction[]> {
  const asked = typed.map(tidied)
  const wanted = asked.flatMap((action, i) => (brings(action) ? [{ i, action, input: inputOf(at, action) }] : []))
  const own = at.lines.filter(line => asked.some(one => one.lineId === line.id))
  const ids = [...wanted.map(one => one.input.productId), ...own.map(line => line.productId)]
  const [products, customers, places] = await Promise.all([
    findPriced(db, [...new Set(ids.flatMap(id => id ?? []))]),
    findCustomers(db, [at.row.customerId]),
    unknownWarehouses(
      db,
      wanted.map(one => one.input),
    ),
  ])
  const reasons = [
    ...asked.flatMap((action, i) => problemsOf(at, action, i)),
    ...places.map(one => moved(one, wanted)),
    ...asked.flatMap((action, i) => {
      const line = action.kind === 'quantity' ? own.find(one => one.id === action.lineId) : undefined
      const product = products.get(line?.productId ?? '')
      const qty = line && action.unitQty ? toBaseUnit(action.unitQty, line.factor) : undefined
      const found = product && qty ? qtyProblem(product, qty, `actions.${i}.unitQty`) : undefined
      return found ? [found] : []
    }),
  ]
  refuseAll(reasons)
  const { level = null, region = null } = customers.get(at.row.customerId) ?? {}
  const made = await madeOf(db, actor, at, { wanted, products, buyer: { level, region, now: db.now } })
  const seen = new Set<string>()
  return asked.map((action, i) => withWas(at, action, { made: made.get(i), seen }))
}

/** An address of nothing but blanks is none. */
const tidied = (action: AmendAsked): AmendAsked =>
  action.address == null ? action : { ...action, address: action.address.trim() || null }
const brings = (action: AmendAsked): boolean => action.kind === 'add' || action.kind === 'swap'
const lineOf = ({ lines }: Standing, { lineId }: AmendAsked): LineRow | undefined =>
  lines.find(line => line.id === lineId && !isPart(line))

/** What comes in a line's place is as much as is left of it, unless somebody says otherwise. */
function inputOf(at: Standing, action: AmendAsked): LineInput {
  const { productId, lineKind, fulfil, name, spec, unit, taxRate, warehouseId, note, price, promisedDate } = action
  const { discountKind, discountValue } = action
  const old = action.kind === 'swap' ? lineOf(at, action) : undefined
  const left = old && max(sub(openOf(old), max(sub(old.shipped, old.returned), invoicedOf(old))), '0')
  return {
    ...(productId ? { productId } : { kind: lineKind ?? 'service', ...(fulfil && { fulfil }) }),
    ...(name !== undefined && { name }),
    ...(spec !== undefined && { spec }),
    ...(unit !== undefined && { unit }),
    ...(taxRate !== undefined && { taxRate }),
    ...(note !== undefined && { note }),
    ...(price !== undefined && { price }),
    ...(discountValue && { discountKind: discountKind ?? 'percent', discountValue }),
    unitQty: action.unitQty ?? (old && left ? (fromBaseUnit(left, old.factor) ?? left) : '0'),
    warehouseId: warehouseId ?? old?.warehouseId ?? null,
    promisedDate: promisedDate ?? old?.promisedDate ?? at.row.promisedDate,
  }
}

function problemsOf(at: Standing, action: AmendAsked, i: number): Reason[] {
  const path = `actions.${i}`
  const needsLine = ['quantity', 'cancel', 'price', 'swap'].includes(action.kind)
  if (needsLine && !action.lineId) return [reason('change.needsLine', `${path}.lineId`)]
  if (action.lineId && !lineOf(at, action)) return [reason('change.lineGone', `${path}.lineId`)]
  const missing = (key: keyof AmendAsked) =>
    action[key] === undefined ? [reason('change.needsValue', `${path}.${key}`)] : []
  if (action.kind === 'quantity' || action.kind === 'cancel') return missing('unitQty')
  if (action.kind === 'price') {
    const { no = 0, name = '' } = lineOf(at, action) ?? {}
    const isFree = typeRules[at.row.type].price === 'free' && action.price !== undefined && !isZero(action.price)
    return isFree ? [reason('order.costsNothing', `${path}.price`, { no, name })] : missing('price')
  }
  if (action.kind === 'date') return missing('promisedDate')
  if (action.kind === 'address') return missing('address')
  if (action.kind === 'discount') return missing('discountValue')
  return []
}

type Wanted = { readonly i: number; readonly action: AmendAsked; readonly input: LineInput }
type Making = {
  readonly wanted: readonly Wanted[]
  readonly products: Awaited<ReturnType<typeof findPriced>>
  readonly buyer: { readonly level: string | null; readonly region: string | null; readonly now: string }
}

async function madeOf(db: Db, actor: Actor, { row }: Standing, making: Making): Promise<Map<number, LineRow[]>> {
  const { wanted, products, buyer } = making
  if (wanted.length === 0) return new Map()
  const inputs = wanted.map(one => one.input)
  // the order's own discount is not given to what comes later
  const head = { ...row, discountKind: null, discountValue: null }
  try {
    const { lines } = buildLines(actor, inputs, { orderId: row.id, type: row.type, head, buyer, products, old: [] })
    const parts = await withShares(db, lines, partsToBe({ state: 'draft' }, lines), row.currency)
    return new Map(
      lines.map((line, n) => [wanted[n]?.i ?? -1, [line, ...parts.filter(part => part.kitLineId === line.id)]]),
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(error.reasons.map(one => moved(one, wanted)))
  }
}

/** Said of the lines that were asked for; it belongs to their actions. */
const moved = (one: Reason, wanted: readonly Wanted[]): Reason => ({
  ...one,
  path: (one.path ?? 'actions').replace(/^lines\.(\d+)/, (_, n: string) => `actions.${wanted[Number(n)]?.i ?? n}`),
})

type Beside = { readonly made: LineRow[] | undefined; readonly seen: Set<string> }
/** Only of what it is about, and only where nothing before it touches the same. */
function withWas(at: Standing, action: AmendAsked, { made, seen }: Beside): AmendAction {
  const line = lineOf(at, action)
  const about = `${action.kind === 'swap' || action.kind === 'cancel' ? 'quantity' : action.kind} ${action.lineId ?? ''}`
  // a line may go with the order's own day
  const isFirst = !seen.has(about) && !(action.kind === 'date' && seen.has('date '))
  seen.add(about)
  const was = isFirst ? wasOf(at, line, action) : undefined
  const splits = (action.kind === 'price' || action.kind === 'discount') && line && cmp(invoicedOf(line), '0') > 0
  return {
    ...action,
    ...(was && { was }),
    ...(made && { made }),
    ...(splits && signOf(line.ordered) > 0 && { splitId: newId() }),
  }
}

function wasOf({ row }: Standing, line: LineRow | undefined, { kind }: AmendAsked): AmendAction['was'] {
  const of = line ?? row
  if (kind === 'quantity' || kind === 'swap') return line && { open: openOf(line) }
  if (kind === 'price') return line && { price: line.price }
  if (kind === 'discount') return { discountKind: of.discountKind, discountValue: of.discountValue }
  if (kind === 'date') return { promisedDate: of.promisedDate }
  return kind === 'address' ? { address: row.address } : undefined
}
