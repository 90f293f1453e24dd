// @vitest-environment jsdom
import { act, type ReactNode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { usePlace } from '#ui/Link.tsx'
import { TextProvider } from '#ui/useText.tsx'
import type { Page } from './page.ts'
import { makeRouter, RouterView } from './Router.tsx'

/** Leads on to sign-in at once, as the app does for who has no session. */
function Frame({ bare, children }: { bare: boolean; children: ReactNode }) {
  const { go } = usePlace()
  useEffect(() => {
    if (!bare) go('/sign-in', { replace: true })
  }, [bare, go])
  return bare ? children : null
}

test('while the code of sign-in is on its way, the page that needs a person is not drawn without one', async () => {
  const drawHome = vi.fn(() => null)
  let arrive = () => {}
  const signIn = new Promise<() => ReactNode>(done => {
    arrive = () => done(() => 'who are you?')
  })
  const pages: Page[] = [
    { path: '/', load: async () => drawHome },
    { path: '/sign-in', bare: true, load: () => signIn },
  ]
  window.history.replaceState(null, '', '/')
  const body = document.body.appendChild(document.createElement('div'))
  const root = createRoot(body)
  const settle = () => act(() => new Promise(done => setTimeout(done, 20)))
  await act(async () =>
    root.render(
      <TextProvider lang="en" setLang={() => {}} texts={{}}>
        <RouterView router={makeRouter(pages, Frame)} />
      </TextProvider>,
    ),
  )
  await settle()
  expect(window.location.pathname).toBe('/sign-in')
  expect(drawHome).not.toHaveBeenCalled()
  arrive()
  await settle()
  expect(body.textContent).toBe('who are you?')
  expect(drawHome).not.toHaveBeenCalled()
  act(() => root.unmount())
})
