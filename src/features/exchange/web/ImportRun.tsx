import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Meter } from '#ui/Marks.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { addressOf } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import } from '../import.api.ts'
import { importCalls } from './useImportCalls.ts'

/** Progress that can be left and stopped, and at the end a result one can open. */
export function ImportRun({ of, onChange }: { of: Import; onChange: () => void }) {
  const t = useText(exchangeText)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const act = async (work: () => Promise<unknown>) => {
    setReasons([])
    await work().catch((error: unknown) => setReasons(reasonsOf(error)))
    onChange()
  }
  const { id, state, rowsTotal, rowsRead, rowsOk, rowsRefused } = of
  const share = rowsTotal === 0 ? 100 : Math.round((rowsRead * 100) / rowsTotal)
  return (
    <section className="card">
      <header>
        <h2 className="cut">{of.fileName}</h2>
        <span className="t2">{t(`import.state.${state}`)}</span>
      </header>
      <div className="body stack">
        <Meter
          share={share}
          tone={state === 'failed' ? 'late' : 'cool'}
          label={t('import.running', { done: rowsRead, total: rowsTotal })}
        />
        <p role="status">
          {state === 'running'
            ? t('import.running', { done: rowsRead, total: rowsTotal })
            : t('import.checked', { read: rowsRead, ok: rowsOk, refused: rowsRefused })}
        </p>
        {reasons.length > 0 && (
          <div role="alert">
            <Reasons reasons={reasons} />
          </div>
        )}
        <p className="row">
          {state === 'running' && (
            <Button onClick={() => act(() => importCalls.cancel({ id }))}>{t('import.cancel')}</Button>
          )}
          {state === 'failed' && <Button onClick={() => act(() => importCalls.run({ id }))}>{t('import.goOn')}</Button>}
          {rowsRefused > 0 && (
            <Button href={addressOf({ path: `/imports/${id}/errors`, query: {} })}>{t('import.errors')}</Button>
          )}
        </p>
      </div>
    </section>
  )
}
