import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type Answer, appOn, callerOf, type TestApp, testApp } from '#test/app.ts'
import { type Anyone, password } from '#test/world.ts'
import { createKey } from './key.service.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const signIn = (email: string, pass = password, headers = {}) =>
  t.with(headers).post('/auth/sign-in/email', { email, password: pass })

function cookieOf({ response }: Answer): { cookie: string } {
  const cookies = response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
  return { cookie: cookies.join('; ') }
}

const reasonOf = ({ body }: Answer): unknown => (body.reasons as { key: string }[] | undefined)?.[0]?.key // a refusal's shape

async function sessionOf(who: Anyone): Promise<{ cookie: string }> {
  const answer = await signIn(t.world.emailOf(who))
  expect(answer.status).toBe(200)
  return cookieOf(answer)
}

/** Asks the database as its owner would: to age what a test cannot wait for. */
async function admin(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: t.database.adminUrl })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

describe('sign-in', () => {
  test('the right password opens, and the page learns who is there', async () => {
    const me = await t.with(await sessionOf('ann')).get('/me')
    expect(me.status).toBe(200)
    expect(me.body).toMatchObject({
      name: 'Ann',
      email: 'ann@acme.example',
      roles: ['sales'],
      org: { name: 'Acme' },
      orgs: [{ name: 'Acme' }],
    })
  })

  test('the cookie is for this server alone and no script reads it', async () => {
    const { response, body } = await signIn(t.world.emailOf('ann'))
    expect(String(response.headers['set-cookie'])).toMatch(/baton\.session_token=.*HttpOnly.*SameSite=Lax/i)
    expect(body).toEqual({})
  })

  test('a wrong password and an unknown e-mail are refused alike', async () => {
    for (const email of [t.world.emailOf('max'), 'nobody@acme.example']) {
      const answer = await signIn(email, 'not the password')
      expect([answer.status, reasonOf(answer)]).toEqual([401, 'people.wrongPassword'])
    }
  })

  test('a cookie that someone else signed opens nothing', async () => {
    const { cookie } = await sessionOf('ann')
    const [token] = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')
    expect(token).toMatch(/\w{20}/)
    for (const forged of [`${token}`, `${token}.AAAA`, `${token}.${'A'.repeat(43)}=`])
      expect((await t.with({ cookie: `baton.session_token=${encodeURIComponent(forged)}` }).get('/me')).status).toBe(
        401,
      )
  })

  test('signing out ends the session on the next request', async () => {
    const mine = await sessionOf('ann')
    expect((await t.with(mine).get('/me')).status).toBe(200)
    expect((await t.with(mine).post('/auth/sign-out')).status).toBe(200)
    expect((await t.with(mine).get('/me')).status).toBe(401)
  })

  test('a session on the list can be ended from elsewhere, and nobody else’s', async () => {
    const [here, there, other] = [await sessionOf('oda'), await sessionOf('oda'), await sessionOf('fay')]
    const own = (await t.with(there).get('/auth/get-session')).body
    const list = (await t.with(here).get('/sessions')).body.items as { id: string }[] // the schema of the endpoint
    expect(list.map(one => one.id)).toContain(own.id)
    expect((await t.with(other).delete(`/sessions/${own.id}`)).status).toBe(404)
    expect((await t.with(there).get('/me')).status).toBe(200)
    expect((await t.with(here).delete(`/sessions/${own.id}`)).status).toBe(200)
    expect((await t.with(there).get('/me')).status).toBe(401)
  })

  test('a request from another site is refused', async () => {
    const answer = await t
      .with({ origin: 'https://evil.example' })
      .post('/auth/sign-in/email', { email: t.world.emailOf('ann'), password })
    expect([answer.status, reasonOf(answer)]).toEqual([403, 'people.foreignPage'])
  })

  test('another site’s page writes nothing by the session of whoever looks at it; a key may ask from anywhere', async () => {
    const session = await sessionOf('max')
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) {
      const answer = await t.with({ ...session, origin }).post('/customers', { name: 'Forged' })
      expect([answer.status, reasonOf(answer)]).toEqual([403, 'people.foreignPage'])
    }
    const own = await t.with({ ...session, origin: 'http://localhost:80' }).post('/customers', { name: 'Own page' })
    expect(own.status).toBe(201)
    const key = `Bearer ${await t.world.keyOf('max')}`
    const asked = await t
      .with({ authorization: key, origin: 'https://tool.example' })
      .post('/customers', { name: 'Tool' })
    expect(asked.status).toBe(201)
  })

  test('a new password ends the other sessions and needs the old one', async () => {
    const [here, there] = [await sessionOf('wei'), await sessionOf('wei')]
    const change = (currentPassword: string) =>
      t.with(here).post('/auth/change-password', { currentPassword, newPassword: 'a new long password' })
    expect(reasonOf(await change('wrong'))).toBe('people.wrongPassword')
    const changed = await change(password)
    expect(changed.status).toBe(200)
    expect((await t.with(there).get('/me')).status).toBe(401)
    expect((await t.with(cookieOf(changed)).get('/me')).status).toBe(200)
    expect((await signIn(t.world.emailOf('wei'))).status).toBe(401)
    expect((await signIn(t.world.emailOf('wei'), 'a new long password')).status).toBe(200)
  })
})

