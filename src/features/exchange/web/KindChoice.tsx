import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import, Inspection } from '../import.schema.ts'
import { KindOptions, type Offered } from './KindOptions.tsx'
import { useAct } from './useImport.ts'
import { importCalls } from './useImportCalls.ts'

type Props = { of: Import; kinds: Inspection['kinds']; columns: number; onChange: () => void }

/** What the file holds: as its headings tell it, and easily put right; where they fit several kinds it is asked first. */
export function KindChoice({ of, kinds, columns, onChange }: Props) {
  const cache = useQueryClient()
  const { act, busy, reasons } = useAct()
  const offered = useQuery({ queryKey: ['import', 'entities'], queryFn: () => importCalls.entities({}) })
  if (!offered.data) return null
  const choose = (entity: string) =>
    act(async () => {
      cache.setQueryData(['import', of.id, 'inspection'], await importCalls.kind({ id: of.id, entity }))
      onChange()
    })
  const picked = { items: offered.data.items, busy, choose }
  return (
    <>
      {of.kindBy === 'open' ? <Asked {...picked} kinds={kinds} columns={columns} /> : <Held {...picked} of={of} />}
      {reasons.length > 0 && (
        <div className="impnote" role="alert">
          <Reasons reasons={reasons} />
        </div>
      )}
    </>
  )
}

type Picked = { items: Offered; busy: boolean; choose: (entity: string) => void }

function Held({ of, items, busy, choose }: Picked & { of: Import }) {
  const t = useText(exchangeText)
  const id = useId()
  return (
    <div className="impnote impask">
      <label htmlFor={id}>{t('import.what')}</label>
      <select
        id={id}
        className="impsel"
        value={of.entity}
        disabled={busy}
        onChange={event => choose(event.target.value)}
      >
        <KindOptions of={items} />
      </select>
      {of.kindBy === 'headings' && <small className="t3 impwide">{t('import.kindTold')}</small>}
    </div>
  )
}

const likely = 4

function Asked({ items, busy, choose, kinds, columns }: Picked & Pick<Props, 'kinds' | 'columns'>) {
  const t = useText(exchangeText)
  const label = useLabel()
  const [heading, id] = [useId(), useId()]
  const fits = kinds.slice(0, likely).flatMap(fit => {
    const found = items.find(one => one.entity === fit.entity)
    return found ? [{ ...fit, label: found.label }] : []
  })
  return (
    <section className="impkinds" aria-labelledby={heading}>
      <h3 id={heading}>{t('import.kindAsk')}</h3>
      <p className="t2">{fits.length > 0 ? t('import.kindSeveral') : t('import.kindNone')}</p>
      {fits.length > 0 && (
        <ul>
          {fits.map(fit => (
            <li key={fit.entity}>
              <button type="button" className="impkind" disabled={busy} onClick={() => choose(fit.entity)}>
                <b>{label(fit.label)}</b>
                <small className="t3">{t('import.kindKnown', { known: fit.known, total: columns })}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="impask">
        <label htmlFor={id}>{fits.length > 0 ? t('import.kindOther') : t('import.what')}</label>
        <select id={id} className="impsel" value="" disabled={busy} onChange={event => choose(event.target.value)}>
          <option value="" disabled>
            {t('import.kindChoose')}
          </option>
          <KindOptions of={items} />
        </select>
      </div>
    </section>
  )
}
