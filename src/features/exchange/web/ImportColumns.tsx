import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import, Inspection } from '../import.schema.ts'
import { ColumnRow } from './ColumnRow.tsx'
import { ImportCheck } from './ImportCheck.tsx'
import { KindChoice } from './KindChoice.tsx'
import { SheetChoice } from './SheetChoice.tsx'
import { useAct } from './useImport.ts'
import { importCalls } from './useImportCalls.ts'
import { useMapping } from './useMapping.ts'

type Props = { of: Import; onChange: () => void }

/** Which column goes where, and then the check by the same verbs that will write. */
export function ImportColumns({ of, onChange }: Props) {
  const seen = useQuery({
    queryKey: ['import', of.id, 'inspection'],
    queryFn: () => importCalls.inspect({ id: of.id }),
  })
  if (seen.error) return <Problem error={seen.error} onRetry={() => seen.refetch()} />
  return seen.data ? (
    <Columns
      key={`${seen.data.import.sheet} ${seen.data.import.entity} ${seen.data.import.kindBy}`}
      of={of}
      seen={seen.data}
      onChange={onChange}
    />
  ) : (
    <Skeleton shape="list" />
  )
}

function Columns({ of, seen, onChange }: Props & { seen: Inspection }) {
  const t = useText(exchangeText)
  const mapping = useMapping(seen)
  const [opened, setOpened] = useState(false)
  const { act, busy, reasons } = useAct()
  const check = () =>
    act(async () => {
      await importCalls.check({ id: of.id, mapping: mapping.mapping })
      mapping.settled()
      setOpened(false)
      onChange()
    })
  const discard = () => act(() => importCalls.cancel({ id: of.id }).then(onChange))
  const checking = of.state === 'checking'
  const fresh = of.state === 'checked' && !mapping.changed
  const shown = !checking && (!fresh || opened)
  const isOpen = of.kindBy === 'open'
  return (
    <>
      <section className="card">
        <header>
          <h2 className="cut">{of.fileName}</h2>
          <span className="grow" />
          {!shown && !checking && (
            <Button size="sm" onClick={() => setOpened(true)}>
              {t('import.change')}
            </Button>
          )}
          {!checking && (
            <Button kind="text" size="sm" busy={busy} onClick={discard}>
              {t('import.discard')}
            </Button>
          )}
        </header>
        <p className="impnote t2">
          {!shown && <Holds of={of} />}
          {t('import.rows', { count: of.rowsTotal, encoding: of.sheet ?? of.encoding?.toUpperCase() ?? '' })}
          {!isOpen && ` · ${t('import.mapped', { count: mapping.mapping.length, total: seen.columns.length })}`}
          {seen.remembered && shown && ` ${t('import.remembered')}`}
        </p>
        {shown && <SheetChoice of={of} onChange={onChange} />}
        {shown && <KindChoice of={of} kinds={seen.kinds} columns={seen.columns.length} onChange={onChange} />}
        {!isOpen && <Before of={seen.before} />}
        {shown && !isOpen && <ColumnList seen={seen} mapping={mapping} />}
        {reasons.length > 0 && (
          <div className="impnote" role="alert">
            <Reasons reasons={reasons} />
          </div>
        )}
        {!fresh && !checking && !isOpen && (
          <p className="row impfoot">
            <Button kind="primary" busy={busy} disabled={mapping.mapping.length === 0} onClick={check}>
              {t('import.check')}
            </Button>
            <span className="t3">{t('import.checkSay')}</span>
          </p>
        )}
      </section>
      <ImportCheck of={of} fresh={fresh} seen={seen} onChange={onChange} />
    </>
  )
}

/** What the file holds: chosen a step ago, and easily left at the first of the list. */
function Holds({ of }: { of: Import }) {
  const label = useLabel()
  const offered = useQuery({ queryKey: ['import', 'entities'], queryFn: () => importCalls.entities({}) })
  const held = offered.data?.items.find(one => one.entity === of.entity)
  return held && `${label(held.label)} · `
}

/** The same content again: worth knowing before it is checked. */
function Before({ of: [last] }: { of: Inspection['before'] }) {
  const t = useText(exchangeText)
  if (!last) return null
  return (
    <p className="impnote warn" role="note">
      {t('import.beforeSay', { who: last.who, count: last.count })} <When at={last.at} />
    </p>
  )
}

type ListProps = { seen: Inspection; mapping: ReturnType<typeof useMapping> }

/** Those that go somewhere first; what is left out stands folded below. */
function ColumnList({ seen, mapping }: ListProps) {
  const t = useText(exchangeText)
  const label = useLabel()
  const taken = new Set(mapping.mapping.map(one => one.field))
  const lacking = seen.fields.filter(field => field.required && !taken.has(field.key))
  const used = seen.columns.filter(one => mapping.fieldOf(one.column) !== undefined)
  const left = seen.columns.filter(one => mapping.fieldOf(one.column) === undefined)
  const row = (column: Inspection['columns'][number]) => (
    <ColumnRow key={column.column} seen={seen} column={column} mapping={mapping} />
  )
  return (
    <>
      <div className="impcols">
        <div className="impcol head" aria-hidden="true">
          <span>{t('import.column')}</span>
          <span>{t('import.field')}</span>
        </div>
        {used.map(row)}
      </div>
      {left.length > 0 && (
        <details className="impleft" open={left.length <= 3 || used.length === 0}>
          <summary>{t('import.left', { count: left.length })}</summary>
          <div className="impcols">{left.map(row)}</div>
        </details>
      )}
      {lacking.length > 0 && (
        <p className="impnote warn" role="note">
          {t('import.lacking', { fields: lacking.map(field => label(field.label)).join(' · ') })}
        </p>
      )}
    </>
  )
}
