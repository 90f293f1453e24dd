import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp } from '#test/app.ts'
import { password } from '#test/world.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const entry = fileURLToPath(new URL('./password.ts', import.meta.url))

async function run(args: string[], input?: string): Promise<{ stdout: string; stderr: string; code: number }> {
  const { appUrl, adminUrl, opsUrl } = t.database
  const env = {
    ...process.env,
    LANG: 'en_US.UTF-8',
    DATA_DIR: tmpdir(),
    DATABASE_URL: appUrl,
    DATABASE_ADMIN_URL: adminUrl,
    DATABASE_OPS_URL: opsUrl,
  }
  try {
    const running = promisify(execFile)(process.execPath, [entry, ...args], { env, timeout: 25_000 })
    if (input !== undefined) running.child.stdin?.end(input)
    return { ...(await running), code: 0 }
  } catch (error) {
    const failed = error as { stdout: string; stderr: string; code: number } // what execFile rejects with
    return failed
  }
}

const cookieOf = ({ response }: Answer): string =>
  response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
const signIn = (email: string, secret: string) => t.with({}).post('/auth/sign-in/email', { email, password: secret })
const ann = 'ann@acme.example'

test('a link from the terminal sets a new password once, ends every session and is told on the person’s timeline', async () => {
  const before = await signIn(ann, password)
  expect(before.status).toBe(200)
  const cookie = cookieOf(before)
  expect((await t.with({ cookie }).get('/me')).status).toBe(200)
  const { stdout, stderr } = await run(['Ann@acme.example'])
  expect(stderr).toBe('')
  const token = /^http:\/\/localhost:3000\/reset#([\w-]{30,})\n$/.exec(stdout)?.[1]
  const set = (fresh: string) => t.with({}).post('/password/reset', { token, password: fresh })
  expect((await set('a brand new one')).status).toBe(200)
  expect((await set('and again one')).status).toBe(404)
  expect((await t.with({ cookie }).get('/me')).status).toBe(401)
  expect((await signIn(ann, password)).status).toBe(401)
  expect((await signIn(ann, 'a brand new one')).status).toBe(200)
  const told = await t.as('olivia').get(`/timeline?entity=user&id=${t.world.ids.ann}`)
  expect(JSON.stringify(told.body)).toContain('user.passwordAsked')
})

test('a password on stdin is set at once; one too short, or nobody’s, is refused in one line', async () => {
  expect(await run(['fay@acme.example', '--stdin'], 'straight from here\n')).toMatchObject({
    code: 0,
    stdout: 'The new password of fay@acme.example is set: old sessions have ended.\n',
  })
  const clear = await run(['fay@acme.example', '--clear-second-step', '--stdin'], 'another from here\n')
  expect(clear.stderr).toBe('No code is asked for when fay@acme.example signs in, until it is set up again.\n')
  expect(await run(['fay@acme.example', '--stdin'], 'straight from here\n')).toMatchObject({ code: 0 })
  expect((await signIn('fay@acme.example', 'straight from here')).status).toBe(200)
  expect(await run(['fay@acme.example', '--stdin'], 'short\n')).toMatchObject({
    code: 1,
    stderr: 'A password has 8 to 128 characters.\n',
  })
  expect(await run(['nobody@acme.example'])).toMatchObject({
    code: 1,
    stderr: 'Nobody signs in with the e-mail address nobody@acme.example.\n',
  })
  expect(await run([])).toMatchObject({ code: 1, stdout: '' })
})
