// Someone of the demo company at a screen of their own. What a person must never meet is collected as they go.
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { people, type Person as Who } from '../src/app/demo/people.ts'
import { password, type Stage } from './app.ts'

export const widths = { desk: 1440, phone: 390 } as const
export type Width = keyof typeof widths

export type Seat = {
  readonly page: Page
  readonly width: Width
  /** Errors in the console, failed scripts, requests to other hosts. */
  readonly troubles: string[]
  goTo(path: string): Promise<void>
  shoot(name: string): Promise<void>
  leave(): Promise<void>
}

/** Already signed in: the form itself is the first thing of the day. */
export async function sitDown(stage: Stage, who: Who, width: Width = 'desk'): Promise<Seat> {
  const seat = await openSeat(stage, width)
  const login = { email: people[who].email, password }
  const answer = await seat.page.request.post('/api/auth/sign-in/email', {
    data: login,
    headers: { origin: stage.url },
  })
  if (!answer.ok()) throw new Error(`${who} could not sign in: ${await answer.text()}`)
  return seat
}

export async function openSeat(stage: Stage, width: Width, locale = 'zh-CN'): Promise<Seat> {
  const { browser, url } = stage
  const context = await contextFor(browser, url, width, locale)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const troubles: string[] = []
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
    goTo: async path => {
      await page.goto(path, { waitUntil: 'domcontentloaded' })
      await settle(page)
    },
    shoot: async name => {
      await settle(page)
      await page.screenshot({ path: join(stage.shots, `${name}.png`) })
    },
    leave: () => context.close(),
  }
}

function contextFor(browser: Browser, baseURL: string, width: Width, locale: string): Promise<BrowserContext> {
  const phone = width === 'phone'
  return browser.newContext({
    baseURL,
    locale,
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

/** Nothing is being fetched, no skeleton stands there. The event stream never ends, so the network is not asked. */
export async function settle(page: Page): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet++) {
    await page.waitForFunction(
      () => document.querySelector('main') && !document.querySelector('main [aria-busy="true"]'),
    )
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
}
