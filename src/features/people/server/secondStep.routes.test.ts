import { createOTP } from '@better-auth/utils/otp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type Answer, type TestApp, testApp } from '#test/app.ts'
import { type Anyone, password } from '#test/world.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

type Jar = { cookie: string }
const reasonOf = ({ body }: Answer): unknown => (body.reasons as { key: string }[] | undefined)?.[0]?.key // a refusal's shape

/** What a browser would send back: what was set, over what it had. */
function jarOf({ response }: Answer, old: Jar = { cookie: '' }): Jar {
  const jar = new Map(old.cookie.split('; ').map(one => [one.split('=')[0], one] as const))
  for (const { name, value, maxAge } of response.cookies)
    if (maxAge === 0) jar.delete(name)
    else jar.set(name, `${name}=${encodeURIComponent(value)}`)
  return { cookie: [...jar.values()].filter(Boolean).join('; ') }
}

const steps = { before: -1, now: 0, after: 1 }

/** A phone: the secret as it was typed in, and a clock that may be wrong by some steps of thirty seconds. */
async function codeOf(secret: string, drift = 0): Promise<string> {
  // not so near the end of a step that the answer falls into the next
  const left = 30_000 - (Date.now() % 30_000)
  if (left < 2000) await new Promise(go => setTimeout(go, left + 50))
  const { base32 } = await import('@better-auth/utils/base32')
  const key = new TextDecoder().decode(base32.decode(secret))
  return createOTP(key).hotp(Math.floor(Date.now() / 30_000) + drift)
}

const enter = (who: Anyone, headers: Jar = { cookie: '' }) =>
  t.with(headers).post('/auth/sign-in/email', { email: t.world.emailOf(who), password })
const verify = (jar: Jar, code: string, trustDevice = false) =>
  t.with(jar).post('/auth/second-step/verify', { code, trustDevice })

async function sessionOf(who: Anyone): Promise<Jar> {
  return jarOf(await enter(who))
}

type Enrolled = { jar: Jar; secret: string; codes: string[] }

async function enrol(who: Anyone): Promise<Enrolled> {
  const first = await sessionOf(who)
  const offer = await t.with(first).post('/auth/second-step/enable', { password })
  expect(offer.status).toBe(200)
  const { secret, codes, qr } = offer.body as { secret: string; codes: string[]; qr: string } // the route's StepOffer
  expect(qr).toMatch(/^<svg/)
  const confirmed = await t.with(first).post('/auth/second-step/confirm', { code: await codeOf(secret, -1) })
  expect(confirmed.status).toBe(200)
  return { jar: jarOf(confirmed, first), secret, codes }
}

async function reset(who: Anyone): Promise<void> {
  expect((await t.as('olivia').post(`/users/${t.world.ids[who]}/second-step/reset`)).status).toBe(201)
  await t.as('olivia').post(`/users/${t.world.ids[who]}/unlock`)
  await forgetCodes()
}

/** As when the window of every code is over. */
const forgetCodes = () =>
  inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx => tx.query({ text: 'delete from auth.used_code', values: [] }))

