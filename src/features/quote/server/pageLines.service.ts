// What is offered, as the customer's page shows it: lines, totals, terms.
import { html, type Markup } from '#features/link/server/markup.service.ts'
import type { Visit } from '#features/link/server/scope.service.ts'
import { capitalOf } from '#kernel/capital.ts'
import { add, formatMoney, formatPrice, formatQty, isZero, sum } from '#kernel/money.ts'
import { saidParts } from '#kernel/parts.ts'
import { sheetText } from '#kernel/sheet.text.ts'
import { termsText } from '#kernel/terms.text.ts'
import { planOf } from '#kernel/terms.ts'
import { sayInstalment } from '#kernel/termsSaid.ts'
import { quotePageText as text } from '../page.text.ts'
import type { QuoteLine, WholeQuote } from '../quote.schema.ts'
import { isCounted, quoteTotals } from '../quote.totals.ts'
import { firstGroup, firstOption } from '../reply.rules.ts'

/** A quote with the optional lines of somebody's choice added up; nothing of it is stored. */
export function withChoice(quote: WholeQuote, chosen: readonly string[]): WholeQuote {
  const lines = quote.lines.map(line => ({ ...line, chosen: chosen.includes(line.id) }))
  const { lines: totals, ...sums } = quoteTotals(quote, lines)
  return { ...quote, ...sums, lines: lines.map((line, i) => ({ ...line, ...totals[i] })) }
}

export const moneyIn = ({ lang }: Visit, currency: string) => {
  const locale = lang === 'zh' ? 'zh-CN' : 'en-US'
  return (amount: string): string => formatMoney(amount, currency, locale)
}

/** `open`: the optional ones can be ticked. */
export const linesPart = (quote: WholeQuote, visit: Visit, open: boolean): Markup => html`
<h2>${visit.say(text['quote.page.lines'])}</h2>
${open && quote.lines.some(line => line.optional) && html`<p class="say">${visit.say(text['quote.page.choose'])}</p>`}
<ol class="lines">${quote.lines.map(line => linePart(line, quote, visit, open))}</ol>`

function linePart(line: QuoteLine, quote: WholeQuote, visit: Visit, open: boolean): Markup {
  const { say, lang } = visit
  const locale = lang === 'zh' ? 'zh-CN' : 'en-US'
  const money = moneyIn(visit, quote.currency)
  const less = add(line.lineDiscount, line.share)
  const facts = [
    say(text['quote.page.each'], {
      qty: formatQty(line.unitQty, locale),
      unit: line.unit,
      price: formatPrice(line.price, locale),
    }),
    isZero(less) ? '' : say(text['quote.page.less'], { amount: money(less) }),
    say(text['quote.page.rate'], { rate: formatQty(line.taxRate, locale) }),
  ]
  const small = [[line.code, line.spec], [saidParts(line.parts, lang)], facts, [line.note]]
    .map(row => row.filter(Boolean).join(' · '))
    .filter(Boolean)
  const { alternative: group } = line
  const offered = group === null ? say(text['quote.page.optional']) : say(text['quote.page.alternative'], { group })
  const mark = line.chosen && !open ? say(text['quote.page.chosen']) : offered
  return html`<li${!isCounted(line) && html` class="beside"`}>
<div class="row"><span class="what">${line.name} ${line.optional && html`<span class="tag">${mark}</span>`}</span><span class="sum">${money(line.amount)}</span></div>
<p class="small">${small.join('\n')}</p>
${line.optional && open && (group === null ? tick(line, offered) : radio(line, offered))}
</li>`
}

const tick = (line: QuoteLine, word: string): Markup =>
  html`<label class="tick"><input type="checkbox" name="${firstOption}${line.id}"${line.chosen && html` checked`}><span>${word}: ${line.name}</span></label>`

const radio = (line: QuoteLine, word: string): Markup =>
  html`<label class="tick"><input type="radio" name="${firstGroup}${line.alternative}" value="${line.id}"${line.chosen && html` checked`}><span>${word}: ${line.name}</span></label>`

export function sumsPart(quote: WholeQuote, visit: Visit): Markup {
  const { say, lang } = visit
  const money = moneyIn(visit, quote.currency)
  const less = sum(quote.lines.filter(isCounted).map(line => add(line.lineDiscount, line.share)))
  const words = lang === 'zh' ? capitalOf(quote.gross, quote.currency) : null
  const row = (label: string, value: string): Markup => html`<div><dt>${label}</dt><dd>${value}</dd></div>`
  return html`<dl class="sums">
${!isZero(less) && row(say(text['quote.page.discounts']), `−${money(less)}`)}
${row(say(sheetText['sheet.net']), money(quote.net))}
${row(say(sheetText['sheet.tax']), money(quote.tax))}
<div class="all"><dt>${say(sheetText['sheet.gross'])}</dt><dd>${money(quote.gross)}</dd></div>
</dl>
<p class="small">${[words, say(sheetText[quote.taxMode === 'inclusive' ? 'sheet.inclusive' : 'sheet.exclusive'])].filter(Boolean).join('\n')}</p>`
}

export function termsPart(quote: WholeQuote, visit: Visit): Markup {
  const { instalments } = quote.terms
  if (instalments.length === 0) return html``
  const money = moneyIn(visit, quote.currency)
  const { amounts } = planOf(quote.terms, quote)
  return html`<h2>${visit.say(termsText['terms.title'])}</h2>
<ol class="terms">${instalments.map((one, i) => html`<li>${sayInstalment(one, visit.lang)}: ${money(amounts[i] ?? '0')}</li>`)}</ol>`
}
