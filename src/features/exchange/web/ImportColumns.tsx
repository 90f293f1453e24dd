import { useQuery } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import, Inspection } from '../import.schema.ts'
import { ColumnRow } from './ColumnRow.tsx'
import { ImportCheck } from './ImportCheck.tsx'
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
  return seen.data ? <Columns of={of} seen={seen.data} onChange={onChange} /> : <Skeleton shape="list" />
}

function Columns({ of, seen, onChange }: Props & { seen: Inspection }) {
  const t = useText(exchangeText)
  const label = useLabel()
  const mapping = useMapping(seen)
  const { act, busy, reasons } = useAct()
  const taken = new Set(mapping.mapping.map(one => one.field))
  const lacking = seen.fields.filter(field => field.required && !taken.has(field.key))
  const check = () =>
    act(async () => {
      await importCalls.check({ id: of.id, mapping: mapping.mapping })
      mapping.settled()
      onChange()
    })
  const fresh = of.state === 'checked' && !mapping.changed
  const [used, left] = [true, false].map(wish =>
    seen.columns.filter(one => (mapping.fieldOf(one.column) !== undefined) === wish),
  )
  const row = (column: Inspection['columns'][number]) => (
    <ColumnRow key={column.column} seen={seen} column={column} mapping={mapping} locked={of.state === 'checking'} />
  )
  return (
    <>
      <section className="card">
        <header>
          <h2 className="cut">{of.fileName}</h2>
          <span className="t3 nw">
            {t('import.rows', { count: of.rowsTotal, encoding: of.encoding.toUpperCase() })}
          </span>
        </header>
        {seen.remembered && <p className="impnote t2">{t('import.remembered')}</p>}
        <div className="impcols">
          <div className="impcol head" aria-hidden="true">
            <span>{t('import.column')}</span>
            <span>{t('import.field')}</span>
          </div>
          {used?.map(row)}
        </div>
        {left && left.length > 0 && (
          <details className="impleft" open={left.length <= 3 || used?.length === 0}>
            <summary>{t('import.left', { count: left.length })}</summary>
            <div className="impcols">{left.map(row)}</div>
          </details>
        )}
        {lacking.length > 0 && (
          <p className="impnote warn" role="note">
            {t('import.lacking', { fields: lacking.map(field => label(field.label)).join(' · ') })}
          </p>
        )}
        {reasons.length > 0 && (
          <div className="impnote" role="alert">
            <Reasons reasons={reasons} />
          </div>
        )}
        {!fresh && of.state !== 'checking' && (
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
