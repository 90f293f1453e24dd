// What a supplementary agreement says otherwise than the contract it changes: old and new, side by side. Pure.
import { formatMoney, formatPrice, formatQty } from '#kernel/money.ts'
import { planOf } from '#kernel/terms.ts'
import { sayInstalment } from '#kernel/termsSaid.ts'
import { type Lang, render } from '#kernel/text.ts'
import { contractEntity } from './contract.entity.ts'
import type { ContractLine, Difference, WholeContract } from './contract.schema.ts'
import { documentText } from './document.text.ts'

const localeOf = (lang: Lang): string => (lang === 'zh' ? 'zh-CN' : 'en-US')

const plain = ['title', 'effectiveFrom', 'effectiveUntil', 'address', 'clauses', 'ourSigner', 'theirSigner'] as const

export function differencesOf(old: WholeContract, next: WholeContract, lang: Lang): Difference[] {
  const label = (key: string): string => contractEntity.fields.find(field => field.key === key)?.label[lang] ?? key
  const rows: Difference[] = plain.map(key => ({ what: label(key), old: old[key], next: next[key] }))
  const money = (one: WholeContract): string => amountSaid(one, lang)
  rows.splice(1, 0, { what: label('amount'), old: money(old), next: money(next) })
  rows.push({
    what: render(documentText['contract.doc.terms'], lang),
    old: termsSaid(old, lang),
    next: termsSaid(next, lang),
  })
  return [...rows, ...lineDifferences(old, next, lang)].filter(row => (row.old ?? '') !== (row.next ?? ''))
}

const amountSaid = ({ amount, currency }: WholeContract, lang: Lang): string =>
  amount === null ? render(documentText['contract.doc.noCeiling'], lang) : formatMoney(amount, currency, localeOf(lang))

function termsSaid(one: WholeContract, lang: Lang): string | null {
  const { instalments } = one.terms
  if (instalments.length === 0) return null
  const { amounts } = planOf(one.terms, { gross: one.amount ?? '0', currency: one.currency })
  const sum = (i: number): string =>
    one.amount === null ? '' : ` ${formatMoney(amounts[i] ?? '0', one.currency, localeOf(lang))}`
  return instalments.map((row, i) => `${sayInstalment(row, lang)}${sum(i)}`).join('; ')
}

/** A line is paired with the one it changes; what has no pair is new, what is left over is gone. */
function lineDifferences(old: WholeContract, next: WholeContract, lang: Lang): Difference[] {
  const gone = new Map(old.lines.map(line => [line.id, line]))
  const rows = next.lines.map((line): Difference => {
    const was = line.baseLineId ? gone.get(line.baseLineId) : undefined
    if (was) gone.delete(was.id)
    return { what: line.name, old: was ? lineSaid(was, lang) : null, next: lineSaid(line, lang) }
  })
  return [...rows, ...[...gone.values()].map(line => ({ what: line.name, old: lineSaid(line, lang), next: null }))]
}

function lineSaid(line: ContractLine, lang: Lang): string {
  const locale = localeOf(lang)
  const qty = line.asNeeded
    ? `${render(documentText['contract.doc.asNeeded'], lang)} ${line.unit}`
    : `${formatQty(line.unitQty, locale)} ${line.unit}`
  const less = line.discountValue ? ` −${line.discountValue}${line.discountKind === 'percent' ? '%' : ''}` : ''
  return `${[line.spec, qty].filter(Boolean).join(' · ')} × ${formatPrice(line.price, locale)}${less} · ${line.taxRate}%`
}
