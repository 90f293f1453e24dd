import { createServer } from 'node:http'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { findChromium } from '#test/chromium.ts'
import { password } from '#test/world.ts'

let t: TestApp
let browser: Browser
let address: string
beforeAll(async () => {
  t = await testApp()
  address = await t.app.listen({ port: await freePort(), host: '127.0.0.1' })
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
})
afterAll(async () => {
  await browser?.close()
  await t?.close()
})

async function freePort(): Promise<number> {
  for (let port = 21_300; port < 21_400; port++) {
    const server = createServer()
    const free = await new Promise<boolean>(done => {
      server.once('error', () => done(false)).listen(port, '127.0.0.1', () => server.close(() => done(true)))
    })
    if (free) return port
  }
  throw new Error('no free port')
}

test('the page names only files of this server, and its policy allows no other', async () => {
  const answer = await t.app.inject({ url: '/docs' })
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(answer.body).not.toMatch(/https?:\/\//)
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';")
  const files = [...answer.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(match => match[1] ?? '')
  expect(files).toHaveLength(3)
  for (const url of files) expect((await t.app.inject({ url })).statusCode, url).toBe(200)
})

test('a browser draws the endpoints of the signed-in company and asks no other address', async () => {
  const page = await browser.newPage()
  const foreign: string[] = []
  const faults: string[] = []
  page.on('request', request => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) foreign.push(request.url())
  })
  page.on('pageerror', error => faults.push(String(error)))
  page.on('console', message => {
    if (message.type() === 'error') faults.push(message.text())
  })
  const signedIn = await page.request.post(`${address}/api/auth/sign-in/email`, {
    headers: { origin: address },
    data: { email: t.world.emailOf('olivia'), password },
  })
  expect(signedIn.status()).toBe(200)
  await page.goto(`${address}/docs`)
  await page.locator('.opblock-tag', { hasText: 'customers' }).first().click({ timeout: 60_000 })
  await page.locator('.opblock-summary-path', { hasText: '/customers/{id}' }).first().waitFor({ timeout: 60_000 })
  expect({ foreign, faults }).toEqual({ foreign: [], faults: [] })
}, 120_000)
