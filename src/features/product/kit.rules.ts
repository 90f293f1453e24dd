// What a kit may consist of, and how a file says it. Pure.
import { type Decimal, isDecimal, signOf } from '#kernel/money.ts'
import type { Part } from '#kernel/parts.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { tooFine } from './product.rules.ts'
import type { ProductFacts } from './product.schema.ts'

/** More than these are a stock list, not a kit. */
const mostParts = 100
export const mostLevels = 5

/** A leaf of a kit: what stock, reservations and shipments know. */
export type Leaf = { readonly kitId: string; readonly partId: string; readonly qty: Decimal; readonly level: number }

type Kit = Pick<ProductFacts, 'id' | 'kind' | 'decimals'>
type Given = { readonly productId: string; readonly qty: string }
export type Around = {
  readonly products: ReadonlyMap<string, ProductFacts>
  /** Below each given part that is a kit itself. */
  readonly below: ReadonlyMap<string, ReadonlySet<string>>
  readonly leaves: readonly Leaf[]
}

export function kitProblems(kit: Kit, parts: readonly Given[], { products, below, leaves }: Around): Reason[] {
  const unknown = parts.flatMap(({ productId }, i) =>
    productId === kit.id || products.has(productId)
      ? []
      : [reason('kit.unknownPart', `parts.${i}.productId`, { name: productId })],
  )
  if (unknown.length > 0) return unknown
  if (kit.kind !== 'kit') return parts.length > 0 ? [reason('kit.onlyKits', 'kind')] : []
  const whole = kit.decimals === '0' ? [] : [reason('kit.whole', 'decimals')]
  if (parts.length === 0) return whole
  const seen = new Set<string>()
  const own = parts.flatMap(({ productId, qty }, i): Reason[] => {
    const at = `parts.${i}.productId`
    if (productId === kit.id) return [reason('kit.itself', at)]
    const part = products.get(productId)
    if (!part) return []
    const { name } = part
    if (seen.has(productId)) return [reason('kit.partTwice', at, { name })]
    seen.add(productId)
    if (part.kind === 'fee') return [reason('kit.fee', at, { name })]
    if (below.get(productId)?.has(kit.id)) return [reason('kit.cycle', at, { name })]
    if (!isDecimal(qty) || signOf(qty) <= 0) return [reason('kit.badQty', `parts.${i}.qty`, { name })]
    const fine = tooFine(part, qty, `parts.${i}.qty`)
    return fine ? [fine] : []
  })
  if (own.length > 0) return [...whole, ...own]
  return [...whole, ...leafProblems(leaves, products)]
}

function leafProblems(leaves: readonly Leaf[], products: Around['products']): Reason[] {
  if (leaves.length > mostParts || leaves.some(one => one.level > mostLevels))
    return [reason('kit.tooDeep', 'parts', { most: mostParts, levels: mostLevels })]
  return leaves.some(one => products.get(one.partId)?.fulfil === 'ship') ? [] : [reason('kit.needsGoods', 'parts')]
}

export type SaidPart = { readonly name: string; readonly qty: string }

/** As one cell of a file: `A-01*2; B-02*1`, with whatever sign and separator people use. */
export function readParts(text: string): { readonly parts: readonly SaidPart[]; readonly reasons: readonly Reason[] } {
  const cells = text
    .normalize('NFKC')
    .split(/[;\n]/)
    .map(one => one.trim())
    .filter(Boolean)
  const read = cells.map(cell => {
    const [, name = '', qty = ''] = /^(.+?)\s*(?:[*×]|\s[xX]\s?)\s*([\d.]+)$/.exec(cell) ?? []
    return { cell, name: name || cell, qty: qty || '1' }
  })
  const bad = read.filter(one => !isDecimal(one.qty) || /[*×]/.test(one.name))
  return {
    parts: read.map(({ name, qty }) => ({ name, qty })),
    reasons: bad.map(one => reason('kit.unreadable', 'partsText', { text: one.cell })),
  }
}

export const sayParts = (parts: readonly Pick<Part, 'code' | 'qty'>[]): string =>
  parts.map(({ code, qty }) => `${code}*${qty}`).join('; ')
