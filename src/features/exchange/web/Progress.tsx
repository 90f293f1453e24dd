import { Meter } from '#ui/Marks.tsx'
import { useText } from '#ui/useText.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import } from '../import.schema.ts'

/** How far it is: the same for a check and a run. */
export function Progress({ of }: { of: Import }) {
  const t = useText(exchangeText)
  const { rowsRead, rowsTotal, state } = of
  const share = rowsTotal === 0 ? 100 : Math.round((rowsRead * 100) / rowsTotal)
  const words = t('import.running', { done: rowsRead, total: rowsTotal })
  return (
    <div className="impprog">
      <Meter share={share} tone={state === 'failed' ? 'late' : 'cool'} label={words} />
      <p className="num t2" role="status">
        {words}
      </p>
    </div>
  )
}
