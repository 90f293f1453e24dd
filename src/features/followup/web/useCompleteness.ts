import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { metaApi } from '#meta/meta.api.ts'
import { send } from '#ui/send.ts'
import { completenessApi } from '../completeness.api.ts'

export const completenessCalls = client(completenessApi, send)
const metaCalls = client(metaApi, send)

/** Any entity with the company's own fields, as this person may see it. */
export function useAnyEntity(): (key: string) => Entity | undefined {
  const { data } = useQuery({ queryKey: ['entities'], queryFn: () => metaCalls.entities({}), staleTime: 60_000 })
  return key => data?.items.find(one => one.key === key)
}

export const fieldIn = (entity: Entity | undefined, key: string): Field | undefined =>
  entity?.fields.find(one => one.key === key)
