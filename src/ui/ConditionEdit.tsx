import type { Field } from '#meta/entity.ts'
import type { Filter } from '#meta/filter.ts'
import { FilterBar } from './FilterBar.tsx'
import { Joint, PartWords } from './FilterWords.tsx'
import { conditionOf, drawn } from './listState.ts'

type Props = {
  readonly fields: readonly Field[]
  /** The closed form as text, as rules keep it; null asks nothing. */
  readonly text: string | null | undefined
  readonly onText: (text: string | null) => void
}

/** The condition of a rule, as the filter of a list is edited. */
export function ConditionEdit({ fields, text, onText }: Props) {
  return (
    <FilterBar
      fields={fields}
      state={drawn(parsed(text))}
      onState={state => {
        const condition = conditionOf(state)
        onText(condition ? JSON.stringify(condition) : null)
      }}
    />
  )
}

/** The same as words, where it is only read. */
export function ConditionWords({ fields, text }: Omit<Props, 'onText'>) {
  const { filter, mode } = drawn(parsed(text))
  return filter.map((part, at) => (
    <span key={JSON.stringify(part)} className="row tight">
      {at > 0 && <Joint mode={mode} />}
      <PartWords part={part} fields={fields} />
    </span>
  ))
}

function parsed(text: string | null | undefined): Filter | null {
  if (!text) return null
  try {
    return JSON.parse(text) as Filter // the server accepted it as a filter before it was kept
  } catch {
    return null
  }
}
