import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { postThrough, sendDueMails } from '#features/notice/server/mail.service.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Answer, appOn, callerOf, type TestApp, testApp } from '#test/app.ts'
import { bodyOf, type LetterBox, openLetterBox, subjectOf } from '#test/letterBox.ts'
import { type Anyone, password } from '#test/world.ts'
import { permissionRows } from '../../../app/server/permissions.ts'

let t: TestApp
let box: LetterBox
const publicUrl = 'https://baton.example'

beforeAll(async () => {
  box = await openLetterBox()
  t = await testApp({ SMTP_URL: box.url, PUBLIC_URL: publicUrl })
  await mailing(true)
})
afterAll(async () => {
  await t?.close()
  await box?.close()
})
beforeEach(async () => {
  box.empty()
  await admin('delete from auth.rate')
})

async function mailing(on: boolean, who: Anyone = 'olivia'): Promise<void> {
  const from = `baton@${who === 'gus' ? 'globex' : 'acme'}.example`
  expect((await t.as(who).patch('/mail-settings', { on, from })).status).toBe(200)
}

/** What has been put into the out-tray goes out, as the job would send it. */
async function arrivals(hours = 0, orgId = t.world.acmeId): Promise<string[]> {
  const clock = fixedClock(new Date(Date.now() + hours * 3_600_000).toISOString())
  await sendDueMails({ ...t.db, clock }, orgId, postThrough(box.url, publicUrl, permissionRows))
  return box.empty()
}

async function admin(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: t.database.adminUrl })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const linkIn = (mail = ''): string => /https:\/\/\S+/.exec(bodyOf(mail))?.[0] ?? ''
const tokenOf = (link: unknown): string => String(link).split('#')[1] ?? ''
const reasonOf = ({ body }: Answer): unknown => (body.reasons as { key: string }[] | undefined)?.[0]?.key // a refusal's shape
const nobody = () => t.with({})
const signIn = (email: string, pass: string) => nobody().post('/auth/sign-in/email', { email, password: pass })
const invite = (email: string, who: Anyone = 'olivia') => t.as(who).post('/invitations', { email, roles: ['sales'] })
const accept = (token: string, name: string) =>
  nobody().post('/invitations/accept', { token, name, password: 'a long password' })

