import './FieldList.css'
import { type Field, fitsWhen } from '#meta/entity.ts'
import { fieldValue, isBlank, type Row } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { useLabel } from './useText.tsx'

type Props = {
  fields: readonly Field[]
  record: Row
  columns?: 1 | 2 | 3
  /** Leaves out what nobody filled in. */
  compact?: boolean
}

export function FieldList({ fields, record, columns = 2, compact }: Props) {
  const label = useLabel()
  const fits = fields.filter(field => fitsWhen(field, record))
  const shown = compact ? fits.filter(field => !isBlank(fieldValue(field, record))) : fits
  return (
    <dl className={`fl c${columns}`}>
      {shown.map(field => {
        const { Show } = kindOf(field.kind)
        return (
          <div key={field.key} className={field.kind === 'longText' ? 'long' : undefined}>
            <dt>{label(field.label)}</dt>
            <dd>
              <Show field={field} value={fieldValue(field, record)} record={record} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
