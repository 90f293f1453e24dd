// What only a real browser can tell of a page's manners: it stands still while it loads, its date fields keep the form.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from './app.ts'
import { bothWidths, type Seat, sitDown } from './person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

declare global {
  interface Window {
    shifts: number[]
  }
}

/** Gathers what moves without anyone having touched the page. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shifts = []
    new PerformanceObserver(list => {
      // as: TypeScript's DOM does not know this entry yet
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) window.shifts.push(entry.value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

describe.each(bothWidths)('at the %s', width => {
  let seat: Seat
  beforeAll(async () => {
    seat = await sitDown(stage, 'gu', width)
    await watchShifts(seat.page)
  })
  afterAll(() => seat.leave())

  test.each(['leads', 'customers', 'deals', 'quotes', 'orders'])(
    'a page of /%s stands still while it loads',
    async path => {
      const answer = await seat.page.request.get(`/api/${path}?limit=3`)
      const { items } = (await answer.json()) as { items: { id: string }[] } // the shape of every list
      expect(items.length).toBeGreaterThan(0)
      for (const { id } of items) {
        await seat.goTo(`/${path}/${id}`)
        await seat.page.locator('.rec-head').waitFor()
        await seat.settle()
        const moved = await seat.page.evaluate(() => window.shifts.reduce((sum, one) => sum + one, 0))
        expect(moved, `${path}/${id}`).toBeLessThan(0.05)
      }
    },
  )
})

describe('on paper', () => {
  let seat: Seat
  beforeAll(async () => {
    seat = await sitDown(stage, 'gu')
  })
  afterAll(() => seat.leave())

  test.each(['quotes', 'orders'])(
    'a page of /%s prints as a document with all its lines, and nothing to press',
    async path => {
      const { page } = seat
      const answer = await page.request.get(`/api/${path}?limit=1`)
      const { items } = (await answer.json()) as { items: { id: string; number: string }[] } // the shape of every list
      const [{ id, number } = { id: '', number: '' }] = items
      const whole = await page.request.get(`/api/${path}/${id}`)
      const { lines } = (await whole.json()) as { lines: { name: string }[] } // a document with lines
      await seat.goTo(`/${path}/${id}`)
      expect(await page.locator('.paper').isVisible()).toBe(false)
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('.paper').isVisible()).toBe(true)
      const said = await page.locator('.paper').textContent()
      for (const part of [number, '砺禾机械', ...lines.map(line => line.name)]) expect(said).toContain(part)
      expect(await page.locator('.paper tbody tr').count()).toBe(lines.length)
      for (const shut of ['.rail', '.movebar', '.strip', '.composer', 'main .btn'])
        expect(await page.locator(shut).filter({ visible: true }).count(), shut).toBe(0)
      await seat.shoot(`paper-${path}`)
      await page.emulateMedia({ media: 'screen' })
    },
  )
})
