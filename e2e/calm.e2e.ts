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
      const answer = await seat.page.request.get(`/api/${path}?limit=2`)
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

describe('the hands on the keys', () => {
  let seat: Seat
  beforeAll(async () => {
    seat = await sitDown(stage, 'gu')
  })
  afterAll(() => seat.leave())

  test('Enter in a date field takes the date and sends no form', async () => {
    const { page } = seat
    const filter = JSON.stringify({ field: 'state', op: 'is', value: 'following' })
    const answer = await page.request.get(`/api/leads?limit=1&filter=${encodeURIComponent(filter)}`)
    const { items } = (await answer.json()) as { items: { id: string }[] } // the shape of every list
    await seat.goTo(`/leads/${items[0]?.id}`)
    await page.getByRole('button', { name: '转化', exact: true }).click()
    const sheet = page.getByRole('dialog')
    const date = sheet.getByLabel('预计成交日')
    await date.fill('2030-12-30')
    await date.press('Enter')
    await seat.settle()
    expect(await date.inputValue()).toBe('2030-12-30')
    expect(await sheet.isVisible()).toBe(true)
    expect(new URL(page.url()).pathname).toBe(`/leads/${items[0]?.id}`)
  })

  test('? shows the keys, and Ctrl K finds a move of the page', async () => {
    const { page } = seat
    const filter = JSON.stringify({ field: 'state', op: 'is', value: 'unassigned' })
    const answer = await page.request.get(`/api/leads?limit=1&filter=${encodeURIComponent(filter)}`)
    const { items } = (await answer.json()) as { items: { id: string }[] } // the shape of every list
    await seat.goTo(`/leads/${items[0]?.id}`)
    await page.keyboard.press('?')
    await page.getByText('快捷键').first().waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('分配')
    await page.getByRole('option', { name: '分配', exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByLabel('分配给').or(page.getByLabel('负责人')).first().waitFor()
  })
})
