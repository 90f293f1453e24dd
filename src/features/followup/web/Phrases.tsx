import { newId } from '#kernel/ids.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { useText } from '#ui/useText.tsx'
import { followupKinds } from '../followup.schema.ts'
import { followupText } from '../followup.text.ts'
import type { Phrase } from '../logging.schema.ts'
import { loggingText } from '../logging.text.ts'

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'name', label: loggingText['phrase.name'], kind: 'text', required: true, maxLength: 30 },
  { key: 'kind', label: loggingText['phrase.kind'], kind: 'choice', choices: followupKinds.map(value => ({ value, label: followupText[`followup.kind.${value}`] })) },
  { key: 'content', label: loggingText['phrase.content'], kind: 'longText', required: true, maxLength: 1000 },
  { key: 'nextStep', label: loggingText['phrase.nextStep'], kind: 'text', maxLength: 500 },
  { key: 'nextDays', label: loggingText['phrase.nextDays'], kind: 'number', scale: 0 },
  { key: 'oneTap', label: loggingText['phrase.oneTap'], kind: 'yesNo' },
]

const fresh = (): Phrase => ({
  id: newId(),
  name: '',
  kind: null,
  content: '',
  nextStep: null,
  nextDays: null,
  oneTap: false,
})

type Props = {
  readonly phrases: readonly Phrase[]
  readonly reasons: readonly Reason[]
  readonly onChange: (phrases: Phrase[]) => void
}

/** Phrases in their order: it is the order of the chips. */
export function Phrases({ phrases, reasons, onChange }: Props) {
  const t = useText(loggingText)
  const swap = (at: number, by: number) => {
    const [a, b] = [phrases[at], phrases[at + by]]
    if (a && b) onChange(phrases.map((one, i) => (i === at ? b : i === at + by ? a : one)))
  }
  return (
    <div className="stack">
      {phrases.length === 0 && <p className="t3">{t('phrase.none')}</p>}
      {phrases.map((phrase, at) => (
        <div key={phrase.id} className="phraserow">
          {fields.map(field => (
            <FieldRow
              key={field.key}
              field={field}
              size="small"
              value={shownOf(phrase, field.key)}
              reasons={reasons.filter(({ path }) => path === `phrases.${at}.${field.key}`)}
              onChange={value =>
                onChange(phrases.map((one, i) => (i === at ? { ...one, ...changeOf(field.key, value) } : one)))
              }
            />
          ))}
          <span className="row">
            <Button
              kind="text"
              icon="up"
              disabled={at === 0}
              aria-label={t('phrase.up')}
              onClick={() => swap(at, -1)}
            />
            <Button
              kind="text"
              icon="down"
              disabled={at === phrases.length - 1}
              aria-label={t('phrase.down')}
              onClick={() => swap(at, 1)}
            />
            <Button
              kind="text"
              icon="trash"
              aria-label={t('phrase.remove')}
              onClick={() => onChange(phrases.toSpliced(at, 1))}
            />
          </span>
        </div>
      ))}
      <div>
        <Button icon="plus" onClick={() => onChange([...phrases, fresh()])}>
          {t('phrase.add')}
        </Button>
      </div>
    </div>
  )
}

const shownOf = (phrase: Phrase, key: string): unknown =>
  key === 'nextDays' ? (phrase.nextDays?.toString() ?? null) : Reflect.get(phrase, key)

function changeOf(key: string, value: unknown): Partial<Phrase> {
  const words = value === null || value === undefined ? '' : String(value)
  if (key === 'name') return { name: words }
  if (key === 'content') return { content: words }
  if (key === 'nextStep') return { nextStep: words || null }
  if (key === 'nextDays') return { nextDays: Math.trunc(Number(words)) || null }
  if (key === 'oneTap') return { oneTap: value === true }
  return { kind: followupKinds.find(one => one === words) ?? null }
}
