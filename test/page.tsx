// Draws a part of the page in jsdom, in a place that remembers where it was sent.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, type ReactNode, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import type { Lang, Texts } from '#kernel/text.ts'
import { PlaceProvider } from '#ui/Link.tsx'
import { ToastProvider } from '#ui/Toast.tsx'
import { TextProvider } from '#ui/useText.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

/** Before any test answered for the server. */
export const ownFetch = globalThis.fetch

/** What jsdom lacks: a window of one width, boxes that never resize. */
export function windowOf(width: number): void {
  const matches = (query: string) => width <= Number(/max-width: (\d+)px/.exec(query)?.[1] ?? 0)
  window.matchMedia = query =>
    Object.assign(new EventTarget(), {
      matches: matches(query),
      media: query,
      onchange: null,
      addListener() {},
      removeListener() {},
    })
  // boxes as a browser would lay them out: a page full, a card of a list
  for (const side of ['offsetHeight', 'clientHeight'])
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: heightOf })
  for (const side of ['offsetWidth', 'clientWidth'])
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => width })
  window.scrollTo = () => {}
  Element.prototype.scrollTo = () => {}
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
}
windowOf(1440)

function heightOf(this: HTMLElement): number {
  return this.className === 'dcard' ? 92 : 800
}

let root: Root | undefined
/** After every test, whatever file it stands in (`pageSetup.ts`). */
export async function clear(): Promise<void> {
  await act(async () => root?.unmount())
  root = undefined
  document.body.innerHTML = ''
  windowOf(1440)
}

export type Drawn = { body: HTMLElement; href: () => string }

type WorldProps = {
  queries: QueryClient
  lang: Lang
  texts: Texts
  at: string
  onGo: (href: string) => void
  children: ReactNode
}

function World({ queries, lang, texts, at, onGo, children }: WorldProps) {
  const [href, setHref] = useState(at)
  const [path = '', search = ''] = href.split('?')
  const go = (next: string) => {
    onGo(next)
    setHref(next)
  }
  return (
    <QueryClientProvider client={queries}>
      <PlaceProvider value={{ path, search: search && `?${search}`, params: {}, go }}>
        <TextProvider lang={lang} texts={texts} zone="Asia/Shanghai">
          <ToastProvider>{children}</ToastProvider>
        </TextProvider>
      </PlaceProvider>
    </QueryClientProvider>
  )
}

type Where = { lang?: Lang; texts?: Texts; at?: string }

export async function draw(node: ReactNode, { lang = 'en', texts = {}, at = '/' }: Where = {}): Promise<Drawn> {
  let now = at
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const box = document.body.appendChild(document.createElement('div'))
  root = createRoot(box)
  await act(async () =>
    root?.render(
      <World queries={queries} lang={lang} texts={texts} at={at} onGo={to => (now = to)}>
        {node}
      </World>,
    ),
  )
  await settle()
  // what one answer leads to asks the next: on a busy machine that takes its time, and what is never answered no longer
  for (let tries = 0; tries < 40 && queries.isFetching() > 0; tries++) await settle(25)
  return { body: document.body, href: () => now }
}

/** Lets promises, queries and short timers come to rest. */
export const settle = (ms = 30): Promise<void> => act(() => new Promise<void>(done => setTimeout(done, ms)))

/** A busy machine takes its time; what never comes ends the test. */
export async function until(is: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !is(); tries++) await settle(20)
  if (!is()) throw new Error(`did not come within four seconds: ${is}`)
}

export async function press(element: Element | null | undefined): Promise<void> {
  if (!element) throw new Error('there is nothing to press')
  await act(async () => element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })))
  await settle()
}

export async function submit(form: Element | null | undefined): Promise<void> {
  if (!form) throw new Error('there is no form')
  await act(async () => form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
  await settle()
}

export async function key(
  element: Element | null | undefined,
  name: string,
  more: KeyboardEventInit = {},
): Promise<void> {
  if (!element) throw new Error('there is nothing to type into')
  await act(async () =>
    element.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more })),
  )
}

export async function type(element: Element | null | undefined, text: string): Promise<void> {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement))
    throw new Error('nothing to type into')
  const prototype = element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  await act(async () => {
    // React hears only what goes through the element's own setter
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, text)
    element.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

export async function pasteText(element: Element | null | undefined, text: string): Promise<void> {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  Object.assign(event, { clipboardData: { getData: () => text } })
  await act(async () => element?.dispatchEvent(event))
  await settle()
}

export function button(body: ParentNode, text: string): HTMLElement {
  const found = [...body.querySelectorAll<HTMLElement>('button, a')].find(
    one => one.textContent?.trim().startsWith(text) || one.getAttribute('aria-label') === text,
  )
  if (!found)
    throw new Error(
      `no button says ${text}: ${[...body.querySelectorAll('button, a')].map(one => one.textContent).join(' | ')}`,
    )
  return found
}
