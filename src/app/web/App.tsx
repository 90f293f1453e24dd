import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Lang } from '#kernel/text.ts'
import { usePlace } from '#ui/Link.tsx'
import { Problem } from '#ui/Problem.tsx'
import { problemKind } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { SlotsProvider } from '#ui/Slot.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { AuthFrame } from './AuthFrame.tsx'
import { EntityLookup } from './EntityLookup.tsx'
import { firstLang, keepLang } from './lang.ts'
import { Providers } from './Providers.tsx'
import { pages } from './pages.ts'
import { makeRouter, RouterView } from './Router.tsx'
import { Shell } from './Shell.tsx'
import { keepMyLang, readCounts, readSession, searchAll } from './server.ts'
import { slots } from './slots.ts'
import { texts } from './texts.ts'
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

const sessionQuery = { queryKey: ['session'], queryFn: readSession, staleTime: 300_000 }

export function App() {
  const [lang, setLang] = useState<Lang>(firstLang)
  const router = useMemo(() => makeRouter(pages, Frame), [])
  const choose = (next: Lang) => {
    keepLang(next)
    setLang(next)
    keepMyLang(next)
  }
  return (
    <QueryClientProvider client={queries}>
      <Session onLang={setLang}>
        {zone => (
          <Providers lang={lang} setLang={choose} texts={texts} zone={zone}>
            <EntityLookup signedIn={zone !== undefined}>
              <SettingsProvider value={pages}>
                <SlotsProvider value={slots}>
                  <RouterView router={router} />
                </SlotsProvider>
              </SettingsProvider>
            </EntityLookup>
          </Providers>
        )}
      </Session>
    </QueryClientProvider>
  )
}

type SessionProps = { onLang: (lang: Lang) => void; children: (zone: string | undefined) => ReactNode }

function Session({ onLang, children }: SessionProps) {
  const session = useQuery(sessionQuery)
  const own = session.data?.lang
  useEffect(() => {
    // the person's language follows them to every device; before sign-in the browser's decides
    if (own) onLang(own)
  }, [own, onLang])
  return <SessionProvider value={session.data}>{children(session.data?.org.zone)}</SessionProvider>
}

/** Pages inside the shell wait for the person; without one they lead to sign-in and back. */
function Frame({ bare, children }: { bare: boolean; children: ReactNode }) {
  const { path, search, go } = usePlace()
  const session = useQuery({ ...sessionQuery, enabled: !bare })
  const out = !bare && session.error && problemKind(session.error) === 'unauthenticated'
  useEffect(() => {
    if (out) go(`/sign-in?to=${encodeURIComponent(path + search)}`, { replace: true })
  }, [out, go, path, search])
  if (bare) return <AuthFrame>{children}</AuthFrame>
  if (session.data) {
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
