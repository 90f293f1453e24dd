// What changed from one version of a quote to the next, line by line, and what was given away by it. Pure.
import { add, cmp, div, isZero, mul, roundMoney, sub, sum } from '#kernel/money.ts'
import { comparedFields, type LineChange } from './concession.schema.ts'
import type { QuoteLine } from './quote.schema.ts'

type Compared = Pick<
  QuoteLine,
  | 'productId'
  | 'code'
  | 'name'
  | 'unit'
  | 'unitQty'
  | 'price'
  | 'lineDiscount'
  | 'share'
  | 'taxRate'
  | 'optional'
  | 'gross'
>

/** Lines have new ids in a new version: the same is what is of the same product, in the same unit; else of the same name. */
const sameness = ({ productId, name, unit }: Compared): string => JSON.stringify([productId ?? name, unit])

/** A product that stands there twice is paired in order. */
function paired(before: readonly Compared[], after: readonly Compared[]) {
  const waiting = Map.groupBy(before, sameness)
  const pairs = after.map(line => ({ was: waiting.get(sameness(line))?.shift(), is: line }))
  return { pairs, gone: before.filter(line => waiting.get(sameness(line))?.includes(line)) }
}

export function lineChanges(before: readonly Compared[], after: readonly Compared[], currency: string): LineChange[] {
  const { pairs, gone } = paired(before, after)
  const kept = pairs.flatMap(({ was, is }): LineChange[] => {
    const { name, code } = is
    if (!was) return [{ name, code, kind: 'added', fields: [], before: null, after: is.gross, conceded: '0' }]
    const fields = comparedFields.flatMap(field => {
      const [old, next] = [saidOf(was, field), saidOf(is, field)]
      return old === next ? [] : [{ field, before: old, after: next }]
    })
    const conceded = concededOf(was, is, currency)
    const isSame = fields.length === 0 && isZero(conceded)
    return isSame ? [] : [{ name, code, kind: 'changed', fields, before: was.gross, after: is.gross, conceded }]
  })
  const dropped = gone.map(({ name, code, gross }): LineChange => {
    return { name, code, kind: 'removed', fields: [], before: gross, after: null, conceded: '0' }
  })
  return [...kept, ...dropped]
}

function saidOf(line: Compared, field: (typeof comparedFields)[number]): string {
  if (field === 'discount') return add(line.lineDiscount, line.share)
  const value = line[field]
  return typeof value === 'boolean' ? String(value) : add(value, '0')
}

/** More of it at the old price is no gift, and neither is less of it. What is optional is not in the total. */
function concededOf(was: Compared, is: Compared, currency: string): string {
  if (was.optional || is.optional || isZero(was.unitQty)) return '0'
  return roundMoney(sub(mul(div(was.gross, was.unitQty), is.unitQty), is.gross), currency)
}

/** Only what became cheaper: a dearer line gives nothing back. */
export const concededIn = (lines: readonly LineChange[]): string =>
  sum(lines.map(line => line.conceded).filter(one => cmp(one, '0') > 0))
