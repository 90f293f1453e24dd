import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import type { Entity } from '#meta/entity.ts'
import { metaApi } from '#meta/meta.api.ts'
import { send } from '#ui/send.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { spotCheckApi } from '../spotCheck.api.ts'
import type { FlawReason } from '../spotCheck.schema.ts'
import { spotCheckPageText } from '../spotCheckPage.text.ts'

export const spotCheckCalls = client(spotCheckApi, send)
const metaCalls = client(metaApi, send)

export const useSpotText = () => useText(spotCheckPageText)

export const reasonsKey = ['org', 'flawReasons']
/** Why something is flawed, those out of use too; they change rarely. */
export function useFlawReasons() {
  const label = useLabel()
  const { data } = useQuery({ queryKey: reasonsKey, queryFn: () => spotCheckCalls.reasons({}), staleTime: 300_000 })
  const items = data?.items ?? noReasons
  const nameOf = (code: string): string => {
    const found = items.find(one => one.code === code)
    return found ? label(found.label) : ''
  }
  return { items, nameOf }
}
const noReasons: readonly FlawReason[] = []

export const useSpotChecks = () =>
  useQuery({ queryKey: ['spotCheck', 'list'], queryFn: () => spotCheckCalls.list({}), refetchInterval: 300_000 })

export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(['spotCheck', 'home'].map(key => queries.invalidateQueries({ queryKey: [key] })))
}

/** What fields and kinds of any record are called. */
const peopleParts = ['contacts.phone', 'contacts.decider'] as const
export function useNames() {
  const t = useSpotText()
  const label = useLabel()
  const { data } = useQuery({ queryKey: ['entities'], queryFn: () => metaCalls.entities({}), staleTime: 60_000 })
  const field = (entity: string, key: string): Entity['fields'][number] | undefined =>
    data?.items.find(one => one.key === entity)?.fields.find(one => one.key === key)
  return {
    fieldName: (entity: string, key: string): string => {
      const part = peopleParts.find(one => one === key)
      const found = field(entity, key)
      return part ? t(`spot.${part}`) : found ? label(found.label) : key
    },
    kindName: (kind: string): string => {
      const found = field('followup', 'kind')?.choices?.find(one => one.value === kind)
      return found ? label(found.label) : kind
    },
  }
}
