import { createContext, useContext } from 'react'
import type { Reach, Role } from '#kernel/access.ts'
import type { Lang } from '#kernel/text.ts'

export interface Session {
  userId: string
  name: string
  /** The person's own choice; null leaves it to the browser. */
  lang: Lang | null
  /** The same of light and dark. */
  theme?: 'light' | 'dark' | null
  roles: readonly Role[]
  grants: Readonly<Record<string, Reach>>
  /** Nothing opens until the second step of sign-in is set up. */
  barred?: boolean
  org: { id: string; name: string; zone: string; currency: string }
}

const SessionContext = createContext<Session | undefined>(undefined)

export const SessionProvider = SessionContext.Provider

/** Who is signed in. Pages inside the shell always have one. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('no session: this page stands outside the shell')
  return session
}

/** For parts of the kit that also stand outside the shell. */
export const useAnySession = (): Session | undefined => useContext(SessionContext)

export const mayDo = (session: Session | undefined, permission: string | undefined): boolean =>
  permission === undefined || session?.grants[permission] !== undefined
