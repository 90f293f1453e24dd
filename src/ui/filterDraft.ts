// A condition while it is typed: each kind of field has its own first question, and half a range is one end of it.
import type { Scalar } from '#kernel/condition.ts'
import type { Field } from '#meta/entity.ts'
import type { FilterOp } from '#meta/filter.ts'
import { isBlank } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { type Group, isGroup, type Leaf, type Mode, type Part } from './listState.ts'

export type LeafDraft = { readonly field: string; readonly op: FilterOp; readonly value: unknown }
export type GroupDraft = { readonly mode: Mode; readonly leaves: readonly LeafDraft[] }
export type PartDraft = LeafDraft | GroupDraft

export const asksNothing = (op: FilterOp): boolean => op === 'empty' || op === 'notEmpty'
export const asksMany = (op: FilterOp): boolean => op === 'in' || op === 'notIn'

export const draftFor = (field: Field): LeafDraft => ({
  field: field.key,
  op: kindOf(field.kind).filterOps[0] ?? 'is',
  value: null,
})

/** Another comparison keeps the value as far as it fits. */
export function withOp(draft: LeafDraft, op: FilterOp): LeafDraft {
  const shape = (one: FilterOp) =>
    one === 'within' || one === 'between' ? one : asksNothing(one) ? 'none' : asksMany(one) ? 'many' : 'one'
  return { ...draft, op, value: shape(op) === shape(draft.op) ? draft.value : null }
}

/** Nothing while it is not whole. */
export function leafOf({ field, op, value }: LeafDraft): Leaf | undefined {
  if (asksNothing(op)) return { field, op }
  if (op === 'between') return rangeOf(field, value)
  return isBlank(value) ? undefined : { field, op, value: value as Scalar | Scalar[] } // editors of filterable kinds give scalars or lists of them
}

function rangeOf(field: string, value: unknown): Leaf | undefined {
  const [low, high] = endsOf(value)
  if (isBlank(low) && isBlank(high)) return undefined
  if (isBlank(low)) return { field, op: 'lte', value: high }
  if (isBlank(high)) return { field, op: 'gte', value: low }
  return { field, op: 'between', value: [low, high] }
}

export const endsOf = (value: unknown): readonly [Scalar, Scalar] => {
  const [low = null, high = null]: readonly (Scalar | undefined)[] = Array.isArray(value) ? value : []
  return [low, high]
}

export const draftsOf = (parts: readonly Part[]): PartDraft[] =>
  parts.map(part => (isGroup(part) ? groupDraft(part) : leafDraft(part)))
const groupDraft = ({ mode, leaves }: Group): GroupDraft => ({ mode, leaves: leaves.map(leafDraft) })
const leafDraft = ({ field, op, value = null }: Leaf): LeafDraft => ({ field, op, value })

export const isGroupDraft = (draft: PartDraft): draft is GroupDraft => 'leaves' in draft

/** What is half typed is left out, and a group of one is that one. */
export function partsOf(drafts: readonly PartDraft[]): Part[] {
  return drafts.flatMap((draft): Part[] => {
    const leaves = (isGroupDraft(draft) ? draft.leaves : [draft]).flatMap(one => leafOf(one) ?? [])
    if (!isGroupDraft(draft)) return leaves
    return leaves.length > 1 ? [{ mode: draft.mode, leaves }] : leaves
  })
}
