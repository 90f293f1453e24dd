import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { ChoiceDraft } from './fieldDraft.ts'
import { fieldSettingsText } from './fieldSettings.text.ts'

type Props = {
  readonly choices: readonly ChoiceDraft[]
  readonly onChange: (choices: readonly ChoiceDraft[]) => void
  readonly reasons: readonly Reason[]
}

const columns = ['zh', 'en'] as const

/** A choice that records may hold is renamed; only one that is not yet saved can be taken away. */
export function FieldChoices({ choices, onChange, reasons }: Props) {
  const t = useText(fieldSettingsText)
  const put = (at: number, change: Partial<ChoiceDraft>) =>
    onChange(choices.map((choice, i) => (i === at ? { ...choice, ...change } : choice)))
  const own = (at: number, column: string) => reasons.filter(one => one.path === `choices.${at}.label.${column}`)
  const placed = new Set(choices.flatMap((_, at) => columns.flatMap(column => own(at, column))))
  return (
    <fieldset>
      <legend>{t('fieldSettings.choices')}</legend>
      {choices.map((choice, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a new choice has no other name, and none moves
        <div className="choicerow" key={at}>
          {columns.map(key => (
            <FieldRow
              key={key}
              field={{ key, label: fieldSettingsText[`fieldSettings.${key}`], kind: 'text', required: true }}
              value={choice[key]}
              onChange={value => put(at, { [key]: String(value ?? '') })}
              reasons={own(at, key)}
            />
          ))}
          {choice.value === undefined && (
            <Button
              kind="text"
              icon="x"
              aria-label={t('fieldSettings.dropChoice', { choice: at + 1 })}
              onClick={() => onChange(choices.toSpliced(at, 1))}
            />
          )}
        </div>
      ))}
      <Reasons reasons={reasons.filter(reason => !placed.has(reason))} />
      <Button size="sm" icon="plus" onClick={() => onChange([...choices, { zh: '', en: '' }])}>
        {t('fieldSettings.addChoice')}
      </Button>
    </fieldset>
  )
}
