import { useLabel, useLang, useText } from '#ui/useText.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Inspection } from '../import.schema.ts'
import { ColumnValues } from './ColumnValues.tsx'
import type { Column, Mapped, useMapping } from './useMapping.ts'

type Props = {
  seen: Inspection
  column: Column
  mapping: ReturnType<typeof useMapping>
}

/** One column: what it is called and holds, where it goes, and what it leaves unclear. */
export function ColumnRow({ seen, column, mapping }: Props) {
  const t = useText(exchangeText)
  const label = useLabel()
  const { lang } = useLang()
  const chosen = mapping.fieldOf(column.column)
  const taken = new Set(mapping.mapping.map(one => one.field))
  const field = seen.fields.find(one => one.key === chosen?.field)
  return (
    <div className="impcol">
      {/* what stands in the file is in the file's own language */}
      <div className="impname" lang="">
        <b className="cut">{column.name}</b>
        <span className="t3 cut">{column.samples.join(' · ')}</span>
        {column.samples.length === 0 && (
          <span className="t3" lang={lang}>
            {t('import.empty')}
          </span>
        )}
      </div>
      <div className="impto">
        <select
          className={`impsel${chosen ? '' : ' off'}`}
          aria-label={t('import.fieldOf', { column: column.name })}
          value={chosen?.field ?? ''}
          onChange={event => mapping.choose(column.column, event.target.value)}
        >
          <option value="">{t('import.leave')}</option>
          {seen.fields.map(one => (
            <option key={one.key} value={one.key}>
              {label(one.label)}
              {one.required ? ' *' : ''}
              {taken.has(one.key) && one.key !== chosen?.field ? ` (${t('import.taken')})` : ''}
            </option>
          ))}
        </select>
        {chosen && field && <Style column={column} kind={field.kind} chosen={chosen} onSet={mapping.set} />}
      </div>
      {chosen && <ColumnValues seen={seen} column={column} chosen={chosen} onSet={mapping.set} />}
    </div>
  )
}

type StyleProps = { column: Column; kind: string; chosen: Mapped; onSet: (one: Mapped) => void }

/** `03/04/2024` and `1,234`: asked of the person where no cell of the column tells. */
function Style({ column, kind, chosen, onSet }: StyleProps) {
  const t = useText(exchangeText)
  const unclear = (found: string) => found === 'unclear' || found === 'mixed'
  if ((kind === 'date' || kind === 'instant') && (unclear(column.dates) || chosen.dates)) {
    const { dates, ...rest } = chosen
    return (
      <select
        className="impsel"
        aria-label={t('import.datesOf', { column: column.name })}
        value={dates ?? ''}
        onChange={({ target: { value } }) =>
          onSet(value === 'dmy' || value === 'mdy' ? { ...rest, dates: value } : rest)
        }
      >
        <option value="">{t('import.datesAsk')}</option>
        <option value="dmy">{t('import.dmy')}</option>
        <option value="mdy">{t('import.mdy')}</option>
      </select>
    )
  }
  if ((kind === 'number' || kind === 'money') && (unclear(column.numbers) || chosen.numbers)) {
    const { numbers, ...rest } = chosen
    return (
      <select
        className="impsel"
        aria-label={t('import.numbersOf', { column: column.name })}
        value={numbers ?? ''}
        onChange={({ target: { value } }) =>
          onSet(value === 'point' || value === 'comma' ? { ...rest, numbers: value } : rest)
        }
      >
        <option value="">{t('import.numbersAsk')}</option>
        <option value="point">{t('import.point')}</option>
        <option value="comma">{t('import.comma')}</option>
      </select>
    )
  }
  return null
}
