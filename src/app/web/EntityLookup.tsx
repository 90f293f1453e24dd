import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { client } from '#kernel/api.ts'
import type { Entity } from '#meta/entity.ts'
import { metaApi } from '#meta/meta.api.ts'
import { send } from '#ui/send.ts'
import { type Found, type Lookup, LookupProvider } from '#ui/useLookup.tsx'
import { pages } from './pages.ts'

const api = client(metaApi, send)

/** Any entity can be pointed at: its own list finds it, its own page opens it. */
export function EntityLookup({ signedIn, children }: { signedIn: boolean; children: ReactNode }) {
  const { data } = useQuery({
    queryKey: ['entities'],
    queryFn: () => api.entities({}),
    staleTime: 60_000,
    enabled: signedIn,
  })
  const lookup = useMemo(() => lookupIn(data?.items ?? []), [data])
  return <LookupProvider value={lookup}>{children}</LookupProvider>
}

type Row = Readonly<Record<string, unknown>>

function lookupIn(entities: readonly Entity[]): Lookup {
  const of = (key: string) => entities.find(entity => entity.key === key)
  const read = async (path: string, query: Row = {}): Promise<Row> =>
    (await send({ method: 'GET', path, query, body: undefined })) as Row // lists and records are objects
  return {
    find: async (key, q, filter) => {
      const entity = of(key)
      if (!entity) return []
      const { items } = await read(entity.path, { limit: 20, ...(q && { q }), ...(filter && { filter }) })
      return Array.isArray(items) ? items.map((row: Row) => found(entity, row)) : []
    },
    nameOf: async (key, id) => {
      const entity = of(key)
      return entity && found(entity, await read(`${entity.path}/${id}`)).name
    },
    hrefOf: (key, id) => {
      const entity = of(key)
      return entity && pages.some(page => page.path === `${entity.path}/$id`) ? `${entity.path}/${id}` : undefined
    },
  }
}

function found(entity: Entity, row: Row): Found {
  const note = ['number', 'code', 'phone']
    .map(key => row[key])
    .find(value => typeof value === 'string' && value !== row[entity.title])
  return { id: String(row.id), name: String(row[entity.title] ?? ''), ...(note ? { note: String(note) } : {}) }
}
