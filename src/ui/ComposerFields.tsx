import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import type { ComposePhrase } from './composing.ts'
import { FieldRow } from './FieldRow.tsx'
import { pathOf, type Row } from './kinds/kind.ts'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

type FieldsProps = {
  fields: readonly Field[]
  values: Row
  reasons: readonly Reason[]
  onChange: (values: Row) => void
}

/** What the kind asks for, and what else was learned. */
export function ComposerFields({ fields, values, reasons, onChange }: FieldsProps) {
  if (fields.length === 0) return null
  return (
    <div className="asked">
      {fields.map(field => (
        <FieldRow
          key={field.key}
          field={field}
          size="small"
          value={values[pathOf(field)] ?? null}
          values={values}
          reasons={reasons.filter(reason => reason.path === pathOf(field))}
          onChange={value => onChange({ ...values, [pathOf(field)]: value })}
        />
      ))}
    </div>
  )
}

type PhrasesProps = { phrases: readonly ComposePhrase[]; onPick: (phrase: ComposePhrase) => void }

/** One press writes the words, and sets the step that usually follows. */
export function ComposerPhrases({ phrases, onPick }: PhrasesProps) {
  const t = useText(uiText)
  if (phrases.length === 0) return null
  return (
    <fieldset className="phrases" aria-label={t('compose.phrases')}>
      {phrases.map(phrase => (
        <button key={phrase.id} type="button" className="chip" title={phrase.content} onClick={() => onPick(phrase)}>
          {phrase.name}
        </button>
      ))}
    </fieldset>
  )
}