describe('an invitation', () => {
  test('goes to the invited in the company’s language; its link and the one shown both open the door', async () => {
    const made = await invite('nina@acme.example')
    expect(made.body).toMatchObject({ mailed: true, link: expect.stringMatching(/^\/invitation#/) })
    const [mail = '', ...more] = await arrivals()
    expect(more).toEqual([])
    expect(mail).toMatch(/^to: .*nina@acme\.example/im)
    expect(mail).toMatch(/^from: "?Acme"? <baton@acme\.example>/im)
    expect(subjectOf(mail)).toBe('Olivia invites you to Acme')
    expect(linkIn(mail)).toMatch(/^https:\/\/baton\.example\/invitation#[\w-]{43}$/)
    const [shown, mailed] = [tokenOf(made.body.link), tokenOf(linkIn(mail))]
    expect(mailed).not.toBe(shown)
    for (const token of [shown, mailed])
      expect((await nobody().post('/invitations/preview', { token })).body).toMatchObject({ company: 'Acme' })
    expect((await accept(mailed, 'Nina')).status).toBe(201)
    expect((await accept(shown, 'Nina')).status).toBe(404)
    expect(await arrivals(20)).toEqual([])
  })

  test('in Chinese where the company speaks Chinese', async () => {
    const { body } = await t.as('olivia').get('/orgs/current')
    await t.as('olivia').patch('/orgs/current', { lang: 'zh', version: body.version })
    await invite('lin@acme.example')
    const [mail = ''] = await arrivals()
    expect(subjectOf(mail)).toBe('Olivia 邀请您加入 Acme')
    expect(bodyOf(mail)).toContain('链接有效期至')
    await t.as('olivia').patch('/orgs/current', { lang: 'en' })
  })

  test('that is withdrawn or replaced before it leaves is not sent; one that did not arrive is tried again', async () => {
    const first = await invite('omar@acme.example')
    await t.as('olivia').delete(`/invitations/${first.body.id}`)
    expect(await arrivals()).toEqual([])
    await invite('omar@acme.example')
    await invite('omar@acme.example')
    box.full = true
    expect(await arrivals()).toEqual([])
    box.full = false
    const [mail = '', ...more] = await arrivals(1)
    expect(more).toEqual([])
    expect((await accept(tokenOf(linkIn(mail)), 'Omar')).status).toBe(201)
    const { recent } = (await t.as('olivia').get('/mail-settings')).body as { recent: object[] } // the reply's schema
    expect(recent.slice(0, 3)).toMatchObject([
      { to: 'omar@acme.example', kind: 'invitation', state: 'sent', tries: 2 },
      { to: 'omar@acme.example', kind: 'invitation', state: 'failed', error: 'no longer needed' },
      { to: 'omar@acme.example', kind: 'invitation', state: 'failed', error: 'no longer needed' },
    ])
  })

  test('is only shown to copy where the company sends no mails, or the server cannot', async () => {
    await mailing(false)
    expect((await invite('pia@acme.example')).body).toMatchObject({ mailed: false, link: expect.any(String) })
    await mailing(true)
    const noServer = await appOn(t.database)
    const noAddress = await appOn(t.database, { SMTP_URL: box.url })
    for (const app of [noServer, noAddress]) {
      const caller = callerOf(app, async () => ({ authorization: `Bearer ${await t.world.keyOf('olivia')}` }))
      const made = await caller.post('/invitations', { email: 'pia@acme.example', roles: ['sales'] })
      expect(made.body).toMatchObject({ mailed: false, link: expect.any(String) })
      expect((await caller.get('/sign-up')).body).toMatchObject({ mail: false })
      await app.close()
    }
    expect(await arrivals()).toEqual([])
  })

  test('keeps no link anywhere but in the mail', async () => {
    await invite('quin@acme.example')
    const [mail = ''] = await arrivals()
    const token = tokenOf(linkIn(mail))
    expect(token).toHaveLength(43)
    for (const table of ['public.mails', 'public.invitations', 'auth.invitation', 'public.event', 'pgboss.job'])
      expect(await admin(`select 1 from ${table} x where x::text like '%${token}%'`)).toEqual([])
  })
})

describe('a forgotten password', () => {
  const forgot = (email: string, headers = {}) => t.with(headers).post('/password/forgot', { email })
  const reset = (token: string, pass: string) => nobody().post('/password/reset', { token, password: pass })

  test('is asked for by mail: the link works once, ends every session, and the old password opens nothing', async () => {
    const email = t.world.emailOf('wei')
    const { response } = await signIn(email, password)
    const cookie = response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    expect((await t.with({ cookie }).get('/me')).status).toBe(200)
    expect((await forgot('WEI@acme.example')).body).toEqual({})
    const [mail = ''] = await arrivals()
    expect(mail).toMatch(/^to: .*wei@acme\.example/im)
    expect(subjectOf(mail)).toBe('Your new password for Baton')
    const token = tokenOf(linkIn(mail))
    expect(reasonOf(await reset(token, 'short'))).toBeDefined()
    expect((await reset(token, 'wei’s new password')).status).toBe(200)
    expect((await t.with({ cookie }).get('/me')).status).toBe(401)
    expect((await signIn(email, password)).status).toBe(401)
    expect((await signIn(email, 'wei’s new password')).status).toBe(200)
    expect(reasonOf(await reset(token, 'another password'))).toBe('people.resetGone')
    const timeline = await t.as('olivia').get(`/timeline?entity=user&id=${t.world.ids.wei}`)
    expect(JSON.stringify(timeline.body)).toContain('user.passwordReset')
  })

  test('frees whoever had locked themselves out, and two links that crossed open one door', async () => {
    const email = t.world.emailOf('fay')
    for (let n = 0; n < 5; n++) await signIn(email, 'wrong')
    expect((await signIn(email, password)).status).toBe(429)
    await forgot(email)
    await forgot(email)
    const tokens = (await arrivals()).map(mail => tokenOf(linkIn(mail)))
    expect(new Set(tokens).size).toBe(2)
    const [one = '', two = ''] = tokens
    const both = await Promise.all([reset(one, 'first new password'), reset(two, 'second new password')])
    expect(both.map(answer => answer.status).toSorted()).toEqual([200, 404])
    const right = both[0]?.status === 200 ? 'first new password' : 'second new password'
    expect((await signIn(email, right)).status).toBe(200)
  })

  test('an unknown address, one without a company, and a known one are answered alike', async () => {
    await t.as('olivia').post(`/users/${t.world.ids.oda}/moves/deactivate`)
    const answers = await Promise.all(['nobody@acme.example', t.world.emailOf('oda')].map(email => forgot(email)))
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, {}],
      [200, {}],
    ])
    expect(await arrivals()).toEqual([])
    await t.as('olivia').post(`/users/${t.world.ids.oda}/moves/reactivate`)
  })

  test('is said in the language of the browser that asked, unless the person has chosen one', async () => {
    const email = t.world.emailOf('oda')
    await admin(`update users set lang = null where id = '${t.world.ids.oda}'`)
    await forgot(email, { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' })
    expect((await arrivals()).map(subjectOf)).toEqual(['重设您的接力系统密码'])
    await admin(`update users set lang = 'en' where id = '${t.world.ids.oda}'`)
    await forgot(email, { 'accept-language': 'zh-CN' })
    expect((await arrivals()).map(subjectOf)).toEqual(['Your new password for Baton'])
  })

  test('a link works for an hour, and asking has an end', async () => {
    await forgot(t.world.emailOf('ann'))
    const [mail = ''] = await arrivals()
    await admin(`update auth.password_reset set expires_at = expires_at - interval '61 minutes'`)
    expect(reasonOf(await reset(tokenOf(linkIn(mail)), 'ann’s new password'))).toBe('people.resetGone')
    expect(reasonOf(await reset('x'.repeat(43), 'ann’s new password'))).toBe('people.resetGone')
    const tries = await Promise.all(Array.from({ length: 8 }, () => forgot(t.world.emailOf('ann'))))
    expect(tries.filter(one => one.status === 429).length).toBeGreaterThanOrEqual(3)
    expect((await arrivals()).length).toBeLessThanOrEqual(5)
  })

  test('comes from a company that sends mails, though the login was last used in one that does not', async () => {
    const email = t.world.emailOf('max')
    const made = await t.as('gus').post('/invitations', { email, roles: ['sales'] })
    expect(made.body).toMatchObject({ mailed: false })
    const joined = await nobody().post('/invitations/accept', { token: tokenOf(made.body.link), name: 'Max', password })
    expect(joined.status).toBe(201)
    await forgot(email)
    expect(await arrivals(0, t.world.globexId)).toEqual([])
    expect(await arrivals()).toHaveLength(1)
  })
})

describe('a link that an administrator makes', () => {
  const link = (who: Anyone, id: string) => t.as(who).post(`/users/${id}/password-link`)

  test('goes to the person by mail and is shown to nobody; without mail it is shown once', async () => {
    const id = t.world.ids.ann
    expect((await link('olivia', id)).body).toEqual({ link: null, mailed: true })
    expect(await arrivals()).toHaveLength(1)
    await mailing(false)
    const made = await link('olivia', id)
    expect(made.body).toEqual({ mailed: false, link: expect.stringMatching(/^\/reset#[\w-]{43}$/) })
    const token = tokenOf(made.body.link)
    expect((await nobody().post('/password/reset', { token, password: 'by the administrator' })).status).toBe(200)
    expect((await signIn(t.world.emailOf('ann'), 'by the administrator')).status).toBe(200)
    await mailing(true)
  })

  test('is never shown for a login that works in another company too, nor given to who may not edit people', async () => {
    await mailing(false)
    // Max joined Globex above
    const elsewhere = await link('olivia', t.world.ids.max)
    expect([elsewhere.status, reasonOf(elsewhere)]).toEqual([422, 'people.loginElsewhere'])
    expect((await link('ann', t.world.ids.max)).status).toBe(403)
    expect((await link('gus', t.world.ids.ann)).status).toBe(404)
    await mailing(true)
  })

  test('nobody becomes an owner by it: who lacks the role cannot have the link', async () => {
    const grant = (reach: string | null) =>
      t.as('olivia').put('/role-permissions', { changes: [{ permission: 'user.edit', role: 'salesManager', reach }] })
    await grant('all')
    const tried = await link('max', t.world.ids.olivia)
    expect([tried.status, reasonOf(tried)]).toEqual([403, 'people.notYourRole'])
    await grant(null)
  })
})
