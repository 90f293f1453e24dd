import { useLabel, useText } from '#ui/useText.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { importCalls } from './useImportCalls.ts'

export type Offered = Awaited<ReturnType<typeof importCalls.entities>>['items']

/** All kinds of record that this person may bring, those of the time before Baton apart. */
export function KindOptions({ of }: { of: Offered }) {
  const t = useText(exchangeText)
  return (
    <>
      <Kinds of={of.filter(one => !one.opening)} />
      {of.some(one => one.opening) && (
        <optgroup label={t('import.openings')}>
          <Kinds of={of.filter(one => one.opening)} />
        </optgroup>
      )}
    </>
  )
}

function Kinds({ of }: { of: Offered }) {
  const label = useLabel()
  return of.map(one => (
    <option key={one.entity} value={one.entity}>
      {label(one.label)}
    </option>
  ))
}
