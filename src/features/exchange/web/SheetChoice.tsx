import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import } from '../import.schema.ts'
import { useAct } from './useImport.ts'
import { importCalls } from './useImportCalls.ts'

/** Of a workbook with several sheets: which one is meant. Its columns are mapped anew. */
export function SheetChoice({ of, onChange }: { of: Import; onChange: () => void }) {
  const t = useText(exchangeText)
  const id = useId()
  const cache = useQueryClient()
  const { act, busy, reasons } = useAct()
  if (of.sheets.length < 2) return null
  const turn = (sheet: string) =>
    act(async () => {
      cache.setQueryData(['import', of.id, 'inspection'], await importCalls.sheet({ id: of.id, sheet }))
      onChange()
    })
  return (
    <div className="impnote impask">
      <label htmlFor={id}>{t('import.sheet')}</label>
      <select
        id={id}
        className="impsel"
        value={of.sheet ?? ''}
        disabled={busy}
        onChange={event => turn(event.target.value)}
      >
        {of.sheets.map(name => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      {reasons.length > 0 && (
        <div role="alert">
          <Reasons reasons={reasons} />
        </div>
      )}
    </div>
  )
}