test('C125 deactivating a person ends session and key at the very next request', async () => {
  const mine = await sessionOf('max')
  expect((await t.with(mine).get('/me')).status).toBe(200)
  expect((await t.as('max').get('/me')).status).toBe(200)
  expect((await t.as('olivia').post(`/users/${t.world.ids.max}/moves/deactivate`)).status).toBe(200)
  expect((await t.with(mine).get('/me')).status).toBe(401)
  expect((await t.as('max').get('/me')).status).toBe(401)
  expect(reasonOf(await signIn(t.world.emailOf('max')))).toBe('people.noMembership')
  // back again: the old session and the old key stay ended
  expect((await t.as('olivia').post(`/users/${t.world.ids.max}/moves/reactivate`)).status).toBe(200)
  expect((await t.with(mine).get('/me')).status).toBe(401)
  expect((await t.as('max').get('/me')).status).toBe(401)
  expect((await t.with(await sessionOf('max')).get('/me')).status).toBe(200)
})

test('a lowered role is lowered in session and key at the very next request, and in what a key had of it', async () => {
  const made = await t.as('ann').post('/customers', { name: 'Of the department' })
  const manager = (roles: readonly string[]) => t.as('olivia').patch(`/users/${t.world.ids.oda}`, { roles })
  expect((await manager(['salesManager', 'orderDesk'])).status).toBe(200)
  const session = t.with(await sessionOf('oda'))
  const narrow = await inOrg(t.db, t.world.acmeId, { mode: 'write' }, async tx =>
    createKey(tx, await t.world.as('oda'), { name: 'narrow', roles: ['salesManager'] }),
  )
  const doors = [session, t.as('oda'), t.with({ authorization: `Bearer ${narrow.secret}` })]
  const path = `/customers/${String(made.body.id)}`
  const edits = () => Promise.all(doors.map(async door => (await door.patch(path, { note: 'x' })).status))
  expect(await edits()).toEqual([200, 200, 200])
  expect((await manager(['viewer'])).status).toBe(200)
  expect(await edits()).toEqual([403, 403, 403])
  // a viewer reads; the key was never more than a manager, and is now nobody
  expect(await Promise.all(doors.map(async door => (await door.get(path)).status))).toEqual([200, 200, 403])
  // what went well before is not shown again to whoever may no longer do it
  const sent = { 'idempotency-key': 'lowered-1' }
  await manager(['salesManager'])
  expect((await session.post('/customers', { name: 'Sent once' }, sent)).status).toBe(201)
  await manager(['warehouse'])
  expect((await session.post('/customers', { name: 'Sent once' }, sent)).status).toBe(403)
  await manager(['orderDesk'])
})

