import './Twins.css'
import type { Field } from '#meta/entity.ts'
import { kindOf } from '#ui/kinds/registry.tsx'
import { useEntityOf } from '#ui/useEntity.ts'
import { useLabel } from '#ui/useText.tsx'
import type { MergePreview, TwinEntity } from '../twin.schema.ts'

export type Pick = 'winner' | 'loser'
type Props = {
  readonly entity: TwinEntity
  readonly field: MergePreview['fields'][number]
  readonly names: Readonly<Record<string, string>>
  readonly pick: Pick
  readonly onPick: (pick: Pick) => void
}

/** One field, both values, one of them chosen. */
export function FieldChoice({ entity, field, names, pick, onPick }: Props) {
  const label = useLabel()
  const known = useEntityOf(entity)?.fields.find(one => one.key === field.key.replace(/^custom\./, ''))
  return (
    <fieldset className="twinfield">
      <legend>{known ? label(known.label) : field.key}</legend>
      {(['winner', 'loser'] as const).map(side => (
        <label key={side}>
          <input type="radio" name={`twin ${field.key}`} checked={pick === side} onChange={() => onPick(side)} />
          <Value field={known} value={field[side]} names={names} />
        </label>
      ))}
    </fieldset>
  )
}

type Shown = { readonly field: Field | undefined; readonly value: unknown; readonly names: Props['names'] }

function Value({ field, value, names }: Shown) {
  if (value === null || value === '' || value === undefined) return <span className="t3">–</span>
  if (typeof value === 'string' && names[value]) return <span>{names[value]}</span>
  if (!field || field.kind === 'reference' || field.kind === 'user') return <span>{String(value)}</span>
  const { Show } = kindOf(field.kind)
  return <Show field={field} value={value} />
}
