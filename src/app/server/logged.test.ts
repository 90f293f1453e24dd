import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callerOf } from '#test/app.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { password, type World, worldOn } from '#test/world.ts'
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { serializers } from './logged.ts'

let database: TestDatabase
let app: Awaited<ReturnType<typeof buildApp>>
let world: World
let log = ''
const dataDir = mkdtempSync(join(tmpdir(), 'baton-logged-'))
const smtp = 'smtp://postmaster:s3cret-of-smtp@127.0.0.1:9'

beforeAll(async () => {
  database = await testDatabase('world')
  app = await buildApp({
    config: readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'trace', SMTP_URL: smtp, PUBLIC_URL: 'https://baton.example' }),
    databases: { appUrl: database.appUrl, opsUrl: database.opsUrl, stepDown: false },
    log: {
      write: line => {
        log += line
      },
    },
    jobs: true,
  })
  app.get('/api/boom', { config: { access: 'public' } }, () => {
    const quoted = Object.assign(new Error('invalid input syntax for type uuid: "what-somebody-typed"'), {
      code: 'XX000',
      detail: 'Key (email)=(hidden@acme.example) is not present',
      where: "unnamed portal parameter $1 = 'hidden-parameter'",
    })
    throw new Error('while reading', { cause: quoted })
  })
  world = worldOn(app.baton.db)
})
afterAll(async () => {
  await app?.close()
  await database?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const as = async (who: 'ann' | 'olivia') => {
  const key = await world.keyOf(who)
  return callerOf(app, async () => ({ authorization: `Bearer ${key}` }))
}
const anyone = (headers = {}) => callerOf(app, async () => headers)

test('whatever is sent, the log holds the way and the outcome, no secret and nothing of what was in it', async () => {
  const [ann, olivia] = [await as('ann'), await as('olivia')]
  const nobody = anyone()
  const wrong = 'a wrong password nobody has'
  await nobody.post('/auth/sign-in/email', { email: world.emailOf('ann'), password: wrong })
  const { response } = await nobody.post('/auth/sign-in/email', { email: world.emailOf('ann'), password })
  const session = response.cookies[0]?.value ?? ''
  await anyone({ cookie: `baton.session_token=${encodeURIComponent(session)}` }).get('/me')
  await anyone({ authorization: 'Bearer bk_a-key-that-opens-nothing-at-all' }).get('/me')
  await olivia.patch('/mail-settings', { on: true, from: 'baton@acme.example' })
  const invited = await olivia.post('/invitations', { email: 'nina@acme.example', roles: ['sales'] })
  const token = String(invited.body.link).split('#')[1] ?? ''
  await nobody.post('/invitations/preview', { token })
  await nobody.post('/invitations/accept', { token: `${token}x`, name: 'Nina', password: 'the password Nina chose' })
  await nobody.post('/password/forgot', { email: world.emailOf('ann') })
  await nobody.post('/password/reset', { token: `${token}y`, password: 'the password Ann chose' })
  const key = await olivia.post('/api-keys', { name: 'robot' })
  await ann.post('/customers', { name: '只有我知道的客户', phone: '13800001111', note: 'a note about a secret' })
  await ann.get(`/customers?q=${encodeURIComponent('只有我知道')}&filter=${encodeURIComponent('{"field":"name"')}`)
  await ann.post('/customers', { name: 'Unknown', nonsense: 'a field that nobody asked for' })
  await app.inject({
    method: 'POST',
    url: '/api/customers',
    headers: { 'content-type': 'application/json' },
    payload: '{"name":"half a body',
  })
  const boom = await nobody.get('/boom')
  expect(boom.status).toBe(500)
  // the job tries the letters' server meanwhile
  for (let n = 0; n < 50 && !/sendMails|jobs/.test(log); n++) await new Promise(go => setTimeout(go, 100))

  const lines = log
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>) // every line of the log is an object
  expect(lines.filter(line => line.msg === 'request completed').length).toBeGreaterThan(14)
  // one line a request
  expect(lines.some(line => line.msg === 'incoming request')).toBe(false)
  expect(lines.find(line => line.msg === 'fault')).toMatchObject({
    reqId: String(boom.response.headers['x-request-id']),
    err: {
      message: 'while reading',
      stack: expect.stringContaining('logged.test.ts'),
      cause: { code: 'XX000', message: 'invalid input syntax for type uuid: …' },
    },
  })
  expect(lines).toContainEqual(
    expect.objectContaining({ req: { method: 'GET', path: '/api/customers', ip: '127.0.0.1' } }),
  )
  const secrets = [
    password,
    wrong,
    session,
    decodeURIComponent(session),
    session.split('.')[0] ?? '',
    await world.keyOf('ann'),
    'bk_a-key-that-opens-nothing-at-all',
    String(key.body.secret),
    token,
    'the password Nina chose',
    'the password Ann chose',
    's3cret-of-smtp',
    '只有我知道',
    encodeURIComponent('只有我知道'),
    '13800001111',
    'a note about a secret',
    'a field that nobody asked for',
    'half a body',
    'what-somebody-typed',
    'hidden',
    world.emailOf('ann'),
    'nina@acme.example',
  ]
  expect(secrets.filter(secret => secret.length < 5)).toEqual([])
  expect(secrets.filter(secret => log.includes(secret))).toEqual([])
}, 60_000)

test('what is thrown and is no error says only what kind of thing it was', () => {
  expect(serializers.err('a string with a secret')).toEqual({ type: 'string', message: '', stack: '' })
})
