import { Button } from '#ui/Button.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import, Inspection } from '../import.schema.ts'
import { ImportVerdict } from './ImportVerdict.tsx'
import { Progress } from './Progress.tsx'
import { useAct } from './useImport.ts'
import { importCalls } from './useImportCalls.ts'

type Props = { of: Import; seen: Inspection; fresh: boolean; onChange: () => void }

/** The check under way, what it found, and the step that it opens. */
export function ImportCheck({ of, seen, fresh, onChange }: Props) {
  const t = useText(exchangeText)
  const { act, busy, reasons } = useAct()
  const press = (work: () => Promise<unknown>) => act(() => work().then(onChange))
  if (of.state === 'checking')
    return (
      <section className="card">
        <header>
          <h2>{t('import.step.check')}</h2>
          <span className="t2 grow">{t('import.leaveSay')}</span>
          <Button size="sm" busy={busy} onClick={() => press(() => importCalls.cancel({ id: of.id }))}>
            {t('import.cancel')}
          </Button>
        </header>
        <Progress of={of} />
      </section>
    )
  if (of.problem && of.state === 'inspected')
    return (
      <div className="card impnote" role="alert">
        <Reasons reasons={[of.problem]} />
      </div>
    )
  if (!fresh) return null
  return (
    <section className="card">
      <header>
        <h2>{t('import.step.check')}</h2>
      </header>
      <ImportVerdict of={of} fields={seen.fields} />
      {reasons.length > 0 && (
        <div className="impnote" role="alert">
          <Reasons reasons={reasons} />
        </div>
      )}
      {of.rowsOk > 0 && (
        <p className="row impfoot">
          <Button kind="primary" busy={busy} onClick={() => press(() => importCalls.run({ id: of.id }))}>
            {t('import.run', { count: of.rowsOk, total: of.rowsRead })}
          </Button>
          {of.rowsRefused > 0 && <span className="t3">{t('import.runSay')}</span>}
        </p>
      )}
    </section>
  )
}
