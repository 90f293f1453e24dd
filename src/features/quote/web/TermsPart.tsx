import { useQueryClient } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Money } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { instalmentAmounts, termProblems } from '../quote.rules.ts'
import { type Instalment, instalmentEvents, instalmentKinds, type WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import { quoteCalls } from './useQuoteCalls.ts'

/** When what is to be paid; frozen with the quote, carried on by the order. */
export function TermsPart({ quote }: { quote: WholeQuote }) {
  const t = useText(quoteText)
  const queries = useQueryClient()
  const [rows, setRows] = useState<readonly Instalment[]>(quote.terms.instalments)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const readOnly = quote.state !== 'draft'
  const changed = rows !== quote.terms.instalments
  const terms = { ...quote.terms, instalments: [...rows] }
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
    setRows([...rows, { kind: rows.length === 0 ? 'deposit' : 'balance', on: 'signed', percent: '30' }])
  return (
    <section className="card">
      <header>
        <h2>{t('quote.terms')}</h2>
      </header>
      <div className="body">
        {rows.length === 0 && <p className="t3">{t('quote.terms.none')}</p>}
        {rows.map((row, i) =>
          readOnly ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: instalments have no name but their place
            <Said key={i} row={row} amount={amounts[i]} currency={quote.currency} />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <TermRow
              key={i}
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

function TermRow({ row, onPut, onRemove }: RowProps) {
  const t = useText(quoteText)
  const events = instalmentEvents.filter(one => one !== 'date')
  return (
    <div className="termrow">
      <label>
        {t('quote.terms.what')}
        <Select
          value={row.kind}
          options={instalmentKinds.map(value => ({ value, label: t(`quote.kind.${value}`) }))}
          onChange={kind => onPut({ kind })}
        />
      </label>
      <label>
        {t('quote.terms.percent')}
        <Input
          value={row.percent ?? ''}
          inputMode="decimal"
          onChange={event => onPut({ percent: event.target.value })}
        />
      </label>
      <label>
        {t('quote.terms.when')}
        <Select
          value={row.on}
          options={events.map(value => ({ value, label: t(`quote.on.${value}`) }))}
          onChange={on => onPut({ on })}
        />
      </label>
      <label>
        {t('quote.terms.delay')}
        <Input
          value={row.days ?? ''}
          inputMode="numeric"
          onChange={event => onPut({ days: Number(event.target.value.replace(/\D/g, '')) || 0 })}
        />
      </label>
      <Button kind="text" icon="trash" aria-label={t('quote.terms.remove')} onClick={onRemove} />
    </div>
  )
}
