// Lines as people give them become lines as they are stored: product facts frozen, money added up once.

import type { ProductFacts } from '#features/product/product.schema.ts'
import { type Price, type PricedProduct, priceNow, unitCostOf } from '#features/product/server/price.service.ts'
import { qtyProblem, saleProblem, unitFactor } from '#features/product/server/product.service.ts'
import type { OrgFacts } from '#kernel/access.ts'
import { newId } from '#kernel/ids.ts'
import { cmp, round, signOf } from '#kernel/money.ts'
import type { Part } from '#kernel/parts.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { type DocumentTotals, taxDefaultsOf } from '#kernel/tax.ts'
import { isQty, toBaseUnit } from '#kernel/unit.ts'
import { settled } from '../alternative.rules.ts'
import type { LineInput, QuoteLine } from '../quote.schema.ts'
import { type MoneyHead, moneyProblems, quoteTotals } from '../quote.totals.ts'

export type PricedIn = MoneyHead & { readonly rate: string }
/** A line before its money: what `quoteTotals` fills. */
export type Bare = Omit<QuoteLine, keyof typeof blankMoney>
const blankMoney = { base: '0', lineDiscount: '0', share: '0', amount: '0', net: '0', tax: '0', gross: '0' }

/** Who buys and when: what price lists ask. */
export type Buyer = { readonly level: string | null; readonly region: string | null; readonly now: string }
export const anyone = (now: string): Buyer => ({ level: null, region: null, now })

export type LineContext = {
  readonly org: OrgFacts
  readonly head: PricedIn
  readonly buyer: Buyer
  readonly products: ReadonlyMap<string, PricedProduct>
  /** The lines that stay, by id; a preview does not know them. */
  readonly old: ReadonlyMap<string, QuoteLine> | 'unknown'
  /** In other money than before: list price, floor and cost of every line are asked again. */
  readonly anew?: boolean | undefined
}

/** What is asked anew of a line that stands: all that it says, without its price. */
export function askedAnew(line: QuoteLine): LineInput {
  const { id, productId, kind, fulfil, name, spec, unit, unitQty, taxRate, optional, alternative, chosen, note } = line
  const { discountKind, discountValue } = line
  const said = { id, productId, kind, fulfil, name, spec, unit, unitQty, taxRate, optional, alternative, chosen, note }
  return { ...said, discountKind, discountValue }
}

/** C086: positions are 1, 2, 3 … in the order given. Every problem of every line at once. */
export function resolveLines(inputs: readonly LineInput[], context: LineContext): { lines: Bare[]; reasons: Reason[] } {
  const reasons: Reason[] = []
  const seen = new Set<string>()
  const lines = inputs.map((input, i): Bare => {
    const at = `lines.${i}`
    if (input.id && seen.has(input.id)) reasons.push(reason('quote.lineTwice', `${at}.id`))
    if (input.id) seen.add(input.id)
    if (input.id && context.old !== 'unknown' && !context.old.has(input.id))
      reasons.push(reason('quote.unknownLine', `${at}.id`))
    return resolveLine(input, i, context, reasons)
  })
  const found = settled(lines)
  return { lines: found.lines, reasons: [...reasons, ...found.reasons] }
}

function resolveLine(input: LineInput, i: number, context: LineContext, reasons: Reason[]): Bare {
  const at = `lines.${i}`
  const old = input.id && context.old !== 'unknown' ? context.old.get(input.id) : undefined
  const product = input.productId ? context.products.get(input.productId) : undefined
  if (input.productId && !product) reasons.push(reason('quote.unknownProduct', `${at}.productId`))
  // C025: what was offered once is copied and kept, whatever the product has become since
  const sale = product && old?.productId !== product.id ? saleProblem(product, `${at}.productId`) : undefined
  if (sale) reasons.push(sale)
  const said = factsOf(input, old, product)
  const factor = factorFor(said.unit, old, product)
  if (factor === undefined) reasons.push(reason('quote.unknownUnit', `${at}.unit`, { unit: said.unit }))
  const frozen = priceOf(input, { old, product, context, unit: said.unit, factor: factor ?? '1' })
  const price = frozen.price
  const alternative = input.alternative?.trim() || null
  const line: Bare = {
    id: old ? old.id : newId(),
    no: i + 1,
    productId: input.productId ?? null,
    code: product?.code ?? null,
    ...said,
    unitQty: round(input.unitQty, 6),
    factor: factor ?? '1',
    qty: toBaseUnit(input.unitQty, factor ?? '1') ?? '0',
    ...frozen,
    price: price ?? '0',
    discountKind: input.discountValue ? (input.discountKind ?? 'percent') : null,
    discountValue: input.discountValue || null,
    optional: alternative !== null || (input.optional ?? false),
    alternative,
    chosen: alternative !== null && (input.chosen ?? false),
    parts: partsOf(old, product),
    note: input.note?.trim() || null,
  }
  // without a unit that the product has, no list can say a price: the unit is named, not the price
  reasons.push(...lineProblems(line, at, factor === undefined ? '0' : price), ...fineness(line, { old, product, at }))
  return line
}

