import { Select } from 'antd'
import type { Field } from '#meta/entity.ts'
import { FilterValue } from './FilterValue.tsx'
import { useOpWords } from './FilterWords.tsx'
import { draftFor, type LeafDraft, withOp } from './filterDraft.ts'
import { kindOf } from './kinds/registry.tsx'
import { uiText } from './ui.text.ts'
import { useLabel, useText } from './useText.tsx'

type Props = {
  fields: readonly Field[]
  draft: LeafDraft
  onDraft: (draft: LeafDraft) => void
  autoFocus?: boolean
}

/** Field, comparison, value: three questions, the next one fitting the last answer. */
export function FilterRow({ fields, draft, onDraft, autoFocus = false }: Props) {
  const t = useText(uiText)
  const label = useLabel()
  const words = useOpWords()
  const field = fields.find(one => one.key === draft.field)
  return (
    <>
      <Select
        aria-label={t('filter.field')}
        value={draft.field}
        showSearch={{ optionFilterProp: 'label' }}
        options={fields.map(one => ({ value: one.key, label: label(one.label) }))}
        onChange={key => {
          const next = fields.find(one => one.key === key)
          if (next) onDraft(draftFor(next))
        }}
      />
      {field && (
        <Select
          aria-label={t('filter.op')}
          value={draft.op}
          options={kindOf(field.kind).filterOps.map(one => ({ value: one, label: words(field, one) }))}
          onChange={op => onDraft(withOp(draft, op))}
        />
      )}
      {field && (
        <FilterValue
          key={`${draft.field} ${draft.op}`}
          field={field}
          draft={draft}
          autoFocus={autoFocus}
          onValue={value => onDraft({ ...draft, value })}
        />
      )}
    </>
  )
}
