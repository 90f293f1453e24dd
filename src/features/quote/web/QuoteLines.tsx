import type { ReactNode } from 'react'
import { capital } from '#kernel/capital.ts'
import { newId } from '#kernel/ids.ts'
import { add, cmp, fits, isZero, mul, roundMoney, sub, sum } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { DocumentTotals } from '#kernel/tax.ts'
import { Button } from '#ui/Button.tsx'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { LineEditor } from '#ui/LineEditor.tsx'
import { LinesClash } from '#ui/LinesClash.tsx'
import type { LineColumn } from '#ui/lineColumns.ts'
import { Money } from '#ui/Money.tsx'
import { PartsSaid } from '#ui/PartsSaid.tsx'
import { useLastPrices } from '#ui/useLastPrices.tsx'
import { useLineRights } from '#ui/useLineRights.ts'
import { useReason, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { chosenLast } from '../alternative.rules.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import { isCounted, type MoneyLine, moneyProblems, quoteTotals } from '../quote.totals.ts'
import { findProducts, lastPrices, useAvailable } from './useQuoteCalls.ts'
import { type EditedLine, isNumber, type useQuoteLines } from './useQuoteLines.ts'

type Props = { readonly quote: WholeQuote; readonly edit: ReturnType<typeof useQuoteLines> }

/** Lines like a spreadsheet; the foot is what the server will store, worked out by the same function. */
export function QuoteLines({ quote, edit }: Props) {
  const t = useText(quoteText)
  const readOnly = quote.state !== 'draft'
  const rights = useLineRights(quoteEntity)
  const mayAdd = rights.showsHead('gross')
  const free = useAvailable(edit.lines.flatMap(line => (line.productId ? [line.productId] : [])))
  const last = useLastPrices(quote.customerId, edit.lines, rights.shows('price') ? lastPrices : undefined)
  const { totals, reasons } = added(quote, edit.lines)
  const amounts = new Map(edit.lines.map((line, i) => [line.key, totals?.lines[i]?.amount]))
  const all: Reason[] = [...edit.reasons, ...reasons]
  const loose = all.filter(reason => !reason.path?.startsWith('lines.'))
  const fee = () =>
    edit.change([...edit.lines, { ...blank, key: newId(), name: t('quote.feeName'), unit: t('quote.feeUnit') }])
  return (
    <div className="quotelines">
      <LineEditor
        columns={last.beside(rights.columns(useColumns(quote, amounts, free)), quote)}
        lines={edit.lines}
        keyOf={line => line.key}
        onChange={next => edit.change(chosenLast(next, edit.lines))}
        find={findProducts}
        newLine={lineOf}
        totals={totals && mayAdd ? footOf(quote, edit.lines, totals, t) : []}
        caption={
          totals && mayAdd && written(totals.gross, quote.currency) && `${t('quote.capital')} ${capital(totals.gross)}`
        }
        readOnly={readOnly}
        reasons={all}
        {...last.keys}
      />
      {edit.clash && <LinesClash mine={edit.lines} {...edit.clash} />}
      {!edit.clash && loose.length > 0 && (
        <div className="card quoteloose" role="alert">
          <Reasons reasons={loose} />
        </div>
      )}
      {!readOnly && (
        <div className="row quotetools">
          <Button size="sm" icon="plus" onClick={fee}>
            {t('quote.addFee')}
          </Button>
        </div>
      )}
    </div>
  )
}

const blank: EditedLine = {
  key: '',
  id: undefined,
  productId: null,
  code: '',
  kind: 'fee',
  name: '',
  unit: '',
  unitQty: '1',
  listPrice: '',
  price: '0',
  handPrice: false,
  priceWhy: null,
  floorPrice: '',
  discountKind: null,
  discountValue: '',
  taxRate: '13',
  optional: false,
  alternative: null,
  chosen: false,
  parts: null,
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function lineOf(product: LineProduct): EditedLine {
  const kind = product.kind === 'service' || product.kind === 'fee' ? product.kind : 'goods'
  const price = text(product.price)
  const facts = { unit: text(product.unit), listPrice: price, price, taxRate: text(product.taxRate) || '13' }
  return { ...blank, key: newId(), productId: product.id, code: product.code, name: product.name, kind, ...facts }
}

// 大写 is of yuan, and ends below 10^16
const written = (gross: string, currency: string): boolean => currency === 'CNY' && fits(gross, 18, 2)
const zero = (value: string): string => (isNumber(value) ? value : '0')

function added(quote: WholeQuote, lines: readonly EditedLine[]): { totals?: DocumentTotals; reasons: Reason[] } {
  const priced = lines.map(
    (line): MoneyLine => ({
      ...line,
      unitQty: zero(line.unitQty),
      price: zero(line.price),
      taxRate: zero(line.taxRate),
      discountKind: isNumber(line.discountValue) ? (line.discountKind ?? 'percent') : null,
      discountValue: isNumber(line.discountValue) ? line.discountValue : null,
    }),
  )
  const reasons = moneyProblems(quote, priced)
  return reasons.length > 0 ? { reasons } : { totals: quoteTotals(quote, priced), reasons }
}

type Say = ReturnType<typeof useText<typeof quoteText>>

function footOf(quote: WholeQuote, lines: readonly EditedLine[], totals: DocumentTotals, t: Say) {
  const money = (amount: string): ReactNode => <Money amount={amount} />
  const counted = totals.lines.filter((_, i) => lines[i] && isCounted(lines[i]))
  const discounts = sum(counted.map(line => add(line.lineDiscount, line.share)))
  const list = sum(
    lines
      .filter(isCounted)
      .map(line => roundMoney(mul(zero(line.listPrice || line.price), zero(line.unitQty)), quote.currency)),
  )
  const reduced = sub(list, sum(counted.map(line => line.amount)))
  return [
    { label: t('quote.listTotal'), value: money(list) },
    ...(isZero(reduced) ? [] : [{ label: t('quote.discounts'), value: money(reduced) }]),
    ...(isZero(discounts) || discounts === reduced ? [] : [{ label: t('quote.docDiscount'), value: money(discounts) }]),
    { label: t('quote.tax'), value: money(totals.tax) },
    { label: t('quote.gross'), value: <Money amount={totals.gross} currency={quote.currency} />, big: true },
  ]
}

function useColumns(
  quote: WholeQuote,
  amounts: ReadonlyMap<string, string | undefined>,
  free: ReadonlyMap<string, string>,
): LineColumn<EditedLine>[] {
  const t = useText(quoteText)
  const { offers, offerSaid } = useOffers()
  const stockOf = (line: EditedLine): string =>
    line.productId && line.kind === 'goods' ? (free.get(line.productId) ?? '') : ''
  const short = (line: EditedLine) => isNumber(stockOf(line)) && Number(stockOf(line)) < Number(zero(line.unitQty))
  const typed = (key: 'unitQty' | 'unit' | 'price' | 'taxRate' | 'discountValue') => ({
    key,
    get: (line: EditedLine) => line[key],
    set: (line: EditedLine, value: string): EditedLine =>
      key === 'discountValue'
        ? { ...line, discountValue: value, discountKind: 'percent' }
        : { ...line, [key]: value, ...(key === 'price' && { handPrice: value !== '' && !isAsListed(line, value) }) },
  })
  // biome-ignore format: one column a line or two
  return [
    { key: 'name', kind: 'product', title: t('quote.product'), width: 220, get: line => line.name,
      set: (line, name) => ({ ...line, name }),
      show: line => <span><span className="pn">{line.name}</span> <small className="t3">{line.code}</small> <PartsSaid parts={line.parts} /></span> },
    { ...typed('unitQty'), kind: 'number', title: t('quote.qty'), width: 72 },
    { ...typed('unit'), kind: 'text', title: t('quote.unit'), width: 56 },
    { key: 'listPrice', kind: 'money', title: t('quote.list'), width: 100, get: line => line.listPrice,
      show: line => <ListPrice line={line} />, look: () => 'muted' },
    { ...typed('price'), kind: 'money', title: t('quote.price'), width: 108, show: line => <HandPrice line={line} />, look: line => (isUnder(line) ? 'under' : undefined) },
    { ...typed('discountValue'), kind: 'percent', title: t('quote.discountPercent'), width: 92,
      show: line => discountWords(line, quote.currency) },
    { ...typed('taxRate'), kind: 'percent', title: t('quote.taxRate'), width: 70, show: line => `${line.taxRate}%` },
    { key: 'amount', kind: 'money', title: t('quote.amount'), width: 120, get: line => amounts.get(line.key) ?? '',
      show: line => <Money amount={amounts.get(line.key)} />, look: line => (isCounted(line) ? 'strong' : 'muted') },
    { key: 'optional', kind: 'choice', title: t('quote.optionalMark'), width: 92, get: offerOf, set: offeredAs, options: offers, show: offerSaid },
    { key: 'stock', kind: 'show', title: t('quote.stock'), width: 84, get: stockOf, look: line => (short(line) ? 'late' : 'ok') },
  ]
}

const groups = ['A', 'B', 'C', 'D'] as const
const taken = '*'

/** Fixed, optional, one of a group, or the one of it that counts until the customer says otherwise. */
const offerOf = ({ optional, alternative, chosen }: EditedLine): string =>
  alternative === null ? (optional ? 'yes' : '') : `${alternative}${chosen ? taken : ''}`

function offeredAs(line: EditedLine, value: string): EditedLine {
  if (value === '' || value === 'yes') return { ...line, optional: value === 'yes', alternative: null, chosen: false }
  return { ...line, optional: true, alternative: value.replace(taken, ''), chosen: value.endsWith(taken) }
}

function useOffers() {
  const t = useText(quoteText)
  const of = (group: string) => [
    { value: group, label: t('quote.alternativeGroup', { group }) },
    { value: `${group}${taken}`, label: t('quote.alternativeUsual', { group }) },
  ]
  const offers = [{ value: '', label: '–' }, { value: 'yes', label: t('quote.optional') }, ...groups.flatMap(of)]
  const offerSaid = ({ optional, alternative: group, chosen }: EditedLine): string => {
    if (group !== null) return t(chosen ? 'quote.alternativeUsual' : 'quote.alternativeGroup', { group })
    return optional ? t(chosen ? 'quote.chosenMark' : 'quote.optional') : ''
  }
  return { offers, offerSaid }
}

/** Below the floor before any discount is taken off. */
const isUnder = ({ price, floorPrice }: EditedLine): boolean =>
  isNumber(price) && isNumber(floorPrice) && cmp(price, floorPrice) < 0

function ListPrice({ line }: { line: EditedLine }) {
  const say = useReason()
  return (
    <span title={line.priceWhy ? say(line.priceWhy) : undefined}>
      <Money amount={line.listPrice} />
    </span>
  )
}

/** Before the first save nobody has asked the lists for this customer and quantity: a price that is pasted then is meant. */
const isAsListed = ({ id, listPrice }: EditedLine, price: string): boolean => id !== undefined && price === listPrice

/** A mark beside what someone set by hand. */
function HandPrice({ line }: { line: EditedLine }) {
  const t = useText(quoteText)
  return (
    <span title={line.handPrice && line.productId ? t('quote.handPrice') : undefined}>
      {line.handPrice && line.productId && <small className="handprice">{t('quote.handMark')}</small>}
      <Money amount={line.price} />
    </span>
  )
}

function discountWords(line: EditedLine, currency: string): ReactNode {
  if (line.discountValue === '') return ''
  return line.discountKind === 'amount' ? (
    <Money amount={line.discountValue} currency={currency} />
  ) : (
    `${line.discountValue}%`
  )
}
