import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Checked, Inspection } from '../import.api.ts'
import { importCalls } from './useImportCalls.ts'

type Props = { id: string; onRun: () => void }

/** Which column goes where; checked by the same verbs that will write. */
export function ImportColumns({ id, onRun }: Props) {
  const seen = useQuery({ queryKey: ['import', id, 'inspection'], queryFn: () => importCalls.inspect({ id }) })
  if (seen.error) return <Problem error={seen.error} onRetry={() => seen.refetch()} />
  return seen.data ? <Columns seen={seen.data} onRun={onRun} /> : <Skeleton shape="list" />
}

function Columns({ seen, onRun }: { seen: Inspection; onRun: () => void }) {
  const t = useText(exchangeText)
  const label = useLabel()
  const [fields, setFields] = useState<Readonly<Record<number, string>>>(() =>
    Object.fromEntries(seen.mapped.map(one => [one.column, one.field])),
  )
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  const [checked, setChecked] = useState<Checked>()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const id = seen.import.id
  const lacking = seen.fields.filter(field => field.required && !Object.values(fields).includes(field.key))
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setReasons([])
    await work().catch((error: unknown) => setReasons(reasonsOf(error)))
    setBusy(false)
  }
  const choose = (column: number, field: string) => {
    setChecked(undefined)
    setFields(old => ({ ...old, [column]: field }))
  }
  const check = () =>
    attempt(async () => setChecked(await importCalls.check({ id, mapping: mappingOf(seen, fields, kept) })))
  const run = () =>
    attempt(async () => {
      await importCalls.run({ id })
      onRun()
    })
  return (
    <section className="card">
      <header>
        <h2>{t('import.columns')}</h2>
        <span className="t3">{seen.import.fileName}</span>
      </header>
      <div className="body stack">
        {seen.columns.map(column => (
          <div key={column.column} className="impcol">
            <b className="cut">{column.name}</b>
            <span className="t3 cut">{column.samples.join(' · ')}</span>
            <select
              className="impsel"
              aria-label={t('import.fieldOf', { column: column.name })}
              value={fields[column.column] ?? ''}
              onChange={event => choose(column.column, event.target.value)}
            >
              <option value="">{t('import.leave')}</option>
              {seen.fields.map(field => (
                <option key={field.key} value={field.key}>
                  {label(field.label)}
                </option>
              ))}
            </select>
          </div>
        ))}
        <Replacements seen={seen} kept={kept} onKeep={setKept} />
        {lacking.length > 0 && (
          <p className="warn">
            {t('import.lacking', { fields: lacking.map(field => label(field.label)).join(' · ') })}
          </p>
        )}
        {reasons.length > 0 && (
          <div role="alert">
            <Reasons reasons={reasons} />
          </div>
        )}
        <p className="row">
          <Button busy={busy && !checked} onClick={check}>
            {t('import.check')}
          </Button>
          {checked && checked.ok > 0 && (
            <Button kind="primary" busy={busy} onClick={run}>
              {t('import.run', { count: checked.ok })}
            </Button>
          )}
        </p>
        {checked && <Verdict checked={checked} seen={seen} />}
      </div>
    </section>
  )
}

function mappingOf(seen: Inspection, fields: Readonly<Record<number, string>>, kept: ReadonlySet<string>) {
  return seen.columns.flatMap(({ column }) => {
    const field = fields[column]
    if (!field) return []
    const unknown = seen.unknown.find(one => one.column === column && one.field === field)
    const pairs =
      unknown?.values.flatMap(({ value, suggestion }) =>
        suggestion && !kept.has(`${column}:${value}`) ? [[value, suggestion] as const] : [],
      ) ?? []
    return [{ column, field, ...(pairs.length > 0 && { values: Object.fromEntries(pairs) }) }]
  })
}

type KeepProps = { seen: Inspection; kept: ReadonlySet<string>; onKeep: (kept: ReadonlySet<string>) => void }

/** A spelling nobody knows, and what it probably means: taken once for the whole column. */
function Replacements({ seen, kept, onKeep }: KeepProps) {
  const t = useText(exchangeText)
  const all = seen.unknown.flatMap(({ column, values }) =>
    values.flatMap(({ value, count, suggestion }) =>
      suggestion ? [{ key: `${column}:${value}`, value, count, suggestion }] : [],
    ),
  )
  const toggle = (key: string) => {
    const next = new Set(kept)
    if (!next.delete(key)) next.add(key)
    onKeep(next)
  }
  return all.map(({ key, ...words }) => (
    <label key={key} className="row">
      <input type="checkbox" checked={!kept.has(key)} onChange={() => toggle(key)} />
      {t('import.replace', words)}
    </label>
  ))
}

function Verdict({ checked, seen }: { checked: Checked; seen: Inspection }) {
  const t = useText(exchangeText)
  const label = useLabel()
  const { read, ok, refused } = checked
  const named = (path: string | undefined) => {
    const field = seen.fields.find(one => one.key === path || `custom.${one.key}` === path)
    return field ? label(field.label) : (path ?? '')
  }
  return (
    <div className="stack" role="status">
      <p className="b">{t('import.checked', { read, ok, refused })}</p>
      {checked.rows.map(row => (
        <div key={row.line} className="impcol">
          <span className="t2 nw">{t('import.line', { line: row.line })}</span>
          <span>{[...new Set(row.reasons.map(reason => named(reason.path)))].join(' · ')}</span>
          <Reasons reasons={row.reasons} />
        </div>
      ))}
    </div>
  )
}
