// Products on pages of lines: many found at once by code or name, and a new one made without leaving. The app says how.
import { type ComponentType, createContext, useContext } from 'react'
import type { LineProduct } from './LineAdd.tsx'
import { mayDo, useAnySession } from './useSession.tsx'

/** What was typed where the product was not found: its name, its code. */
export type MakeProps = {
  readonly draft: { readonly name?: string; readonly code?: string }
  readonly onDone: (made: LineProduct) => void
  readonly onCancel: () => void
}
export type Catalogue = {
  /** Of each text, every product of that code, else of that name. */
  readonly match: (texts: readonly string[]) => Promise<ReadonlyMap<string, readonly LineProduct[]>>
  readonly Make: ComponentType<MakeProps>
  /** A permission: who may make one. */
  readonly access: string
}

const CatalogueContext = createContext<Catalogue | undefined>(undefined)
export const CatalogueProvider = CatalogueContext.Provider

/** `Make` only for whoever may. */
export function useCatalogue(): Partial<Catalogue> {
  const catalogue = useContext(CatalogueContext)
  const session = useAnySession()
  if (!catalogue) return {}
  const { Make, ...rest } = catalogue
  return mayDo(session, rest.access) ? { ...rest, Make } : rest
}
