import { mayDo, type Session } from '#ui/useSession.tsx'
import type { Page, RailEntry } from './page.ts'

export type Count = { count: number; late?: boolean }

export const entriesOf = (pages: readonly Page[], part: RailEntry['part']): { href: string; entry: RailEntry }[] =>
  pages.flatMap(page => (page.rail?.part === part ? [{ href: page.path, entry: page.rail }] : []))

/** The pages this person may open from the rail or the palette. */
export const seenBy = (pages: readonly Page[], session: Session | undefined): Page[] =>
  pages.filter(page => mayDo(session, page.rail?.access))

/** A record's page keeps its list marked in the rail. */
/** Its own page, or a list beside it. */
export const isAt = ({ also = [] }: RailEntry, href: string, path: string): boolean =>
  [href, ...also].some(one => isOpen(one, path))

export const isOpen = (href: string, path: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
