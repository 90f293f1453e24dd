import './Paper.css'
import type { ReactNode } from 'react'
import { dateFormat } from './day.ts'
import { Money } from './Money.tsx'
import { uiText } from './ui.text.ts'
import { useNow } from './useNow.ts'
import { useSession } from './useSession.tsx'
import { useLang, useText } from './useText.tsx'
import { exact } from './when.ts'

export type PaperLine = {
  readonly id: string
  readonly name: string
  /** Code, specification, note: small, below the name. */
  readonly small: readonly (string | null)[]
  readonly qty: string
  readonly price: string
  readonly taxRate: string
  readonly amount: string
}

/** On paper a day keeps its year. */
export function PaperDay({ day }: { day: string | undefined }) {
  const { locale } = useLang()
  // hidden from this reader
  if (!day) return '–'
  return dateFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

type Sum = { readonly label: string; readonly amount: string }
type Props = {
  readonly title: string
  readonly number: string
  readonly facts: readonly { readonly label: string; readonly value: ReactNode }[]
  readonly lines: readonly PaperLine[]
  readonly currency: string
  /** Net and tax, then the total. */
  readonly sums: readonly Sum[]
  readonly total: Sum
  readonly words?: string | undefined
  /** Terms, notes: sections with a heading each. */
  readonly children?: ReactNode
}

/** The browser's print of a document with lines; on the screen it is not there. */
export function Paper({ title, number, facts, lines, currency, sums, total, words, children }: Props) {
  const session = useSession()
  return (
    <article className="paper" aria-hidden="true">
      <header>
        <h1>{title}</h1>
        <span>{number}</span>
        <b>{session.org.name}</b>
      </header>
      <dl>
        {facts
          .filter(fact => fact.value)
          .flatMap(({ label, value }) => [<dt key={`${label}?`}>{label}</dt>, <dd key={label}>{value}</dd>])}
      </dl>
      <Lines lines={lines} />
      <div className="sums">
        {sums.flatMap(({ label, amount }) => [
          <span key={`${label}?`}>{label}</span>,
          <span key={label}>
            <Money amount={amount} />
          </span>,
        ])}
        <span className="big">{total.label}</span>
        <span className="big">
          <Money amount={total.amount} currency={currency} />
        </span>
        {words && <span className="words">{words}</span>}
      </div>
      {children}
      <Foot number={number} />
    </article>
  )
}

function Lines({ lines }: Pick<Props, 'lines'>) {
  const t = useText(uiText)
  return (
    <table>
      <thead>
        <tr>
          <th className="num">{t('paper.no')}</th>
          <th>{t('paper.product')}</th>
          <th className="num">{t('paper.qty')}</th>
          <th className="num">{t('paper.price')}</th>
          <th className="num">{t('paper.tax')}</th>
          <th className="num">{t('paper.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={line.id}>
            <td className="num">{at + 1}</td>
            <td>
              {line.name}
              <small>{line.small.filter(Boolean).join(' · ')}</small>
            </td>
            <td className="num">{line.qty}</td>
            <td className="num">
              <Money amount={line.price} />
            </td>
            <td className="num">{line.taxRate}%</td>
            <td className="num">
              <Money amount={line.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Foot({ number }: { number: string }) {
  const t = useText(uiText)
  const { locale, zone } = useLang()
  const session = useSession()
  const at = exact(useNow(), locale, zone)
  return (
    <footer>
      <span>{number}</span>
      <span>{t('paper.printed', { name: session.name, at })}</span>
    </footer>
  )
}