/** C025: what a kit consisted of when it was offered stays, whatever the kit has become since. */
function partsOf(old: QuoteLine | undefined, product: PricedProduct | undefined): Part[] | null {
  if (!product?.leaves?.length) return null
  if (old?.parts && old.productId === product.id) return old.parts
  return product.leaves.map(({ product: part, qty }) => {
    const { id: productId, code, name, spec, kind, fulfil, stockKept, unit } = part
    return { productId, code, name, spec, kind, fulfil, stockKept, unit, qty }
  })
}

type Counted = { readonly old: QuoteLine | undefined; readonly product: ProductFacts | undefined; readonly at: string }

/** A quantity that stands already is kept, however the product is counted since. */
function fineness(line: Bare, { old, product, at }: Counted): Reason[] {
  if (!product || (old && old.productId === product.id && cmp(old.qty, line.qty) === 0)) return []
  const found = qtyProblem(product, line.qty, `${at}.unitQty`)
  return found ? [found] : []
}

function factsOf(input: LineInput, old: QuoteLine | undefined, product: ProductFacts | undefined) {
  const kind = product ? (product.kind === 'kit' ? 'goods' : product.kind) : (input.kind ?? old?.kind ?? 'service')
  const usual = kind === 'goods' ? 'ship' : kind === 'service' ? 'accept' : 'none'
  return {
    kind,
    fulfil: product?.fulfil ?? input.fulfil ?? usual,
    name: input.name?.trim() || old?.name || product?.name || '',
    spec: input.spec === undefined ? (old?.spec ?? product?.spec ?? null) : input.spec?.trim() || null,
    unit: input.unit?.trim() || old?.unit || product?.unit || '项',
    taxRate: input.taxRate ?? old?.taxRate ?? product?.taxRate ?? '13',
  } as const
}

function factorFor(unit: string, old: QuoteLine | undefined, product: ProductFacts | undefined): string | undefined {
  if (old?.unit === unit) return old.factor
  return product ? unitFactor(product, unit) : '1'
}

type Asked = {
  readonly old: QuoteLine | undefined
  readonly product: PricedProduct | undefined
  readonly context: LineContext
  readonly unit: string
  readonly factor: string
}
type Frozen = Pick<Bare, 'listPrice' | 'floorPrice' | 'unitCost' | 'handPrice' | 'priceWhy'> & {
  readonly price: string | undefined
}

/** What a line was priced by stays with it until product, unit or quantity change; a price set by hand stays then, too. */
function priceOf(input: LineInput, { old, product, context, unit, factor }: Asked): Frozen {
  const same = old !== undefined && old.productId === (product?.id ?? null)
  const stays = same && !context.anew && old.unit === unit && cmp(old.unitQty, input.unitQty) === 0
  const found = product && priceFound(context, product, unit, input.unitQty)
  const { listPrice, floorPrice, unitCost, priceWhy } =
    stays && product && old.priceWhy !== null
      ? old
      : {
          listPrice: found?.price ?? null,
          floorPrice: found?.floorPrice ?? null,
          unitCost: product ? unitCostOf(product, askOf(context), factor) : null,
          priceWhy: found?.why ?? null,
        }
  const byHand = same && old.handPrice && input.handPrice !== false ? old.price : undefined
  const kept = stays && input.handPrice !== false ? old.price : byHand
  const price = input.price ?? kept ?? listPrice ?? (product && !context.anew ? undefined : old?.price)
  const handPrice = product !== undefined && price !== undefined && (listPrice === null || cmp(price, listPrice) !== 0)
  return { price, listPrice, floorPrice, unitCost: unitCost ?? null, priceWhy, handPrice }
}

const askOf = ({ org, head, buyer }: LineContext) => ({
  ...buyer,
  currency: head.currency,
  taxMode: head.taxMode,
  base: { currency: org.currency, rate: head.rate, taxMode: taxDefaultsOf(org.settings).taxMode },
})

const priceFound = (context: LineContext, product: PricedProduct, unit: string, unitQty: string): Price | undefined =>
  priceNow(product, askOf(context), { unit, unitQty })

function lineProblems(line: Bare, at: string, price: string | undefined): Reason[] {
  const reasons: Reason[] = []
  if (line.name === '') reasons.push(reason('field.required', `${at}.name`))
  if (line.kind === 'goods' && line.productId === null)
    reasons.push(reason('quote.goodsNeedProduct', `${at}.productId`))
  if (!isQty(line.unitQty) || line.qty === '0') reasons.push(reason('quote.badQty', `${at}.unitQty`))
  if (price === undefined) reasons.push(reason('quote.unpriced', `${at}.price`))
  if (signOf(line.price) < 0 && line.kind !== 'fee') reasons.push(reason('quote.negativePrice', `${at}.price`))
  if (cmp(line.taxRate, '100') > 0) reasons.push(reason('tax.rateOutOfRange', `${at}.taxRate`))
  return reasons
}

/** Stored once, per line; the header is their sum. Refuses with every problem, at its field. */
export function addUp(head: MoneyHead, lines: readonly Bare[], reasons: readonly Reason[] = []): Summed {
  refuseAll(reasons)
  refuseAll(moneyProblems(head, lines))
  const { lines: totals, ...sums } = quoteTotals(head, lines)
  return { sums, lines: lines.map((line, i) => ({ ...blankMoney, ...line, ...totals[i] })) }
}

export type Summed = { readonly sums: Omit<DocumentTotals, 'lines'>; readonly lines: QuoteLine[] }
