// What the tax service would refuse (数电票), found before it is asked: one guard a problem, each with its field.
import type { Guard } from '#kernel/flow.ts'
import { abs, cmp, isZero, percentOf, signOf, sub, sum } from '#kernel/money.ts'
import { reason } from '#kernel/refusal.ts'
import { fieldOfProblem, isBlank, isEmail, numberProblem } from '#meta/buyer.ts'
import type { InvoiceFacts } from './invoice.rules.ts'
import type { Buyer } from './invoice.schema.ts'

type Line = InvoiceFacts['lines'][number]

const nameMissing: Guard<InvoiceFacts> = ({ buyer }) =>
  isBlank(buyer.name) ? reason('invoice.nameMissing', 'buyer.name') : undefined

const taxNumberWrong: Guard<InvoiceFacts> = ({ buyer, taxKind }) => {
  const problem = numberProblem(buyer, taxKind)
  return problem && reason(`invoice.${problem}`, `buyer.${fieldOfProblem(problem)}`)
}

const neededBySpecial =
  (field: 'address' | 'phone' | 'bank' | 'account'): Guard<InvoiceFacts> =>
  ({ buyer, taxKind }: { readonly buyer: Buyer; readonly taxKind: string }) =>
    taxKind === 'special' && isBlank(buyer[field]) ? reason(`invoice.missing.${field}`, `buyer.${field}`) : undefined
const addressMissing = neededBySpecial('address')
const phoneMissing = neededBySpecial('phone')
const bankMissing = neededBySpecial('bank')
const accountMissing = neededBySpecial('account')

const emailWrong: Guard<InvoiceFacts> = ({ buyer }) =>
  isBlank(buyer.email) || isEmail(buyer.email ?? '') ? undefined : reason('invoice.emailWrong', 'buyer.email')

/** One reason for all lines that have the problem; the first is where it leads. */
function wrongLines(key: string, lines: readonly Line[], field: string) {
  const [first] = lines
  return first && reason(key, `lines.${first.no - 1}.${field}`, { lines: lines.map(line => line.no).join(', ') })
}

const taxCodeWrong: Guard<InvoiceFacts> = ({ lines }) =>
  wrongLines(
    'invoice.taxCodeWrong',
    lines.filter(line => !/^\d{19}$/.test(line.taxCode ?? '')),
    'taxCode',
  )

const zeroLine: Guard<InvoiceFacts> = ({ lines }) =>
  wrongLines(
    'invoice.zeroLine',
    lines.filter(line => isZero(line.net)),
    'gross',
  )

/** Only a discount may lower an invoice; everything on a red letter is below zero but its discounts. */
const negativeLine: Guard<InvoiceFacts> = ({ kind, lines }) => {
  const up = kind === 'red' ? -1 : 1
  return wrongLines(
    'invoice.negativeLine',
    lines.filter(line => signOf(line.net) === (line.lineKind === 'discount' ? up : -up)),
    'gross',
  )
}

/** A discount stands directly after the line it lowers, at its rate, and is not more than it. */
const discountApart: Guard<InvoiceFacts> = ({ lines }) =>
  wrongLines(
    'invoice.discountApart',
    lines.filter((line, i) => {
      if (line.lineKind === 'discounted') return lines[i + 1]?.lineKind !== 'discount'
      const before = lines[i - 1]
      return line.lineKind === 'discount' && !(before && lowers(line, before))
    }),
    'lineKind',
  )
const lowers = (line: Line, before: Line): boolean =>
  before.lineKind === 'discounted' &&
  cmp(before.taxRate, line.taxRate) === 0 &&
  cmp(abs(line.net), abs(before.net)) <= 0

const offOf = ({ net, tax, taxRate }: Line): string => sub(percentOf(net, taxRate), tax)

const lineTaxOff: Guard<InvoiceFacts> = ({ lines, taxKind, lineOff }) =>
  taxKind === 'none'
    ? undefined
    : wrongLines(
        'invoice.lineTaxOff',
        lines.filter(line => cmp(abs(offOf(line)), lineOff) > 0),
        'tax',
      )

const totalTaxOff: Guard<InvoiceFacts> = ({ lines, taxKind, totalOff }) => {
  const off = abs(sum(lines.map(offOf)))
  return taxKind !== 'none' && cmp(off, totalOff) > 0
    ? reason('invoice.totalTaxOff', 'lines', { off, most: totalOff })
    : undefined
}

/** All of it, in the order of the paper. */
export const preflight: readonly Guard<InvoiceFacts>[] = [
  nameMissing,
  taxNumberWrong,
  addressMissing,
  phoneMissing,
  bankMissing,
  accountMissing,
  emailWrong,
  taxCodeWrong,
  zeroLine,
  negativeLine,
  discountApart,
  lineTaxOff,
  totalTaxOff,
]
