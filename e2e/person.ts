// Someone of the demo company at a screen of their own. What a person must never meet is collected as they go.
import { join } from 'node:path'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { people, type Person as Who } from '../src/app/demo/people.ts'
import type { Stage } from './app.ts'

/** Everyone's, in the demo of a test run. */
export const password = 'correct horse battery'

const widths = { desk: 1440, phone: 390 } as const
export type Width = keyof typeof widths
export const bothWidths: readonly Width[] = ['desk', 'phone']

export type Seat = {
  readonly page: Page
  readonly width: Width
  /** Errors in the console, failed scripts, requests to other hosts. */
  readonly troubles: string[]
  /** Until nothing is on its way any more. */
  settle(): Promise<void>
  goTo(path: string): Promise<void>
  /** As a link inside the app does: nothing is loaded again. */
  turnTo(path: string): Promise<void>
  shoot(name: string): Promise<void>
  leave(): Promise<void>
}

/** What the browser wishes. */
type Wish = { readonly locale?: string; readonly colorScheme?: 'light' | 'dark' }

/** Already signed in: the form itself is the first thing of the day. */
export async function sitDown(
  stage: Stage,
  who: Who,
  width: Width = 'desk',
  wish: string | Wish = 'zh-CN',
): Promise<Seat> {
  const seat = await openSeat(stage, width, wish)
  const login = { email: people[who].email, password }
  const answer = await seat.page.request.post('/api/auth/sign-in/email', {
    data: login,
    headers: { origin: stage.url },
  })
  if (!answer.ok()) throw new Error(`${who} could not sign in: ${await answer.text()}`)
  return seat
}

export async function openSeat(stage: Stage, width: Width, wish: string | Wish = 'zh-CN'): Promise<Seat> {
  const { browser, url } = stage
  const context = await contextFor(browser, url, width, typeof wish === 'string' ? { locale: wish } : wish)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const troubles: string[] = []
  const settle = waiter(page)
  page.on('console', message => {
    if (message.type() === 'error' && !isRefusal(message.text())) troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', error => troubles.push(`error: ${error.message}`))
  context.on('request', request => {
    const address = request.url()
    if (!address.startsWith(url) && !/^(data|blob):/.test(address)) troubles.push(`foreign: ${address}`)
  })
  return {
    page,
    width,
    troubles,
    settle,
    goTo: async path => {
      await page.goto(path, { waitUntil: 'domcontentloaded' })
      await settle()
    },
    turnTo: async path => {
      await page.evaluate(href => {
        history.pushState(null, '', href)
        dispatchEvent(new PopStateEvent('popstate'))
      }, path)
      await settle()
    },
    shoot: async name => {
      await settle()
      if (stage.isShown) await page.screenshot({ path: join(stage.shots, `${name}.png`) })
    },
    leave: () => context.close(),
  }
}

function contextFor(browser: Browser, baseURL: string, width: Width, wish: Wish): Promise<BrowserContext> {
  const phone = width === 'phone'
  return browser.newContext({
    baseURL,
    locale: 'zh-CN',
    ...wish,
    timezoneId: 'Asia/Shanghai',
    viewport: { width: widths[width], height: phone ? 844 : 900 },
    deviceScaleFactor: phone ? 2 : 1,
    isMobile: phone,
    hasTouch: phone,
    reducedMotion: 'reduce',
  })
}

/** Chromium writes every 4xx to the console; a refusal is an answer, not a trouble. */
const isRefusal = (text: string): boolean => /status of (401|404|409|422|429)/.test(text)

/** In the page: once what was to be drawn is drawn, whether anything is still awaited there. */
async function comeToRest(): Promise<boolean> {
  const idle = () => new Promise<unknown>(done => requestIdleCallback(done, { timeout: 500 }))
  await idle()
  // what was drawn may set a short timer before it asks
  await new Promise(done => setTimeout(done, 40))
  await idle()
  const main = document.querySelector('main')
  return main !== null && !main.querySelector('[aria-busy="true"]')
}

/** Nothing is on its way, no skeleton stands there. The event stream never ends, so it is not waited for. */
function waiter(page: Page): () => Promise<void> {
  const going = new Set<Request>()
  let asked = 0
  let settledAt = Number.NEGATIVE_INFINITY
  page.on('request', request => {
    settledAt = Number.NEGATIVE_INFINITY
    asked++
    if (!request.url().includes('/live')) going.add(request)
  })
  page.on('requestfinished', request => void going.delete(request))
  page.on('requestfailed', request => void going.delete(request))
  return async () => {
    // at rest a moment ago, and nothing was asked since
    if (performance.now() - settledAt < 20) return
    const end = performance.now() + 15_000
    for (let isQuiet = false; !isQuiet; ) {
      if (performance.now() > end) throw new Error(`${page.url()} does not come to rest`)
      if (going.size > 0) await page.waitForTimeout(10)
      const before = asked
      // a page that is being left answers nothing
      isQuiet = going.size === 0 && (await page.evaluate(comeToRest).catch(() => false))
      isQuiet &&= going.size === 0 && asked === before
    }
    settledAt = performance.now()
  }
}
