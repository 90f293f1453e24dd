// What a kit on a line contains: frozen on it, said on pages and papers in the same words, and what each is worth. Pure.
import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, shape } from './api.ts'
import { add, allocate, canonical, cmp, type Decimal, div, formatQty, max, min, mul, signOf, sub } from './money.ts'
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

/** Of which kit of an order the part on a document is. */
export const OfKit = shape({
  lineId: Id,
  name: Type.String(),
  /** How much of it is in one kit. */
  perKit: Type.String(),
  /** How many parts of the kit move as this one does. */
  parts: Type.Integer(),
})
export type OfKit = Static<typeof OfKit>

type OnOrder = {
  readonly id: string
  readonly name: string
  readonly fulfil: string
  readonly kitLineId: string | null
  readonly perKit: Decimal | null
}
/** Null for what is sold alone. */
export function ofKit(lines: readonly OnOrder[], line: OnOrder | undefined): OfKit | null {
  const kit = line && lines.find(one => one.id === line.kitLineId)
  if (!kit || line.perKit === null) return null
  const parts = lines.filter(one => one.kitLineId === kit.id && one.fulfil === line.fulfil).length
  return { lineId: kit.id, name: kit.name, perKit: canonical(line.perKit), parts }
}

/** How many times the one goes into the other. */
export function times(qty: Decimal, per: Decimal): Decimal {
  const near = div(qty, per, 0)
  return cmp(mul(near, per), qty) > 0 ? sub(near, '1') : near
}

/** A part on a document: how much of it stands there, and how much at most may. */
export type OnPaper = {
  readonly key: string
  /** Its line of the order: in several places it has several rows. */
  readonly lineId: string
  readonly perKit: Decimal
  readonly qty: Decimal
  readonly most: Decimal
}

const wholeOf = (rows: readonly OnPaper[], parts: number, count: (row: OnPaper) => Decimal): Decimal => {
  const lines = [...Map.groupBy(rows, row => row.lineId).values()]
  if (lines.length < parts) return '0'
  const each = lines.map(own =>
    times(
      own.reduce((total, row) => add(total, count(row)), '0'),
      own[0]?.perKit ?? '1',
    ),
  )
  return max(each.reduce(min), '0')
}
/** How many whole kits the parts make as they stand there. */
export const madeOf = (rows: readonly OnPaper[], parts: number): Decimal => wholeOf(rows, parts, row => row.qty)
/** How many at most, of the parts that are there at all. */
export const mostOf = (rows: readonly OnPaper[]): Decimal => wholeOf(rows, 0, row => row.most)

/** So many whole kits, part by part: each row as far as it goes, in their order. */
export function filledFor(count: Decimal, rows: readonly OnPaper[]): Map<string, Decimal> {
  const kits = min(count, mostOf(rows))
  const left = new Map(rows.map(row => [row.lineId, mul(kits, row.perKit)]))
  return new Map(
    rows.map(row => {
      const qty = min(row.most, left.get(row.lineId) ?? '0')
      left.set(row.lineId, sub(left.get(row.lineId) ?? '0', qty))
      return [row.key, qty]
    }),
  )
}

type Weighed = { readonly qty: Decimal; readonly price: Decimal | null }

/** A total over its parts by what they cost alone; where nothing says so, by how many there are. */
export function sharesOf(total: Decimal, parts: readonly Weighed[], places: number): Decimal[] {
  const priced = parts.map(({ qty, price }) => (price !== null && signOf(price) > 0 ? mul(qty, price) : '0'))
  const weights = priced.some(one => cmp(one, '0') > 0) ? priced : parts.map(one => one.qty)
  return allocate(total, weights, places)
}
