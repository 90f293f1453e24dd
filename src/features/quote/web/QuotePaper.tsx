import { capital } from '#kernel/capital.ts'
import { fits } from '#kernel/money.ts'
import { saidParts } from '#kernel/parts.ts'
import { termsText } from '#kernel/terms.text.ts'
import { useNumber } from '#ui/Money.tsx'
import { Paper, PaperDay } from '#ui/Paper.tsx'
import { TermsSaid } from '#ui/TermsSaid.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import type { WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'

/** The quote as the browser prints it; what goes to the customer is the PDF. */
export function QuotePaper({ quote }: { quote: WholeQuote }) {
  const t = useText(quoteText)
  const terms = useText(termsText)
  const number = useNumber()
  const { lang } = useLang()
  const offered = (group: string | null): string =>
    group === null ? t('quote.optional') : t('quote.alternative', { group })
  const { currency, gross } = quote
  const answered = quote.answers.filter(one => one.answer.trim() !== '')
  return (
    <Paper
      title={t('quote.title')}
      number={`${quote.number} · ${t('quote.paper.version', { no: quote.versionNo })}`}
      currency={currency}
      facts={[
        { label: t('quote.paper.to'), value: quote.customerName },
        { label: t('quote.paper.validUntil'), value: <PaperDay day={quote.validUntil} /> },
        { label: t('quote.paper.contact'), value: quote.contactName },
        { label: t('quote.paper.by'), value: quote.ownerName },
      ]}
      lines={quote.lines.map(line => ({
        id: line.id,
        name: line.optional ? `${line.name} (${offered(line.alternative)})` : line.name,
        small: [saidParts(line.parts, lang), line.code, line.spec, line.note],
        qty: `${number(line.unitQty)} ${line.unit}`,
        price: line.price,
        taxRate: number(line.taxRate),
        amount: line.amount,
      }))}
      sums={[
        { label: t('quote.net'), amount: quote.net },
        { label: t('quote.tax'), amount: quote.tax },
      ]}
      total={{ label: t('quote.gross'), amount: gross }}
      words={gross && currency === 'CNY' && fits(gross, 18, 2) ? `${t('quote.capital')} ${capital(gross)}` : undefined}
    >
      {answered.length > 0 && <h2>{t('quote.proposal')}</h2>}
      {answered.map(({ needId, need, answer }) => (
        <p key={needId}>
          <b>{need}</b> {answer}
        </p>
      ))}
      <h2>{terms('terms.title')}</h2>
      <TermsSaid terms={quote.terms} total={{ gross, currency }} />
      {quote.note && <p>{quote.note}</p>}
    </Paper>
  )
}
