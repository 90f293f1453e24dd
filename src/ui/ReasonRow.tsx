import './ReasonRow.css'
import type { Field } from '#meta/entity.ts'
import { FieldRow } from './FieldRow.tsx'
import { reasonRowText } from './reasonRow.text.ts'
import { useText } from './useText.tsx'

type Draft = {
  readonly label: { readonly en: string; readonly zh: string }
  readonly noteRequired?: boolean | undefined
  readonly archived?: boolean | undefined
}
type Change = {
  readonly label?: Draft['label']
  readonly noteRequired?: boolean
  readonly archived?: boolean
}
type Props = { readonly draft: Draft; readonly onPut: (change: Change) => void }

// biome-ignore format: a table
const words: readonly Field[] = [
  { key: 'zh', label: reasonRowText['reasonRow.zh'], kind: 'text', required: true, maxLength: 60 },
  { key: 'en', label: reasonRowText['reasonRow.en'], kind: 'text', required: true, maxLength: 60 },
]

/** One of the organisation's own reasons, in both languages; what is out of use stays readable. */
export function ReasonRow({ draft, onPut }: Props) {
  const t = useText(reasonRowText)
  return (
    <div className="reasonrow">
      {words.map(field => (
        <FieldRow
          key={field.key}
          field={field}
          size="small"
          value={Reflect.get(draft.label, field.key)}
          onChange={value => onPut({ label: { ...draft.label, [field.key]: value === null ? '' : String(value) } })}
        />
      ))}
      {(['noteRequired', 'archived'] as const).map(key => (
        <label key={key} className="row nw">
          <input
            type="checkbox"
            checked={draft[key] ?? false}
            onChange={event => onPut({ [key]: event.target.checked })}
          />
          {t(key === 'archived' ? 'reasonRow.archived' : 'reasonRow.note')}
        </label>
      ))}
    </div>
  )
}
