import { useText } from '#ui/useText.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Inspection } from '../import.schema.ts'
import { type Column, knownFor, type Mapped, unknownIn } from './useMapping.ts'

type Props = {
  seen: Inspection
  column: Column
  chosen: Mapped
  onSet: (one: Mapped) => void
}
const most = 20

/** Spellings that nobody here knows, and what is meant by each: said once for the whole column. */
export function ColumnValues({ seen, column, chosen, onSet }: Props) {
  const t = useText(exchangeText)
  const known = knownFor(seen, chosen.field)
  const unknown = unknownIn(seen, column, chosen.field)
  if (!known || unknown.length === 0) return null
  // remembered from the other language: the same thing under its name here
  const nameOf = (meant: string | undefined) =>
    known.names.find(one => meant !== undefined && (one.name === meant || one.also.includes(meant)))?.name ?? ''
  const mean = (value: string, meant: string) => {
    const { [value]: _, ...others } = chosen.values ?? {}
    const { values: __, ...rest } = chosen
    const values = meant === '' ? others : { ...others, [value]: meant }
    onSet(Object.keys(values).length > 0 ? { ...rest, values } : rest)
  }
  return (
    <div className="impvals">
      <p className="t3">{t(known.only ? 'import.unknown' : 'import.nearly')}</p>
      {unknown.slice(0, most).map(({ value, count }) => (
        <label key={value} className="impval">
          <span className="cut" lang="">
            “{value}”
          </span>
          <small className="t3 num">{t('import.times', { count })}</small>
          <select
            className="impsel"
            value={nameOf(chosen.values?.[value])}
            onChange={event => mean(value, event.target.value)}
          >
            <option value="">{t(known.only ? 'import.notMeant' : 'import.asWritten')}</option>
            {known.names.map(one => (
              <option key={one.name} value={one.name}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      ))}
      {unknown.length > most && <p className="t3">{t('import.moreValues', { count: unknown.length - most })}</p>}
    </div>
  )
}
