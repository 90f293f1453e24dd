import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '#kernel/ids.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Label } from '#kernel/text.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { Money } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { instalmentAmounts, termProblems } from '../quote.rules.ts'
import { type Instalment, instalmentEvents, instalmentKinds, type WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import { quoteCalls } from './useQuoteCalls.ts'

type Kept = Instalment & { readonly key: string }
const kept = (one: Instalment): Kept => ({ ...one, key: newId() })

/** When what is to be paid; frozen with the quote, carried on by the order. */
export function TermsPart({ quote }: { quote: WholeQuote }) {
  const t = useText(quoteText)
  const queries = useQueryClient()
  const [rows, setRows] = useState<readonly Kept[]>(() => quote.terms.instalments.map(kept))
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const readOnly = quote.state !== 'draft'
  const instalments = rows.map(({ key: _, ...one }) => one)
  const changed = JSON.stringify(instalments) !== JSON.stringify(quote.terms.instalments)
  const terms = { ...quote.terms, instalments }
  const open = termProblems(terms, quote.gross, quote.currency)
  const amounts = open.length === 0 ? instalmentAmounts(terms, quote.gross, quote.currency) : []
  const put = (at: number, change: Partial<Instalment>) =>
    setRows(rows.map((row, i) => (i === at ? { ...row, ...change } : row)))
  const save = async () => {
    try {
      queries.setQueryData(['quote', quote.id], await quoteCalls.edit({ id: quote.id, version: quote.version, terms }))
      await queries.invalidateQueries({ queryKey: ['quote'] })
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const more = () =>
    setRows([...rows, kept({ kind: rows.length === 0 ? 'deposit' : 'balance', on: 'signed', percent: '30' })])
  return (
    <section className="card">
      <header>
        <h2>{t('quote.terms')}</h2>
      </header>
      <div className="body">
        {rows.length === 0 && <p className="t3">{t('quote.terms.none')}</p>}
        {rows.map(({ key, ...row }, i) =>
          readOnly ? (
            <Said key={key} row={row} amount={amounts[i]} currency={quote.currency} />
          ) : (
            <TermRow
              key={key}
              row={row}
              onPut={change => put(i, change)}
              onRemove={() => setRows(rows.filter((_, at) => at !== i))}
            />
          ),
        )}
        {(reasons.length > 0 || (rows.length > 0 && open.length > 0)) && (
          <Reasons reasons={reasons.length > 0 ? reasons : open} />
        )}
        {!readOnly && (
          <div className="row">
            <Button size="sm" icon="plus" onClick={more}>
              {t('quote.terms.add')}
            </Button>
            {changed && (
              <Button size="sm" kind="primary" onClick={save}>
                {t('quote.save')}
              </Button>
            )}
          </div>
        )}
      </div>
    </section>
  )
}

function Said({ row, amount, currency }: { row: Instalment; amount: string | undefined; currency: string }) {
  const t = useText(quoteText)
  return (
    <p className="quoterow">
      <b>{t(`quote.kind.${row.kind}`)}</b>
      <span>{row.percent ? `${row.percent}%` : ''}</span>
      <span className="grow">
        {row.date ?? t(`quote.on.${row.on}`)} {row.days ? t('quote.terms.days', { days: row.days }) : ''}
      </span>
      <Money amount={amount ?? row.amount} currency={currency} />
    </p>
  )
}

type RowProps = { row: Instalment; onPut: (change: Partial<Instalment>) => void; onRemove: () => void }

const choicesOf = <K extends string>(keys: readonly K[], words: (key: K) => Label) =>
  keys.map(value => ({ value, label: words(value) }))

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'kind', label: quoteText['quote.terms.what'], kind: 'choice', required: true, choices: choicesOf(instalmentKinds, key => quoteText[`quote.kind.${key}`]) },
  { key: 'percent', label: quoteText['quote.terms.percent'], kind: 'number', scale: 4 },
  { key: 'on', label: quoteText['quote.terms.when'], kind: 'choice', required: true, choices: choicesOf(instalmentEvents.filter(one => one !== 'date'), key => quoteText[`quote.on.${key}`]) },
  { key: 'days', label: quoteText['quote.terms.delay'], kind: 'number', scale: 0 },
]

function TermRow({ row, onPut, onRemove }: RowProps) {
  const t = useText(quoteText)
  const put = (key: string, value: unknown) => {
    const said = value === null || value === undefined ? '' : String(value)
    if (key === 'days') return onPut({ days: Number(said) || 0 })
    if (key === 'percent') return onPut({ percent: said || '0' })
    const kind = instalmentKinds.find(one => one === said)
    const on = instalmentEvents.find(one => one === said)
    return onPut({ ...(kind && { kind }), ...(on && { on }) })
  }
  return (
    <div className="termrow">
      {fields.map(field => (
        <FieldRow
          key={field.key}
          field={field}
          size="small"
          value={Reflect.get(row, field.key) ?? null}
          onChange={value => put(field.key, value)}
        />
      ))}
      <Button kind="text" icon="trash" aria-label={t('quote.terms.remove')} onClick={onRemove} />
    </div>
  )
}
