import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import type { Texts } from '#kernel/text.ts'
import { usePlace } from '#ui/Link.tsx'
import { Problem } from '#ui/Problem.tsx'
import { problemKind } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { SlotsProvider } from '#ui/Slot.tsx'
import { CatalogueProvider } from '#ui/useCatalogue.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { AuthFrame } from './AuthFrame.tsx'
import { catalogue } from './catalogue.ts'
import { EntityLookup } from './EntityLookup.tsx'
import { Providers } from './Providers.tsx'
import { pages } from './pages.ts'
import { makeRouter, RouterView } from './Router.tsx'
import { Shell } from './Shell.tsx'
import { keepMyLang, keepMyTheme, readCounts, readSession, searchAll } from './server.ts'
import { slots } from './slots.ts'
import { usePageLang } from './usePageLang.ts'
import { SettingsProvider } from './useSettings.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && problemKind(error) === 'offline',
      refetchOnWindowFocus: true,
    },
  },
})

// what the server may say, in a file of its own that comes beside the session: the page of signing in needs little of it
const textsQuery = {
  queryKey: ['texts'],
  queryFn: async () => (await import('./texts.ts')).texts,
  staleTime: Number.POSITIVE_INFINITY,
}
const none: Texts = {}
const sessionQuery = { queryKey: ['session'], queryFn: readSession, staleTime: 300_000 }

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Speaking />
    </QueryClientProvider>
  )
}

/** The page in the language of whoever is there. */
function Speaking() {
  const router = useMemo(() => makeRouter(pages, Frame), [])
  const session = useQuery(sessionQuery).data
  const texts = useQuery(textsQuery).data ?? none
  const speech = usePageLang(session, keepMyLang)
  return (
    <SessionProvider value={session}>
      <Providers
        {...speech}
        texts={texts}
        zone={session?.org.zone}
        keepTheme={keepMyTheme}
        {...(session && { looker: { userId: session.userId, choice: session.theme ?? null } })}
      >
        <EntityLookup signedIn={session !== undefined}>
          <SettingsProvider value={pages}>
            <SlotsProvider value={slots}>
              <CatalogueProvider value={catalogue}>
                <RouterView router={router} />
              </CatalogueProvider>
            </SlotsProvider>
          </SettingsProvider>
        </EntityLookup>
      </Providers>
    </SessionProvider>
  )
}

/** Pages inside the shell wait for the person; without one they lead to sign-in and back. */
function Frame({ bare, children }: { bare: boolean; children: ReactNode }) {
  const { path, search, go } = usePlace()
  const session = useQuery({ ...sessionQuery, enabled: !bare })
  const speechless = useQuery(textsQuery).isPending
  const out = !bare && session.error && problemKind(session.error) === 'unauthenticated'
  useEffect(() => {
    if (out) go(`/sign-in?to=${encodeURIComponent(path + search)}`, { replace: true })
  }, [out, go, path, search])
  const barred = !bare && session.data?.barred
  useEffect(() => {
    if (barred) go('/second-step', { replace: true })
  }, [barred, go])
  if (bare) return <AuthFrame>{children}</AuthFrame>
  if (session.data && !barred && !speechless) {
    return (
      <SessionProvider value={session.data}>
        <Shell pages={pages} counts={readCounts} search={searchAll}>
          {children}
        </Shell>
      </SessionProvider>
    )
  }
  return session.error && !out ? (
    <Problem error={session.error} onRetry={() => session.refetch()} />
  ) : (
    <Skeleton shape="record" />
  )
}
