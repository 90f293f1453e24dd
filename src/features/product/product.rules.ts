// What a product may be, and what may be done with one. Pure.
import { isUnseen } from '#kernel/filled.ts'
import { fold } from '#kernel/keys.ts'
import { cmp, type Decimal } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { decimalsOf, isFactor } from '#kernel/unit.ts'
import type { ProductFacts, ProductFulfil, ProductKind, ProductUnit, TaxRate } from './product.schema.ts'

type Kept = Pick<
  ProductFacts,
  'kind' | 'fulfil' | 'stockKept' | 'unit' | 'overTolerance' | 'taxCode' | 'price' | 'floorPrice' | 'code'
> & {
  readonly units: readonly ProductUnit[]
  readonly name: string
}

/** Goods are shipped from stock, services are accepted, fees need nothing: unless someone says otherwise. */
export function usualFor(kind: ProductKind): { fulfil: ProductFulfil; stockKept: boolean } {
  if (kind === 'goods') return { fulfil: 'ship', stockKept: true }
  if (kind === 'kit') return { fulfil: 'ship', stockKept: false }
  return { fulfil: kind === 'service' ? 'accept' : 'none', stockKept: false }
}

const fits: Readonly<Record<ProductKind, readonly ProductFulfil[]>> = {
  goods: ['ship'],
  kit: ['ship'],
  service: ['accept', 'none'],
  fee: ['none'],
}

export function productProblems(product: Kept): Reason[] {
  const { kind, fulfil, stockKept, price, floorPrice } = product
  const reasons: Reason[] = []
  if (isUnseen(product.code)) reasons.push(reason('field.required', 'code'))
  if (isUnseen(product.name)) reasons.push(reason('field.required', 'name'))
  if (product.unit.trim() === '') reasons.push(reason('field.required', 'unit'))
  if (!fits[kind].includes(fulfil)) reasons.push(reason('product.badFulfil', 'fulfil'))
  if (stockKept && kind !== 'goods') reasons.push(reason('product.onlyGoodsInStock', 'stockKept'))
  if (cmp(product.overTolerance, '0') !== 0 && fulfil !== 'ship')
    reasons.push(reason('product.onlyShippedOver', 'overTolerance'))
  if (cmp(product.overTolerance, '100') > 0) reasons.push(reason('product.overTooMuch', 'overTolerance'))
  if (product.taxCode && !/^\d{19}$/.test(product.taxCode)) reasons.push(reason('product.badTaxCode', 'taxCode'))
  if (price !== null && cmp(price, '0') < 0 && kind !== 'fee') reasons.push(reason('product.negativePrice', 'price'))
  if (price !== null && floorPrice !== null && kind !== 'fee' && cmp(floorPrice, price) > 0)
    reasons.push(reason('product.floorAbovePrice', 'floorPrice'))
  return [...reasons, ...unitProblems(product.unit, product.units)]
}

function unitProblems(base: string, units: readonly ProductUnit[]): Reason[] {
  const seen = new Set([base.trim()])
  return units.flatMap(({ unit, factor }, i) => {
    const name = unit.trim()
    if (name === '') return [reason('field.required', `units.${i}.unit`)]
    if (seen.has(name)) return [reason('product.unitTwice', `units.${i}.unit`, { unit: name })]
    seen.add(name)
    return isFactor(factor) ? [] : [reason('product.badFactor', `units.${i}.factor`, { unit: name })]
  })
}

type Counted = { readonly unit: string; readonly units: readonly ProductUnit[] }

// what is weighed, measured or timed; everything else is counted in whole pieces
const measured = new Set(
  `kg g mg t lb oz m cm mm km ft in m2 m² ㎡ m3 m³ l ml h hour hours day days week month year
  千克 公斤 克 毫克 吨 斤 两 磅 米 厘米 毫米 千米 公里 英尺 寸 平方 平方米 平米 立方 立方米 方 升 毫升 小时 时 工时 天 日 人天 人日 周 月 人月 年`.split(
    /\s+/,
  ),
)

/** Goods by the piece are whole; work and fees may be done in parts, and weights are as fine as a quantity can be. */
export const usualDecimals = (kind: ProductKind, unit: string): string =>
  (kind === 'goods' || kind === 'kit') && !measured.has(fold(unit)) ? '0' : '6'

/** A quantity in the base unit that is finer than the product is counted. */
export function tooFine(
  { name, unit, decimals }: Pick<ProductFacts, 'name' | 'unit' | 'decimals'>,
  qty: Decimal,
  path: string,
): Reason | undefined {
  if (decimalsOf(qty) <= Number(decimals)) return undefined
  return decimals === '0'
    ? reason('product.wholeUnits', path, { name, unit })
    : reason('product.tooFine', path, { name, unit, decimals })
}

/** How many base units one of `unit` is; undefined where the product is not counted in it. */
export function factorOf(product: Counted, unit: string): string | undefined {
  if (unit === product.unit) return '1'
  return product.units.find(one => one.unit === unit)?.factor
}

type ForSale = Pick<ProductFacts, 'kind' | 'state' | 'name'>

/** A kit is for sale while all that is in it is. */
export function notForSale(
  product: ForSale & { readonly leaves?: readonly { readonly product: ForSale }[] },
  path?: string,
): Reason | undefined {
  const { kind, name, leaves } = product
  if (kind === 'kit' && leaves?.length === 0) return reason('kit.empty', path, { name })
  const gone = leaves?.find(one => one.product.state !== 'active')
  if (gone) return reason('kit.partInactive', path, { name, part: gone.product.name })
  return product.state === 'active' ? undefined : reason('product.inactive', path, { name: product.name })
}

const since = (percent: string, validFrom: string, zh: string, en: string): TaxRate => ({
  percent,
  validFrom,
  validUntil: null,
  label: { en, zh },
})

/** 增值税: 13 and 9 since 2019-04-01 (财政部 税务总局 海关总署公告 2019 年第 39 号), 6 since 2012, 征收率 3 and 5, 1 by relief. */
export const defaultTaxRates: readonly TaxRate[] = [
  since('13', '2019-04-01', '13% 销售货物', '13% goods'),
  since('9', '2019-04-01', '9% 运输、建筑、农产品', '9% transport, construction, farm produce'),
  since('6', '2012-01-01', '6% 现代服务', '6% services'),
  since('5', '2016-05-01', '5% 征收率（不动产等）', '5% levy (real estate and alike)'),
  since('3', '2009-01-01', '3% 征收率', '3% levy'),
  since('1', '2020-03-01', '1% 征收率（减征）', '1% levy (reduced)'),
  since('0', '1994-01-01', '0% 零税率', '0% zero rate'),
]

export const ratesOn = (rates: readonly TaxRate[], day: string): TaxRate[] =>
  rates.filter(rate => rate.validFrom <= day && (rate.validUntil === null || day <= rate.validUntil))

export function unknownRate(rates: readonly TaxRate[], percent: string): Reason | undefined {
  if (rates.some(rate => cmp(rate.percent, percent) === 0)) return undefined
  return reason('product.unknownTaxRate', 'taxRate', { rates: rates.map(rate => `${rate.percent}%`).join(' ') })
}
