import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Outlet,
  RouterProvider,
  useRouter,
  useRouterState,
} from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense, useMemo } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { PlaceProvider } from '#ui/Link.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Offline } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import type { Page } from './page.ts'
import { shellText } from './shell.text.ts'

type Frame = ComponentType<{ bare: boolean; children: React.ReactNode }>

/** Routes are made from the table of pages; each page's code comes when it is first opened or pointed at. */
export function makeRouter(pages: readonly Page[], Frame: Frame) {
  const root = createRootRoute({
    component: () => (
      <Here pages={pages}>
        {(bare, there) => <Frame bare={bare}>{there ? <Outlet /> : <Skeleton shape="record" />}</Frame>}
      </Here>
    ),
    notFoundComponent: NoPage,
  })
  const routes = pages.map(page => {
    const Body = lazy(async () => ({ default: await page.load() }))
    return createRoute({
      getParentRoute: () => root,
      path: page.path,
      loader: () => page.load(),
      component: () => (
        <Suspense fallback={<Skeleton shape="list" />}>
          <Body />
        </Suspense>
      ),
      errorComponent: Broken,
      pendingComponent: () => <Skeleton shape="list" />,
    })
  })
  return createRouter({
    routeTree: root.addChildren(routes),
    defaultPreload: false,
    defaultErrorComponent: Broken,
    scrollRestoration: true,
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
  })
}

type HereChildren = (bare: boolean, there: boolean) => React.ReactNode

/** Gives the kit its place without telling it which router this is. */
function Here({ pages, children }: Readonly<{ pages: readonly Page[]; children: HereChildren }>) {
  const router = useRouter()
  const { path, search, entry } = useRouterState({
    select: ({ location: { pathname, searchStr, state } }) => ({
      path: pathname,
      search: searchStr,
      entry: state.__TSR_key,
    }),
    structuralSharing: true,
  })
  const match = useRouterState({ select: state => state.matches.at(-1) })
  const params = match?.params as Readonly<Record<string, string>> | undefined // every parameter of our paths is a text
  // by the address, not by what is matched so far: on the way to sign-in nobody is sent to sign-in again
  const bare = pages.some(page => page.bare && page.path === path)
  // while the code of sign-in comes, the page that was left still matches: it needs a person and there is none
  const there = pages.some(page => page.bare && page.path === match?.fullPath) === bare
  // the same from place to place: an effect that sends somebody on runs once, not at every step of the way
  const [go, preload] = useMemo(
    () => [
      (href: string, how?: { replace?: boolean }) =>
        how?.replace ? router.history.replace(href) : router.history.push(href),
      (href: string) => void router.preloadRoute({ to: href }).catch(() => {}),
    ],
    [router],
  )
  const place = useMemo(
    () => ({
      path,
      search,
      entry,
      params: params ?? {},
      go,
      preload,
    }),
    [path, search, entry, params, go, preload],
  )
  return <PlaceProvider value={place}>{children(bare, there)}</PlaceProvider>
}

function NoPage() {
  const t = useText(shellText)
  const ui = useText(uiText)
  return (
    <Empty title={t('shell.noPage')} say={t('shell.noPageSay')} action={<Button href="/">{ui('ui.home')}</Button>} />
  )
}

/** A page whose code no longer exists (a new version was installed) is loaded afresh. */
function Broken({ error, reset }: ErrorComponentProps) {
  const t = useText(shellText)
  const again = () => location.reload()
  if (!/dynamically imported module|module script/i.test(String(error)))
    return <Problem error={error} onRetry={reset} />
  if (!navigator.onLine) return <Problem error={new Offline()} onRetry={again} />
  const action = (
    <Button kind="primary" onClick={again}>
      {t('shell.reload')}
    </Button>
  )
  return <Empty title={t('shell.newVersion')} say={t('shell.newVersionSay')} action={action} />
}

export const RouterView = RouterProvider
