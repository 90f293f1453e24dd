import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const entry = fileURLToPath(new URL('./apikey.ts', import.meta.url))

async function run(...args: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
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
    return { ...(await promisify(execFile)(process.execPath, [entry, ...args], { env, timeout: 25_000 })), code: 0 }
  } catch (error) {
    const failed = error as { stdout: string; stderr: string; code: number } // what execFile rejects with
    return failed
  }
}

test('prints nothing but a key that works: the first owner’s, or the named person’s', async () => {
  for (const [args, name] of [
    [[], 'Olivia'],
    [['Ann@acme.example'], 'Ann'],
  ] as const) {
    const { stdout, stderr } = await run(...args)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^bk_[\w-]{43}\n$/)
    expect((await t.with({ authorization: `Bearer ${stdout.trim()}` }).get('/me')).body).toMatchObject({ name })
  }
})

test('with --leads the key creates leads and opens nothing else', async () => {
  const { stdout } = await run('ann@acme.example', '--leads')
  const key = t.with({ authorization: `Bearer ${stdout.trim()}` })
  expect((await key.post('/leads', { name: 'From the site' })).status).toBe(201)
  expect(await key.get('/me')).toMatchObject({ status: 403, body: { reasons: [{ key: 'people.keyScope.leads' }] } })
})

test('says in one line that nobody has this address', async () => {
  expect(await run('nobody@acme.example')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'No active person has the e-mail address nobody@acme.example.\n',
  })
})
