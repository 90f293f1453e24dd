import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { metaApi } from '#meta/meta.api.ts'
import { send } from './send.ts'

const api = client(metaApi, send)

/** Every kind of record as this person sees it. */
export const useEntities = () =>
  useQuery({ queryKey: ['entities'], queryFn: () => api.entities({}), staleTime: 60_000 })

/** The built-in entity at once; with the organisation's own fields, less what this person may not see, a moment later. */
export function useEntity(builtIn: Entity): Entity {
  const { data } = useEntities()
  return data?.items.find(entity => entity.key === builtIn.key) ?? builtIn
}

/** Fields a form offers, in the order of its sections. */
export function formFields(entity: Entity): readonly Field[] {
  const keys = entity.form.flatMap(section => section.fields)
  return keys.flatMap(key => entity.fields.filter(field => field.key === key && !field.derived && !field.hidden))
}

/** By its key, for a page of several kinds of records; nothing until it is there. */
export function useEntityOf(key: string): Entity | undefined {
  const { data } = useEntities()
  return data?.items.find(entity => entity.key === key)
}
