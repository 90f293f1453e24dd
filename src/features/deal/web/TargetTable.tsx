import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { TableScroll } from '#ui/TableScroll.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Targets } from '../forecast.schema.ts'
import { forecastText } from '../forecast.text.ts'
import {
  cellOf,
  editOf,
  fitsMoney,
  monthsOf,
  ownAt,
  type Subject,
  spread,
  subjectsOf,
  sumAt,
  type Typed,
  typedOver,
  yearOf,
} from '../targets.rules.ts'
import { forecastCalls, useMonth } from './useForecast.ts'

type Props = { readonly targets: Targets; readonly onWriting: (isWriting: boolean) => void }

export function TargetTable({ targets, onWriting }: Props) {
  const t = useText(forecastText)
  const tell = useToast()
  const queries = useQueryClient()
  const { org } = useSession()
  const month = useMonth('short')
  const [typed, setTyped] = useState<Typed>(new Map())
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const shown = typedOver(targets, typed)
  const items = editOf(targets, typed)
  const put = (cells: readonly (readonly [string, string])[]) => {
    const next = new Map([...typed, ...cells])
    setTyped(next)
    onWriting(next.size > 0)
  }
  const leave = () => {
    setTyped(new Map())
    setReasons([])
    onWriting(false)
  }
  const save = async () => {
    try {
      queries.setQueryData(['target', targets.year], await forecastCalls.setTargets({ year: targets.year, items }))
      leave()
      tell(t('target.saved'))
      await queries.invalidateQueries({ queryKey: ['deal', 'forecast'] })
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const isFit = items.every(({ amount }) => amount === null || fitsMoney(amount, org.currency))
  return (
    <section className="card">
      <TableScroll label={t('forecast.targets')}>
        <table className="tbl wide target-table">
          <thead>
            <tr>
              <th>{t('forecast.who')}</th>
              {monthsOf(targets.year).map(first => (
                <th key={first} className="num">
                  {month(first)}
                </th>
              ))}
              <th className="num">{t('target.year')}</th>
            </tr>
          </thead>
          <tbody>
            {subjectsOf(targets).map(subject => (
              <SubjectRow key={subject.id} subject={subject} targets={shown} typed={typed} onPut={put} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {reasons.length > 0 && (
        <div className="body">
          <Reasons reasons={reasons} />
        </div>
      )}
      {items.length > 0 && (
        <footer className="row target-foot">
          <Button kind="primary" disabled={!isFit} onClick={save}>
            {t('target.save')}
          </Button>
          <Button kind="text" onClick={leave}>
            {t('target.discard')}
          </Button>
          <span className="t2">{t('target.changed', { count: items.length })}</span>
        </footer>
      )}
    </section>
  )
}

type RowProps = {
  readonly subject: Subject
  /** As they would be with what is typed. */
  readonly targets: Targets
  readonly typed: Typed
  readonly onPut: (cells: readonly (readonly [string, string])[]) => void
}

function SubjectRow({ subject, targets, typed, onPut }: RowProps) {
  const t = useText(forecastText)
  const month = useMonth()
  const months = monthsOf(targets.year)
  const { name, kind, depth } = subject
  const year = yearOf(targets, subject) ?? ''
  const isOwn = months.some(first => ownAt(targets, subject, first) !== null)
  const spreadYear = (text: string) =>
    onPut(spread(text).map((part, i) => [cellOf(subject, months[i] ?? ''), part] as const))
  return (
    <tr>
      <td className="nw">
        <span className={kind === 'dept' ? 'b' : undefined} style={{ paddingInlineStart: depth * 16 }}>
          {name}
        </span>
      </td>
      {months.map(first => (
        <Cell
          key={first}
          label={t('target.cell', { name, month: month(first) })}
          text={typed.get(cellOf(subject, first)) ?? ownAt(targets, subject, first) ?? ''}
          below={kind === 'dept' ? (sumAt(targets, subject, first) ?? '') : ''}
          onText={text => onPut([[cellOf(subject, first), text]])}
        />
      ))}
      <Cell
        label={t('target.cell', { name, month: t('target.year') })}
        text={isOwn ? year : ''}
        below={year}
        onText={spreadYear}
      />
    </tr>
  )
}

type CellProps = {
  readonly label: string
  readonly text: string
  /** What it is where nothing is written. */
  readonly below: string
  readonly onText: (text: string) => void
}

function Cell({ label, text, below, onText }: CellProps) {
  const { org } = useSession()
  return (
    <td>
      <input
        className="inp num"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={!fitsMoney(text, org.currency)}
        placeholder={below}
        value={text}
        onChange={event => onText(event.target.value)}
      />
    </td>
  )
}
