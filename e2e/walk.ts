// Every kind of page once: nothing that shuts anyone out, no error, no stranger, no word of the other language.
// A file for each round, so that they are walked beside each other.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pages } from '../src/app/web/pages.ts'
import { openStage, type Stage } from './app.ts'
import { shutOut } from './axe.ts'
import { type Seat, sitDown, type Width } from './person.ts'
import { foreignWords } from './words.ts'

// the page's own table: a new page is looked at without anyone adding it here
const paths = pages.filter(page => !page.bare).map(page => page.path)

/** Where a record for a page is found, when its list is not called like the page. */
const lists: Readonly<Record<string, string>> = {
  '/customers/$id/statement': '/customers',
  '/orders/$id/change': '/orders',
  '/orders/$id/versions/$revision': '/orders',
  '/stock/documents/$id': '/stock-documents',
  '/settings/people/$id': '/users',
  '/settings/pools/$id': '/pools',
  '/settings/forms/$id': '/forms',
  '/settings/handover/$id': '/handovers',
  '/settings/contract-templates/$id': '/contract-templates',
}

/** Where that page is; one with an id is opened with the first record of its list. */
export async function addressOf(seat: Seat, path: string): Promise<string> {
  if (!path.includes('$id')) return path.replace('$kind', 'receipt')
  const answer = await seat.page.request.get(`/api${lists[path] ?? path.replace('/$id', '')}?limit=1`)
  const { items } = (await answer.json()) as { items?: { id: string }[] } // the shape of every list
  if (!items?.[0]) throw new Error(`no record was found to open ${path} with`)
  return path.replace('$id', items[0].id).replace('$revision', '1')
}

/** The page itself never scrolls sideways: what is wide has a box of its own that does. */
export const isTooWide = ({ page }: Seat): Promise<boolean> =>
  // a phone makes its window as wide as what does not fit into it: the screen's own width says
  page.evaluate(wide => document.documentElement.scrollWidth > wide + 1, page.viewportSize()?.width ?? 0)

type Round = {
  readonly width: Width
  readonly wish?: Parameters<typeof sitDown>[3]
  /** Which of every eight pages is opened as from a bookmark; all others inside the app, which takes a third of the time. */
  readonly loaded?: number
  readonly look: (seat: Seat, path: string) => Promise<void>
}

function walk({ width, wish, loaded, look }: Round): void {
  let stage: Stage
  let seat: Seat
  beforeAll(async () => {
    stage = await openStage()
    seat = await sitDown(stage, 'gu', width, wish)
    await seat.goTo('/')
  })
  afterAll(async () => {
    await seat.leave()
    await stage.close()
  })
  test.each(paths.map((path, at) => [path, at % 8 === loaded] as const))('%s', async (path, isLoaded) => {
    await seat[isLoaded ? 'goTo' : 'turnTo'](await addressOf(seat, path))
    await look(seat, path)
    expect(seat.troubles.splice(0)).toEqual([])
  })
}

/** The owner opens every page, and it shows itself to everyone: in daylight at the desk, in the dark on the phone. */
export const walkInChinese = (width: Width): void =>
  walk({
    width,
    wish: { colorScheme: width === 'phone' ? 'dark' : 'light' },
    loaded: width === 'phone' ? 4 : 0,
    look: async (seat, path) => {
      await seat.shoot(`${width}-zh${path.replaceAll(/[/$]/g, '-')}`)
      expect(await seat.page.locator('main').textContent()).not.toMatch(/没有找到|系统出错了|没有权限/)
      expect(await isTooWide(seat)).toBe(false)
      expect(await foreignWords(seat.page, 'zh')).toEqual([])
      expect(await shutOut(seat)).toEqual([])
    },
  })

/** In a browser that asks for English no page leaves a sentence in Chinese. */
export const walkInEnglish = (): void =>
  walk({
    width: 'desk',
    wish: 'en-US',
    look: async (seat, path) => {
      await seat.shoot(`desk-en${path.replaceAll(/[/$]/g, '-')}`)
      expect(await foreignWords(seat.page, 'en')).toEqual([])
    },
  })
