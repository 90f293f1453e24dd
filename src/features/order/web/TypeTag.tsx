import { Tag } from '#ui/Marks.tsx'
import { useLabel } from '#ui/useText.tsx'
import { typeField } from '../orderType.entity.ts'
import type { OrderType } from '../orderType.schema.ts'

const choiceOf = (type: OrderType) =>
  type === 'standard' ? undefined : typeField.choices?.find(one => one.value === type)

/** The usual order says nothing of its type. */
export function TypeTag({ type }: { readonly type: OrderType }) {
  const label = useLabel()
  const choice = choiceOf(type)
  return choice ? <Tag tone={choice.tone ?? 'off'}>{label(choice.label)}</Tag> : null
}

export function useTypeLabel(): (type: OrderType) => string | undefined {
  const label = useLabel()
  return type => {
    const choice = choiceOf(type)
    return choice && label(choice.label)
  }
}
