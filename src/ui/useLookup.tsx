// Finding records of another entity by a few letters, and the name of one by its id. The app says how.
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'

export type Found = { id: string; name: string; note?: string }

export interface Lookup {
  /** `filter`: one condition as lists take it. */
  find: (entity: string, q: string, filter?: string) => Promise<readonly Found[]>
  nameOf: (entity: string, id: string) => Promise<string | undefined>
  hrefOf: (entity: string, id: string) => string | undefined
}

const LookupContext = createContext<Lookup>({
  find: async () => [],
  nameOf: async () => undefined,
  hrefOf: () => undefined,
})

export const LookupProvider = LookupContext.Provider
export const useLookup = (): Lookup => useContext(LookupContext)

/** A name that came beside the id is taken as it is; else it is asked for once and kept. */
export function useName(entity: string, id: string | undefined, known?: string): string | undefined {
  const { nameOf } = useLookup()
  const asked = useQuery({
    queryKey: [entity, 'name', id],
    queryFn: async () => (await nameOf(entity, id ?? '')) ?? null,
    enabled: known === undefined && id !== undefined,
    staleTime: 300_000,
  })
  return known ?? asked.data ?? undefined
}
