import type { Field } from '#meta/entity.ts'
import { FieldRow } from '#ui/FieldRow.tsx'
import { useText } from '#ui/useText.tsx'
import { pipelineText } from '../pipeline.text.ts'
import type { StageDraft } from './StagesEditor.tsx'

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'criteria', label: pipelineText['stage.criteria'], kind: 'longText', maxLength: 2000 },
  { key: 'checks', label: pipelineText['stage.checks'], kind: 'longText', maxLength: 4000 },
]

type Props = { readonly stage: StageDraft; readonly onPut: (change: Partial<StageDraft>) => void }

/** What has to be true before a deal enters: words, items that are ticked on the drop, somebody's yes. */
export function StageEntry({ stage, onPut }: Props) {
  const t = useText(pipelineText)
  const checks = stage.checks ?? []
  const values = { criteria: stage.criteria ?? null, checks: checks.map(item => item.text).join('\n') }
  const put = (key: string, value: unknown) => {
    const words = typeof value === 'string' ? value : ''
    onPut(key === 'criteria' ? { criteria: words || null } : { checks: itemsOf(words, checks) })
  }
  const has = checks.length > 0 || stage.criteria || stage.approval
  return (
    <details className="stageentry">
      <summary>
        {t('stage.entering')}
        {has && ` · ${checks.length}${stage.approval ? ` · ${t('stage.approval')}` : ''}`}
      </summary>
      <div className="entries">
        {fields.map(field => (
          <FieldRow
            key={field.key}
            field={field}
            size="small"
            value={Reflect.get(values, field.key)}
            onChange={value => put(field.key, value)}
          />
        ))}
      </div>
      <label className="row">
        <input
          type="checkbox"
          checked={stage.approval ?? false}
          onChange={event => onPut({ approval: event.target.checked })}
        />
        {t('stage.approval')} <small className="t3">{t('stage.approvalSay')}</small>
      </label>
    </details>
  )
}

type Items = NonNullable<StageDraft['checks']>

/** A line that stays where it was is the same item, however it reads now; one that moved is known by its words. */
function itemsOf(words: string, old: Items): Items {
  const lines = words.split('\n').slice(0, 20)
  const left = new Set(old)
  const same = lines.map(text => {
    const item = old.find(one => one.text === text && left.has(one))
    if (item) left.delete(item)
    return item
  })
  return lines.map((text, i) => {
    const found = same[i] ?? (old[i] && left.has(old[i]) ? old[i] : undefined)
    if (found) left.delete(found)
    return { ...(found?.id && { id: found.id }), text }
  })
}