describe('C127 five wrong passwords lock this e-mail and address', () => {
  const fay = () => t.world.emailOf('fay')
  const failFive = async () => {
    for (let i = 0; i < 5; i++) expect((await signIn(fay(), `wrong ${i}`)).status).toBe(401)
  }

  test('the right one no longer opens, others are not locked, after the window it does', async () => {
    await failFive()
    const locked = await signIn(fay())
    expect([locked.status, reasonOf(locked)]).toEqual([429, 'people.locked'])
    expect((await signIn(t.world.emailOf('oda'))).status).toBe(200)
    await admin(`update auth.lockout set locked_until = locked_until - interval '29 minutes' where email = $1`, [fay()])
    expect((await signIn(fay())).status).toBe(429)
    await admin(`update auth.lockout set locked_until = locked_until - interval '2 minutes' where email = $1`, [fay()])
    expect((await signIn(fay())).status).toBe(200)
  })

  test('a second process agrees, and a deactivation there is felt here', async () => {
    const other = await appOn(t.database)
    try {
      await failFive()
      const there = callerOf(other, async () => ({}))
      expect((await there.post('/auth/sign-in/email', { email: fay(), password })).status).toBe(429)
      await admin('delete from auth.lockout')
      const mine = await sessionOf('fay')
      const same = callerOf(other, async () => mine)
      expect([(await t.with(mine).get('/me')).status, (await same.get('/me')).status]).toEqual([200, 200])
      await t.as('olivia').post(`/users/${t.world.ids.fay}/moves/deactivate`)
      expect([(await t.with(mine).get('/me')).status, (await same.get('/me')).status]).toEqual([401, 401])
      await t.as('olivia').post(`/users/${t.world.ids.fay}/moves/reactivate`)
    } finally {
      await other.close()
    }
  })

  test('an admin frees at once', async () => {
    await failFive()
    expect((await signIn(fay())).status).toBe(429)
    expect((await t.as('ann').post(`/users/${t.world.ids.fay}/unlock`)).status).toBe(403)
    expect((await t.as('olivia').post(`/users/${t.world.ids.fay}/unlock`)).status).toBe(201)
    expect((await signIn(fay())).status).toBe(200)
  })

  test('four wrong ones and then the right one begin again from nothing', async () => {
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 4; i++) await signIn(fay(), 'wrong')
      expect((await signIn(fay())).status).toBe(200)
    }
  })

  test('one address may not try name after name: sixty a minute, whoever they are', async () => {
    const bucket =
      "insert into auth.rate (bucket, hits, since) values ('signIn 127.0.0.1', 60, now()) on conflict (bucket) do update set hits = 60, since = now()"
    await admin(bucket)
    const tried = await signIn('somebody@else.example', 'a guess')
    expect([tried.status, reasonOf(tried)]).toEqual([429, 'kernel.tooMany'])
    await admin("update auth.rate set since = since - interval '61 seconds'")
    expect((await signIn(fay())).status).toBe(200)
  })

  test('many at once do not slip past together', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => signIn(fay(), `wrong ${i}`)))
    expect(answers.filter(one => one.status === 401)).toHaveLength(5)
    expect(answers.filter(one => one.status === 429)).toHaveLength(7)
    await admin('delete from auth.lockout')
  })
})

describe('rows of others', () => {
  test('the application’s role cannot read another organisation, and says so when none is set', async () => {
    const { pool } = t.db
    const client = await pool.connect()
    try {
      expect((await client.query('select current_user as who')).rows[0]).toEqual({ who: 'baton_app' })
      for (const table of ['users', 'departments', 'customers', 'api_keys', 'role_grants', 'event']) {
        await expect(client.query(`select * from ${table}`)).rejects.toThrow(
          /app\.org_id|invalid input syntax for type uuid/,
        )
        await client.query(`begin; set local app.org_id = '${t.world.globexId}'`)
        const { rows } = await client.query(`select count(*)::int as n from ${table} where org_id = $1`, [
          t.world.acmeId,
        ])
        await client.query('rollback')
        expect({ table, ...rows[0] }).toEqual({ table, n: 0 })
      }
    } finally {
      client.release()
    }
  })

  test('what belongs to another organisation does not exist', async () => {
    const { ids, salesId } = t.world
    const gus = t.as('gus')
    const asked = await Promise.all([
      gus.get(`/users/${ids.ann}`),
      gus.patch(`/users/${ids.ann}`, { name: 'Mine' }),
      gus.post(`/users/${ids.ann}/moves/deactivate`),
      gus.get(`/departments/${salesId}`),
      gus.patch(`/departments/${salesId}`, { name: 'Mine' }),
      gus.delete(`/departments/${salesId}`),
    ])
    expect(asked.map(one => one.status)).toEqual([404, 404, 404, 404, 404, 404])
    const list = (await gus.get('/users')).body.items as { name: string }[] // the schema of the endpoint
    expect(list.map(one => one.name)).toEqual(['Gus'])
  })

  test('a write into another organisation is refused by the database itself', async () => {
    const wrong = inOrg(t.db, t.world.globexId, { mode: 'write' }, async tx => {
      tx.write({
        text: 'insert into role_grants (org_id, permission, role, reach) values ($1, $2, $3, $4)',
        values: [t.world.acmeId, 'user.edit', 'sales', 'all'],
      })
    })
    await expect(wrong).rejects.toThrow(/row-level security/)
  })
})
