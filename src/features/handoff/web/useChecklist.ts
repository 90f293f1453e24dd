import { useQuery } from '@tanstack/react-query'
import { dealApi } from '#features/deal/deal.api.ts'
import { client } from '#kernel/api.ts'
import type { Label } from '#kernel/text.ts'
import type { Entity } from '#meta/entity.ts'
import { metaApi } from '#meta/meta.api.ts'
import { send } from '#ui/send.ts'
import { takenFields } from '../checklist.rules.ts'
import { type ChecklistItem, dealPrefix, ownSources } from '../checklist.schema.ts'
import { checklistText } from '../checklist.text.ts'
import { handoffCalls } from './useHandoffCalls.ts'

const metaCalls = client(metaApi, send)
const dealCalls = client(dealApi, send)

export function useDealEntity(): Entity | undefined {
  const { data } = useQuery({ queryKey: ['entities'], queryFn: () => metaCalls.entities({}), staleTime: 60_000 })
  return data?.items.find(one => one.key === 'deal')
}

export const useChecklist = () =>
  useQuery({ queryKey: ['handoff', 'checklist'], queryFn: () => handoffCalls.checklist({}) })

export type Choosable = { readonly value: string; readonly label: Label }
export type Around = {
  readonly own: readonly Choosable[]
  readonly ofDeal: readonly Choosable[]
  readonly pipelines: readonly Choosable[]
}

/** What an item can be taken from, and which pipelines it can be asked in. */
export function useAround(): Around {
  const deal = useDealEntity()
  const pipelines = useQuery({
    queryKey: ['pipeline', 'list'],
    queryFn: () => dealCalls.pipelines({}),
    staleTime: 300_000,
  })
  return {
    own: ownSources.map(value => ({ value, label: checklistText[`handoff.item.${value}`] })),
    ofDeal: takenFields(deal?.fields ?? []).map(({ key, label }) => ({ value: `${dealPrefix}${key}`, label })),
    pipelines: (pipelines.data?.items ?? []).map(({ id, label }) => ({ value: id, label })),
  }
}

/** A name that no item of this version has. */
export function freshItem(items: readonly ChecklistItem[], label: Label): ChecklistItem {
  const taken = new Set(items.map(one => one.key))
  let n = items.length + 1
  while (taken.has(`item-${n}`)) n += 1
  const when = { amountFrom: null, productLines: [], pipelineIds: [], ships: false }
  return { key: `item-${n}`, label, kind: 'tick', from: null, required: true, when }
}
