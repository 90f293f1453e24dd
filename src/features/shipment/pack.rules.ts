// The packing check: every scan counts one unit of a line. Pure.
import { add, cmp, min, signOf, sub } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'

export type Packed = {
  readonly no: number
  readonly code: string | null
  readonly name: string
  readonly unit: string
  readonly unitQty: string
  /** Of `unitQty`, in the same unit. */
  readonly checked: string
}
export type Check = { readonly code?: string; readonly no?: number; readonly by?: string }
export type Counted<L> = { readonly line: L; readonly checked: string } | { readonly problem: Reason }

export const isChecked = ({ unitQty, checked }: Packed): boolean => cmp(checked, unitQty) >= 0
export const unchecked = <L extends Packed>(lines: readonly L[]): L[] => lines.filter(line => !isChecked(line))

/** Scanners write small letters where the keyboard says so, and full-width ones where it is a Chinese one. */
const plain = (code: string): string => code.normalize('NFKC').trim().toLowerCase()

/** `known`: the name of what was scanned, where it is a product that is not on this shipment. */
export function counted<L extends Packed>(lines: readonly L[], check: Check, known?: string): Counted<L> {
  const by = check.by ?? '1'
  if (check.no !== undefined) {
    const line = lines.find(one => one.no === check.no)
    return line ? step(line, by) : { problem: reason('shipment.noSuchLine', 'no', { no: check.no }) }
  }
  const code = plain(check.code ?? '')
  const named = lines.filter(one => one.code !== null && plain(one.code) === code)
  const open = named.find(one => !isChecked(one))
  const line = open ?? named[0]
  if (line) return step(line, by)
  return {
    problem: known
      ? reason('shipment.scan.other', 'code', { code: check.code ?? '', name: known })
      : reason('shipment.scan.unknown', 'code', { code: check.code ?? '' }),
  }
}

/** The last step of 2.5 metres is half a metre. */
function step<L extends Packed>(line: L, by: string): Counted<L> {
  const { no, name, unit, unitQty, checked } = line
  const left = sub(unitQty, checked)
  if (signOf(by) > 0 && signOf(left) <= 0)
    return { problem: reason('shipment.scan.tooMany', 'code', { no, name, qty: unitQty, unit }) }
  const next = add(checked, signOf(by) > 0 ? min(by, left) : by)
  return signOf(next) < 0 ? { problem: reason('shipment.scan.below', 'by', { no, name }) } : { line, checked: next }
}
