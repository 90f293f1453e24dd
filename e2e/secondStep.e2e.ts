// The second step of sign-in, as somebody with a phone in the other hand meets it.
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { people } from '../src/app/demo/people.ts'
import { openStage, type Stage } from './app.ts'
import { openSeat, password, type Seat, type Width } from './person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

/** The phone that typed the key in; not at the end of a step, so that the code is still the same when it arrives. */
async function codeOf(key: string, drift = 0): Promise<string> {
  const left = 30_000 - (Date.now() % 30_000)
  if (left < 4000) await new Promise(go => setTimeout(go, left + 50))
  const secret = new TextDecoder().decode(base32.decode(key.replaceAll(' ', '')))
  return createOTP(secret).hotp(Math.floor(Date.now() / 30_000) + drift)
}

async function enterPassword({ page, goTo }: Seat, email: string): Promise<void> {
  await goTo('/sign-in')
  await page.locator('[name="email"]').fill(email)
  await page.locator('[name="password"]').fill(password)
  await page.locator('button[type="submit"]').click()
}

async function setUp(seat: Seat, name: string): Promise<{ key: string; code: string }> {
  const { page } = seat
  await page.locator('.stepbox button, .sheet button').first().waitFor()
  await page.locator('[data-field="password"] input').last().fill(password)
  await page.locator('form.secret button[type="submit"]').last().click()
  await page.locator('.stepbox img').waitFor()
  await seat.shoot(`${name}-qr`)
  const key = (await page.locator('.stepbox code').textContent()) ?? ''
  await page.locator('[name="code"]').fill(await codeOf(key, -1))
  await page.locator('form.secret button[type="submit"]').last().click()
  const codes = (await page.locator('.oncebox code').textContent()) ?? ''
  await seat.shoot(`${name}-codes`)
  await page.locator('.oncebox button').last().click()
  return { key, code: codes.split('\n')[0] ?? '' }
}

describe.each([
  ['shen', 'desk', 'zh-CN'],
  ['fang', 'phone', 'en-GB'],
] as const)('%s at the %s', (who, width: Width, locale) => {
  test('sets it up, is asked for the code at the next sign-in, and comes in with a backup code too', async () => {
    const { email } = people[who]
    const seat = await openSeat(stage, width, locale)
    const { page } = seat
    await enterPassword(seat, email)
    await page.waitForURL('**/')
    await seat.goTo('/account')
    await seat.shoot(`step-${width}-account`)
    await page.locator('.stepbox .btn').first().click()
    const { key, code } = await setUp(seat, `step-${width}`)
    await seat.settle()
    for (const given of [await codeOf(key), code]) {
      await page.context().clearCookies()
      await enterPassword(seat, email)
      await page.locator('[name="code"]').waitFor()
      await seat.shoot(`step-${width}-ask`)
      await page.locator('[name="code"]').fill('000000')
      await page.locator('button[type="submit"]').click()
      await page.locator('.wrong').waitFor()
      await page.locator('[name="code"]').fill(given)
      await page.locator('button[type="submit"]').click()
      await page.waitForURL('**/')
      expect((await page.request.get('/api/second-step')).ok()).toBe(true)
    }
    expect(seat.troubles).toEqual([])
    await seat.leave()
  }, 120_000)
})