describe('the second step', () => {
  test('is set up with a code from the phone, and asked for at the next sign-in', async () => {
    const before = await sessionOf('ann')
    const { jar, secret } = await enrol('ann')
    expect((await t.with(jar).get('/second-step')).body).toMatchObject({ on: true, codesLeft: 10, barred: false })
    // a session from before it was on ends
    expect((await t.with(before).get('/me')).status).toBe(401)
    const asked = await enter('ann')
    expect(asked.body).toEqual({ secondStep: true })
    const owing = jarOf(asked)
    expect((await t.with(owing).get('/me')).status).toBe(401)
    const done = await verify(owing, await codeOf(secret))
    expect(done.status).toBe(200)
    expect((await t.with(jarOf(done, owing)).get('/me')).body).toMatchObject({ name: 'Ann' })
    await reset('ann')
  })

  test('a phone whose clock is one step off is let in, two steps off it is not', async () => {
    const { secret } = await enrol('max')
    for (const [drift, status] of [
      [steps.after, 200],
      [3, 401],
      [-3, 401],
      [steps.now, 200],
    ] as const) {
      await forgetCodes()
      const owing = jarOf(await enter('max'))
      expect([drift, (await verify(owing, await codeOf(secret, drift))).status]).toEqual([drift, status])
    }
    await reset('max')
  })

  test('a code opens once, however many give it at the same time', async () => {
    const { secret } = await enrol('fay')
    const both = [jarOf(await enter('fay')), jarOf(await enter('fay'))]
    const code = await codeOf(secret)
    const answers = await Promise.all(both.map(jar => verify(jar, code)))
    expect(answers.map(one => one.status).sort()).toEqual([200, 401])
    const later = await verify(jarOf(await enter('fay')), code)
    expect([later.status, reasonOf(later)]).toEqual([401, 'people.codeUsed'])
    await reset('fay')
  })

  test('a backup code opens once, typed in any way, and only its hash is kept', async () => {
    const { codes } = await enrol('wei')
    const [code = ''] = codes
    const typed = code.toUpperCase().replace('-', ' ')
    const kept = await inOrg(t.db, t.world.acmeId, { mode: 'read' }, db =>
      db.query<{ backupCodes: string }>({
        text: 'select "backupCodes" as backup_codes from auth."twoFactor"',
        values: [],
      }),
    )
    expect(JSON.stringify(kept)).not.toContain(code)
    const owing = jarOf(await enter('wei'))
    const done = await verify(owing, typed)
    expect(done.status).toBe(200)
    expect((await t.with(jarOf(done, owing)).get('/second-step')).body).toMatchObject({ codesLeft: 9 })
    await inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx =>
      tx.query({ text: 'delete from auth.used_code', values: [] }),
    )
    const again = await verify(jarOf(await enter('wei')), code)
    expect([again.status, reasonOf(again)]).toEqual([401, 'people.wrongCode'])
    await reset('wei')
  })

  test('C127 wrong codes lock as wrong passwords do, and the right password buys no new tries', async () => {
    const { secret } = await enrol('oda')
    let last: Answer | undefined
    let wrong = 0
    for (let n = 0; n < 9; n++) {
      const asked = await enter('oda')
      last = asked.status === 429 ? asked : await verify(jarOf(asked), '000000')
      if (last.status === 429) break
      wrong++
    }
    expect([wrong, last?.status, last && reasonOf(last)]).toEqual([5, 429, 'people.locked'])
    expect((await enter('oda')).status).toBe(429)
    expect((await enter('max')).status).toBe(200)
    await t.as('olivia').post(`/users/${t.world.ids.oda}/unlock`)
    expect((await verify(jarOf(await enter('oda')), await codeOf(secret))).status).toBe(200)
    await reset('oda')
  })

  test('a trusted device is not asked again, until the password changes or the step is reset', async () => {
    const { secret } = await enrol('ann')
    const owing = jarOf(await enter('ann'))
    const done = await verify(owing, await codeOf(secret), true)
    const trusting = jarOf(done, owing)
    expect(done.response.cookies.find(one => one.name.endsWith('trust_device'))?.maxAge).toBe(30 * 24 * 3600)
    const back = await enter('ann', trusting)
    expect(back.body).toEqual({})
    const here = jarOf(back, trusting)
    const next = 'another long password'
    const changed = await t.with(here).post('/auth/change-password', { currentPassword: password, newPassword: next })
    expect(changed.status).toBe(200)
    const after = await t
      .with(jarOf(changed, here))
      .post('/auth/sign-in/email', { email: t.world.emailOf('ann'), password: next })
    expect(after.body).toEqual({ secondStep: true })
    await t.with(jarOf(changed, here)).post('/auth/change-password', { currentPassword: next, newPassword: password })
    await reset('ann')
  })

  test('the owner resets it, which is written down; a sales person cannot', async () => {
    await enrol('ann')
    expect((await t.as('max').post(`/users/${t.world.ids.ann}/second-step/reset`)).status).toBe(403)
    await reset('ann')
    expect((await enter('ann')).body).toEqual({})
    const kinds = await inOrg(t.db, t.world.acmeId, { mode: 'read' }, db =>
      db.query<{ kind: string }>({
        text: `select kind from event where org_id = $1 and record_id = $2 and kind like 'user.secondStep%' order by seq desc limit 2`,
        values: [t.world.acmeId, t.world.ids.ann],
      }),
    )
    expect(kinds.map(one => one.kind)).toEqual(['user.secondStepReset', 'user.secondStepOn'])
  })

  test('switching it off needs password and code, and is refused where the company asks for it', async () => {
    const { jar, secret } = await enrol('max')
    const off = (code: string) => t.with(jar).post('/auth/second-step/disable', { password, code })
    expect(reasonOf(await off('123456'))).toBe('people.wrongCode')
    await t.as('olivia').put('/second-step/rule', { roles: ['salesManager'], graceDays: 0 })
    expect(reasonOf(await off(await codeOf(secret)))).toBe('people.stepRequired')
    await t.as('olivia').put('/second-step/rule', { roles: [], graceDays: 7 })
    const done = await off(await codeOf(secret))
    expect(done.status).toBe(200)
    expect((await enter('max')).body).toEqual({})
  })

  test('roles that must have it may work through the days of grace, then nothing but setting it up', async () => {
    const jar = await sessionOf('fay')
    await t.as('olivia').put('/second-step/rule', { roles: ['finance'], graceDays: 3 })
    expect((await t.with(jar).get('/second-step')).body).toMatchObject({ required: true, barred: false })
    expect((await t.with(jar).get('/customers')).status).toBe(200)
    await t.as('olivia').put('/second-step/rule', { roles: ['finance'], graceDays: 0 })
    const refused = await t.with(jar).get('/customers')
    expect([refused.status, reasonOf(refused)]).toEqual([403, 'people.stepNeeded'])
    expect((await t.with(jar).get('/me')).body).toMatchObject({ barred: true })
    expect((await t.with(await sessionOf('ann')).get('/customers')).status).toBe(200)
    // an API key has no phone
    expect((await t.as('fay').get('/customers')).status).toBe(200)
    const { jar: inside } = await enrol('fay')
    expect((await t.with(inside).get('/customers')).status).toBe(200)
    await reset('fay')
    expect((await t.with(await sessionOf('fay')).get('/customers')).status).toBe(403)
    await t.as('olivia').put('/second-step/rule', { roles: [], graceDays: 7 })
    expect((await t.with(await sessionOf('fay')).get('/customers')).status).toBe(200)
  })

  test('an API key is made only with a code that was just given, where there is a second step', async () => {
    const { jar, secret } = await enrol('olivia')
    const make = (proof?: string) => t.with(jar).post('/api-keys', { name: 'Till', ...(proof && { proof }) })
    expect(reasonOf(await make())).toBe('people.stepStale')
    expect(reasonOf(await make(`${Date.now() + 60_000}.forged`))).toBe('people.stepStale')
    const fresh = await t.with(jar).post('/auth/second-step/fresh', { code: await codeOf(secret) })
    expect((await make(String(fresh.body.proof))).status).toBe(201)
  })
})
