// What a kit on a line contains: frozen on it, said on pages and papers in the same words, and what each is worth. Pure.
import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, shape } from './api.ts'
import { allocate, cmp, type Decimal, formatQty, mul, signOf } from './money.ts'
import { sheetText } from './sheet.text.ts'
import { type Lang, render } from './text.ts'

/** As it is said of a kit, of one base unit of it, in its own base unit. */
export const Part = shape({
  productId: Id,
  code: Type.String(),
  name: Type.String(),
  spec: Nullable(Type.String()),
  kind: OneOf(['goods', 'service', 'fee', 'kit']),
  fulfil: OneOf(['ship', 'accept', 'none']),
  stockKept: Type.Boolean(),
  unit: Type.String(),
  qty: Type.String(),
})
export type Part = Static<typeof Part>

/** What a sold line keeps of a kit: goods and services only, kits within kits taken apart. */
export const Parts = Nullable(Type.Array(Part))

/** Of one kit; nothing where the line is none. */
export function saidParts(
  parts: readonly Pick<Part, 'name' | 'qty' | 'unit'>[] | null | undefined,
  lang: Lang,
): string | null {
  if (!parts?.length) return null
  const locale = lang === 'zh' ? 'zh-CN' : 'en-US'
  const said = parts.map(({ name, qty, unit }) => `${name} × ${formatQty(qty, locale)} ${unit}`)
  return render(sheetText['sheet.contains'], lang, { parts: said.join(lang === 'zh' ? '、' : ', ') })
}

type Weighed = { readonly qty: Decimal; readonly price: Decimal | null }

/** A total over its parts by what they cost alone; where nothing says so, by how many there are. */
export function sharesOf(total: Decimal, parts: readonly Weighed[], places: number): Decimal[] {
  const priced = parts.map(({ qty, price }) => (price !== null && signOf(price) > 0 ? mul(qty, price) : '0'))
  const weights = priced.some(one => cmp(one, '0') > 0) ? priced : parts.map(one => one.qty)
  return allocate(total, weights, places)
}
