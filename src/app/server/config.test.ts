import { expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { readConfig } from './config.ts'

test('an empty environment is the try-out: port 3000, embedded database, demo company', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    databaseUrl: undefined,
    demo: true,
    trustProxy: false,
    logLevel: 'info',
  })
  // a database of one's own begins empty, unless one asks for the demo
  const own = { DATABASE_URL: 'postgres://a:b@db/c' }
  expect(readConfig(own).demo).toBe(false)
  expect(readConfig({ ...own, DEMO: 'on' }).demo).toBe(true)
  expect(readConfig({}).dataDir).toMatch(/\.data$/)
})

test.each([
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '80x'],
  ['DATABASE_URL', 'mysql://a@b/c'],
  ['DATABASE_ADMIN_URL', 'localhost'],
  ['PUBLIC_URL', 'baton.example.com'],
  ['SMTP_URL', 'mail.example.com'],
  ['TRUST_PROXY', 'maybe'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused in one line that names it, in both languages', (name, value) => {
  const problem = problemOf(() => readConfig({ [name]: value }))
  for (const lang of ['en', 'zh'] as const) {
    expect(problem.line(lang)).toContain(`${name}=${value}`)
    expect(problem.line(lang)).not.toMatch(/\{\w+\}|\n/)
  }
})

test('a refused address does not show its password', () => {
  expect(problemOf(() => readConfig({ DATABASE_URL: 'http://me:secret@host/db' })).line('en')).not.toContain('secret')
})

test('a secret that could be guessed is refused, and not shown', () => {
  const problem = problemOf(() => readConfig({ AUTH_SECRET: 'hunter2' }))
  expect(problem.line('en')).toContain('AUTH_SECRET is too short')
  expect(problem.line('en')).not.toContain('hunter2')
  expect(readConfig({ AUTH_SECRET: 'x'.repeat(32) }).authSecret).toHaveLength(32)
})

test('blank means unset', () => {
  expect(readConfig({ PORT: ' ', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined })
})

function problemOf(act: () => unknown): Problem {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return error
  }
  throw new Error('nothing was refused')
}
