import { useQuery } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import } from '../import.schema.ts'
import { ImportVerdict } from './ImportVerdict.tsx'
import { Progress } from './Progress.tsx'
import { useAct } from './useImport.ts'
import { importCalls } from './useImportCalls.ts'

const tones = { running: 'cool', done: 'ok', failed: 'late', cancelled: 'off' } as const

/** Progress that can be left and stopped, and at the end a result one can open. */
export function ImportResult({ of, onChange }: { of: Import; onChange: () => void }) {
  const t = useText(exchangeText)
  const label = useLabel()
  const { act, busy, reasons } = useAct()
  const offered = useQuery({
    queryKey: ['import', 'entities'],
    queryFn: () => importCalls.entities({}),
    staleTime: 60_000,
  })
  const press = (work: () => Promise<unknown>) => act(() => work().then(onChange))
  const { id, state } = of
  const entity = offered.data?.items.find(one => one.entity === of.entity)
  const shown = state === 'running' || state === 'done' || state === 'failed' ? state : 'cancelled'
  return (
    <section className="card">
      <header>
        <h2 className="cut">{of.fileName}</h2>
        <Tag tone={tones[shown]}>{t(`import.state.${shown}`)}</Tag>
        <span className="t2 grow cut">{state === 'running' && t('import.leaveSay')}</span>
        {(state === 'running' || state === 'failed') && (
          <Button
            size="sm"
            busy={busy}
            onClick={() => press(() => (state === 'running' ? importCalls.stop({ id }) : importCalls.cancel({ id })))}
          >
            {t(state === 'running' ? 'import.cancel' : 'import.drop')}
          </Button>
        )}
      </header>
      {state !== 'done' && <Progress of={of} />}
      {of.problem && (
        <div className="impnote" role="alert">
          <Reasons reasons={[of.problem]} />
        </div>
      )}
      {state === 'cancelled' && (
        <p className="impnote t2">{t('import.stopped', { count: of.rowsTotal - of.rowsRead })}</p>
      )}
      {state !== 'running' && <ImportVerdict of={of} fields={entity?.fields ?? []} />}
      {reasons.length > 0 && (
        <div className="impnote" role="alert">
          <Reasons reasons={reasons} />
        </div>
      )}
      <p className="row impfoot">
        {state === 'failed' && (
          <Button kind="primary" busy={busy} onClick={() => press(() => importCalls.run({ id }))}>
            {t('import.goOn')}
          </Button>
        )}
        {state !== 'running' && of.rowsOk > 0 && entity && (
          <Button kind={state === 'failed' ? 'plain' : 'primary'} href={placeOf(entity)}>
            {t('import.look', { what: label(entity.label) })}
          </Button>
        )}
      </p>
    </section>
  )
}

type Offered = Awaited<ReturnType<typeof importCalls.entities>>['items'][number]

/** People and departments live among the settings. */
const settings: Readonly<Record<string, string>> = {
  user: '/settings/people',
  department: '/settings/departments',
  deal: '/deals/list',
}
const placeOf = ({ entity, path }: Offered): string => settings[entity] ?? path
