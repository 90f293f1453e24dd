// One view of a list: saved, shared, found by a colleague, changed, deleted; and what “New” offers to whom.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './app.ts'
import { type Seat, sitDown } from './person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const name = 'Food makers'
const ofLevel = (level: string) => encodeURIComponent(JSON.stringify({ field: 'level', op: 'in', value: [level] }))
const [levelA, levelB] = ['A', 'B'].map(ofLevel)
const tabOf = (page: Page) => page.getByRole('group', { name: 'Views' }).getByRole('button', { name })

async function countOf({ page }: Seat): Promise<number> {
  const said = await page.locator('.tools .count').textContent()
  return Number(/\d+/.exec(said ?? '')?.[0])
}

test('a view is saved and shared, opened by a colleague within their reach, changed and deleted for everybody', async () => {
  const owner = await sitDown(stage, 'gu', 'desk', 'en-US')
  const { page } = owner
  await owner.goTo(`/customers?filter=${levelA}`)
  const all = await countOf(owner)
  await page.getByRole('button', { name: 'Save as view' }).click()
  await page.getByLabel('Name of the view').fill(name)
  await page.getByLabel('For everybody').check()
  await page.locator('form.leaf').getByRole('button', { name: 'Save' }).click()
  await tabOf(page).waitFor()
  expect(await tabOf(page).getAttribute('aria-pressed')).toBe('true')
  await owner.shoot('view-saved')

  const colleague = await sitDown(stage, 'shen', 'desk', 'en-US')
  await colleague.goTo('/customers')
  await tabOf(colleague.page).click()
  await colleague.settle()
  expect(colleague.page.url()).toContain('view=')
  const own = await countOf(colleague)
  expect(own).toBeGreaterThan(0)
  expect(own).toBeLessThan(all)
  // whoever may not change it for everybody may still keep a copy
  await colleague.page.getByRole('button', { name: `View ${name}` }).click()
  await colleague.page.getByRole('menuitem', { name: 'Save as…' }).waitFor()
  expect(await colleague.page.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0)
  await colleague.page.keyboard.press('Escape')

  const view = new URL(page.url()).searchParams.get('view')
  await owner.goTo(`/customers?view=${view}&filter=${levelB}`)
  await page.locator('.views').getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(`View “${name}” saved`).waitFor()
  const changed = await countOf(owner)
  await colleague.goTo('/customers')
  await tabOf(colleague.page).click()
  await colleague.settle()
  const theirs = await colleague.page.request.get(`/api/customers/summary?filter=${levelB}`)
  expect(await theirs.json()).toMatchObject({ count: await countOf(colleague) })
  expect(await countOf(colleague)).toBeLessThanOrEqual(changed)

  await page.getByRole('button', { name: `View ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText(`View “${name}” deleted`).waitFor()
  await colleague.goTo('/customers')
  expect(await tabOf(colleague.page).count()).toBe(0)
  for (const seat of [owner, colleague]) {
    expect(seat.troubles).toEqual([])
    await seat.leave()
  }
})

test('“New” offers what the person may create, and opens it also where one already is', async () => {
  const sales = await sitDown(stage, 'shen', 'desk', 'en-US')
  const { page } = sales
  await sales.goTo('/customers')
  for (const _ of ['first', 'again']) {
    await page.getByRole('banner').getByRole('button', { name: 'New', exact: true }).click()
    const offered = await page.getByRole('menuitem').allTextContents()
    expect(offered).toEqual(['Lead', 'Customer', 'Task', 'Deal', 'Contract', 'Order'])
    await page.getByRole('menuitem', { name: 'Customer' }).click()
    await page.getByRole('dialog', { name: 'New customer' }).waitFor()
    expect(page.url()).not.toContain('new')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'New customer' }).waitFor({ state: 'hidden' })
  }
  expect(sales.troubles).toEqual([])
  await sales.leave()
})
