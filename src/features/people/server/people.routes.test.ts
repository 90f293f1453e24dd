import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customerPermissions } from '#features/customer/customer.access.ts'
import { inOrg } from '#kernel/db.ts'
import { type Answer, type TestApp, testApp } from '#test/app.ts'
import { password } from '#test/world.ts'
import { ownedTables } from '../../../app/server/entities.ts'
import type { PermissionRow } from '../people.schema.ts'
import { makeAuth } from './auth.service.ts'
import { holdersOf } from './holder.service.ts'
import { createUser, findUsersByName } from './people.service.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const reasonOf = ({ body }: Answer): unknown => (body.reasons as { key: string }[] | undefined)?.[0]?.key // a refusal's shape
const items = ({ body }: Answer) => body.items as Record<string, unknown>[] // every list has them
const idOf = ({ body }: Answer): string => String(body.id)

async function hire(name: string, roles: Parameters<typeof createUser>[2]['roles'], deptId: string): Promise<string> {
  const by = { userId: t.world.ids.olivia, via: 'demo' } as const
  const email = `${name.toLowerCase()}@acme.example`
  return inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx => createUser(tx, by, { name, email, roles, deptId }))
}

test('the migration makes exactly the tables that better-auth expects', async () => {
  const { options, close } = makeAuth(t.db, { secret: 'a secret of thirty-two characters', publicUrl: undefined })
  try {
    const { toBeCreated, toBeAdded } = await getMigrations(options)
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] })
    const oneMore = {
      ...options,
      user: { additionalFields: { shoeSize: { type: 'number' as const, required: false } } },
    }
    expect((await getMigrations(oneMore)).toBeAdded).toHaveLength(1)
  } finally {
    await close()
  }
})

describe('people', () => {
  test('a list shows active people; the deactivated are asked for by a filter', async () => {
    const id = await hire('Ned', ['sales'], t.world.salesId)
    expect(items(await t.as('ann').get('/users?q=ned'))).toMatchObject([
      { name: 'Ned', roles: ['sales'], deptName: 'Sales' },
    ])
    await t.as('olivia').post(`/users/${id}/moves/deactivate`)
    expect(items(await t.as('ann').get('/users?q=ned'))).toEqual([])
    const filter = encodeURIComponent(JSON.stringify({ field: 'state', op: 'is', value: 'inactive' }))
    expect(items(await t.as('ann').get(`/users?filter=${filter}`))).toMatchObject([{ name: 'Ned', state: 'inactive' }])
  })

  test('C113 a deactivated person is not among those to assign to, and cannot be given a record', async () => {
    const id = await hire('Nora', ['sales'], t.world.salesId)
    await t.as('olivia').post(`/users/${id}/moves/deactivate`)
    const record = { ownerId: id, deptId: t.world.salesId }
    const asked = await inOrg(t.db, t.world.acmeId, { mode: 'read' }, db =>
      holdersOf(db, 'customer.edit', customerPermissions, record),
    )
    expect(asked).toContain(t.world.ids.max)
    expect(asked).not.toContain(id)
    const found = await inOrg(t.db, t.world.acmeId, { mode: 'read' }, db => findUsersByName(db, ['Nora', ' ann ']))
    expect([...found]).toEqual([
      ['Nora', []],
      [' ann ', [t.world.ids.ann]],
    ])
    const given = await t.as('olivia').post('/customers', { name: 'Borealis', ownerId: id })
    expect([given.status, reasonOf(given)]).toEqual([422, 'people.unknownUser'])
  })

  test('the last owner can neither go nor lose the role', async () => {
    const { olivia, ann } = t.world.ids
    const gone = await t.as('olivia').post(`/users/${olivia}/moves/deactivate`)
    expect([gone.status, reasonOf(gone)]).toEqual([422, 'people.lastOwner'])
    const lost = await t.as('olivia').patch(`/users/${olivia}`, { roles: ['sales'] })
    expect([lost.status, reasonOf(lost)]).toEqual([422, 'people.lastOwner'])
    const offers = items({
      ...(await t.as('olivia').get(`/users/${ann}/moves`)),
      body: { items: (await t.as('olivia').get(`/users/${olivia}/moves`)).response.json() },
    })
    expect(offers).toEqual([{ move: 'deactivate', ok: false, reasons: [{ key: 'people.lastOwner' }] }])
  })

  test('two owners cannot remove each other at the same moment', async () => {
    const second = await hire('Otto', ['owner'], t.world.officeId)
    const asOlivia = () => t.as('olivia').patch(`/users/${second}`, { roles: ['viewer'] })
    const asOtto = () => t.as('olivia').patch(`/users/${t.world.ids.olivia}`, { roles: ['viewer'] })
    const answers = await Promise.all([asOlivia(), asOtto()])
    const owners = items(await t.as('ann').get('/users')).filter(one => JSON.stringify(one.roles).includes('owner'))
    expect(owners).toHaveLength(1)
    expect(answers.some(one => one.status !== 200)).toBe(true)
    await inOrg(t.db, t.world.acmeId, { mode: 'write' }, async tx => {
      tx.write({
        text: `delete from user_roles where org_id = $1 and user_id = any($2)`,
        values: [t.world.acmeId, [second, t.world.ids.olivia]],
      })
      tx.write({
        text: `insert into user_roles (org_id, user_id, role) values ($1, $2, 'viewer'), ($1, $3, 'owner')`,
        values: [t.world.acmeId, second, t.world.ids.olivia],
      })
      tx.write({
        text: 'update orgs set access_version = access_version + 1 where org_id = $1',
        values: [t.world.acmeId],
      })
    })
  })

  test('who may edit people cannot make owners, nor touch one', async () => {
    await t
      .as('olivia')
      .put('/role-permissions', { changes: [{ permission: 'user.edit', role: 'salesManager', reach: 'all' }] })
    const { ann, olivia } = t.world.ids
    expect((await t.as('max').patch(`/users/${ann}`, { roles: ['sales', 'owner'] })).status).toBe(403)
    expect((await t.as('max').post(`/users/${olivia}/moves/deactivate`)).status).not.toBe(200)
    expect((await t.as('max').patch(`/users/${ann}`, { phone: '13800138000' })).status).toBe(200)
    await t
      .as('olivia')
      .put('/role-permissions', { changes: [{ permission: 'user.edit', role: 'salesManager', reach: null }] })
    expect((await t.as('max').patch(`/users/${ann}`, { phone: '13800138001' })).status).toBe(403)
  })

  test('nobody stands above their own manager, or above themselves', async () => {
    const { max, ann } = t.world.ids
    for (const managerId of [ann, max])
      expect(reasonOf(await t.as('olivia').patch(`/users/${max}`, { managerId }))).toBe('people.managerCircle')
  })

  test('a stale edit names what clashes and keeps what does not', async () => {
    const { ann } = t.world.ids
    const { version } = (await t.as('olivia').get(`/users/${ann}`)).body
    expect((await t.as('olivia').patch(`/users/${ann}`, { name: 'Anne', version })).status).toBe(200)
    expect((await t.as('olivia').patch(`/users/${ann}`, { phone: '021-5566 7788', version })).status).toBe(200)
    const stale = await t.as('olivia').patch(`/users/${ann}`, { name: 'Anna', version })
    expect(stale.status).toBe(409)
    expect(stale.body.fields).toEqual({ name: { yours: 'Anna', theirs: 'Anne' } })
    await t.as('olivia').patch(`/users/${ann}`, { name: 'Ann' })
  })

  test('everyone keeps their own name and language, and no more', async () => {
    expect((await t.as('ann').patch('/me', { lang: 'zh' })).body).toMatchObject({ lang: 'zh', name: 'Ann' })
    expect((await t.as('ann').get('/me')).body.lang).toBe('zh')
    expect((await t.as('ann').patch('/me', { roles: ['owner'] })).status).toBe(400)
    expect((await t.as('ann').patch('/me', { lang: 'en' })).status).toBe(200)
  })

  test('light or dark is kept with the person, beside whatever else is changed, and is nobody’s news', async () => {
    const me = async () => (await t.as('ann').get('/me')).body
    expect((await me()).theme).toBeNull()
    const events = async () => (await t.as('olivia').get(`/timeline?entity=user&id=${t.world.ids.ann}`)).body
    const before = await events()
    expect((await t.as('ann').patch('/me', { theme: 'dark' })).body).toMatchObject({ theme: 'dark', name: 'Ann' })
    expect(await events()).toEqual(before)
    expect((await t.as('ann').patch('/me', { theme: 'light', phone: '021 5555' })).body).toMatchObject({
      theme: 'light',
    })
    expect(await me()).toMatchObject({ theme: 'light', phone: '021 5555' })
    expect((await t.as('ann').patch('/me', { theme: 'green' })).body.reasons).toMatchObject([{ path: 'theme' }])
    expect((await t.as('ann').patch('/me', { theme: null, phone: null })).body.theme).toBeNull()
  })

  test('a person without a choice is answered as the browser asks, else as the company speaks', async () => {
    const said = async (wish?: string) => {
      const { response } = await t.as('olivia').get('/customers/export', wish ? { 'accept-language': wish } : {})
      return response.payload.includes('客户名称') ? 'zh' : 'en'
    }
    const saidTo = async () => [await said('zh-CN,en;q=0.5'), await said('de-AT'), await said()]
    await t.as('olivia').patch('/me', { lang: 'zh' })
    expect(await saidTo()).toEqual(['zh', 'zh', 'zh'])
    expect((await t.as('olivia').patch('/me', { lang: null })).body.lang).toBeNull()
    expect(await saidTo()).toEqual(['zh', 'en', 'en'])
    await t.as('olivia').patch('/orgs/current', { lang: 'zh' })
    expect(await saidTo()).toEqual(['zh', 'en', 'zh'])
    await t.as('olivia').patch('/orgs/current', { lang: 'en' })
    await t.as('olivia').patch('/me', { lang: 'en' })
  })
})

describe('departments', () => {
  const closure = async (id: string) =>
    inOrg(t.db, t.world.acmeId, { mode: 'read' }, async db => {
      const rows = await db.query<{ id: string }>({
        text: 'select ancestor_id as id from dept_closure where org_id = $1 and dept_id = $2',
        values: [t.world.acmeId, id],
      })
      return rows.map(row => row.id).sort()
    })
  const add = async (name: string, parentId: string | null) =>
    idOf(await t.as('olivia').post('/departments', { name, parentId }))

  test('a moved department takes everything below along, and stands below itself nowhere', async () => {
    const { officeId, salesId } = t.world
    const [north, south] = [await add('North', salesId), await add('South', officeId)]
    const team = await add('Team 1', north)
    expect(await closure(team)).toEqual([officeId, salesId, north, team].sort())
    expect((await t.as('olivia').patch(`/departments/${north}`, { parentId: south })).status).toBe(200)
    expect(await closure(team)).toEqual([officeId, south, north, team].sort())
    expect(await closure(north)).toEqual([officeId, south, north].sort())
    for (const parentId of [team, north])
      expect(reasonOf(await t.as('olivia').patch(`/departments/${north}`, { parentId }))).toBe(
        'people.departmentCircle',
      )
    expect((await t.as('olivia').patch(`/departments/${north}`, { parentId: null })).status).toBe(200)
    expect(await closure(team)).toEqual([north, team].sort())
    expect(reasonOf(await t.as('olivia').delete(`/departments/${north}`))).toBe('people.departmentNotEmpty')
    expect((await t.as('olivia').delete(`/departments/${team}`)).status).toBe(200)
    expect((await t.as('olivia').delete(`/departments/${north}`)).status).toBe(200)
    expect((await t.as('ann').get(`/departments/${north}`)).status).toBe(404)
  })

  test('a head sees what lies below at the next request, and no longer when it moves away', async () => {
    const east = await add('East', t.world.salesId)
    const pia = await hire('Pia', ['sales'], east)
    const made = await t.as('olivia').post('/customers', { name: 'Pia’s own', ownerId: pia })
    expect(made.status).toBe(201)
    expect((await t.as('max').get(`/customers/${idOf(made)}`)).status).toBe(200)
    await t.as('olivia').patch(`/departments/${east}`, { parentId: t.world.officeId })
    expect((await t.as('max').get(`/customers/${idOf(made)}`)).status).toBe(404)
    await t.as('olivia').patch(`/departments/${east}`, { headId: t.world.ids.max })
    expect((await t.as('max').get(`/customers/${idOf(made)}`)).status).toBe(200)
  })

  test('records go along when a person changes department', async () => {
    const made = await t.as('ann').post('/customers', { name: 'Moving company' })
    expect(made.body.deptId).toBe(t.world.salesId)
    await t.as('olivia').patch(`/users/${t.world.ids.ann}`, { deptId: t.world.officeId })
    expect((await t.as('ann').get(`/customers/${idOf(made)}`)).body.deptId).toBe(t.world.officeId)
    expect((await t.as('max').get(`/customers/${idOf(made)}`)).status).toBe(404)
    await t.as('olivia').patch(`/users/${t.world.ids.ann}`, { deptId: t.world.salesId })
    expect((await t.as('max').get(`/customers/${idOf(made)}`)).status).toBe(200)
  })

  test('no table of records is forgotten when its owner moves', async () => {
    const { rows } = await t.db.pool.query<{ name: string }>(
      `select c.table_name as name from information_schema.columns c join information_schema.columns d using (table_schema, table_name)
       where table_schema = 'public' and c.column_name = 'owner_id' and d.column_name = 'dept_id' order by 1`,
    )
    // whose it was when the sample was drawn stays as it was
    const history = ['spot_check_records']
    expect(rows.map(row => row.name)).toEqual([...ownedTables, ...history].sort())
  })

  test('two departments of one name do not stand side by side', async () => {
    await add('Twins', t.world.officeId)
    const again = await t.as('olivia').post('/departments', { name: 'twins', parentId: t.world.officeId })
    expect([again.status, reasonOf(again)]).toEqual([409, 'people.departmentTaken'])
  })
})

describe('roles', () => {
  const change = (permission: string, role: string, reach: string | null) =>
    t.as('olivia').put('/role-permissions', { changes: [{ permission, role, reach }] })
  const rowOf = ({ body }: Answer, permission: string) =>
    (body.items as PermissionRow[]).find(row => row.permission === permission) // the schema of the endpoint

  test('one table shows the defaults with what this company changed', async () => {
    const row = rowOf(await t.as('ann').get('/role-permissions'), 'customer.read')
    expect(row).toMatchObject({
      reach: { owner: 'all', sales: 'own', salesManager: 'branch' },
      byDefault: { sales: 'own' },
    })
    expect(rowOf(await change('customer.read', 'sales', 'all'), 'customer.read')).toMatchObject({
      reach: { sales: 'all' },
      byDefault: { sales: 'own' },
    })
    await change('customer.read', 'sales', 'own')
  })

  test('a change holds at the very next request, wider and narrower', async () => {
    const made = await t.as('oda').post('/customers', { name: 'Oda’s own' })
    expect((await t.as('ann').get(`/customers/${idOf(made)}`)).status).toBe(404)
    await change('customer.read', 'sales', 'all')
    expect((await t.as('ann').get(`/customers/${idOf(made)}`)).status).toBe(200)
    await change('customer.read', 'sales', null)
    expect((await t.as('ann').get(`/customers/${idOf(made)}`)).status).toBe(403)
    await change('customer.read', 'sales', 'own')
    expect((await t.as('ann').get(`/customers/${idOf(made)}`)).status).toBe(404)
  })

  test('the owner keeps everything, and unknown permissions are named', async () => {
    expect(reasonOf(await change('customer.read', 'owner', null))).toBe('people.ownerHasAll')
    expect(reasonOf(await change('customer.fly', 'sales', 'all'))).toBe('people.unknownPermission')
    expect((await t.as('max').put('/role-permissions', { changes: [] })).status).toBe(403)
  })

  test('what one company changes stays there', async () => {
    await change('customer.read', 'warehouse', null)
    expect(rowOf(await t.as('gus').get('/role-permissions'), 'customer.read')?.reach.warehouse).toBe('all')
    await change('customer.read', 'warehouse', 'all')
  })
})

describe('API keys', () => {
  test('a key is shown once, acts in its role, and stops when it is revoked', async () => {
    const made = await t.as('olivia').post('/api-keys', { name: 'shop', roles: ['viewer'] })
    expect(made.status).toBe(201)
    const key = { authorization: `Bearer ${made.body.secret}` }
    expect((await t.with(key).get('/me')).body).toMatchObject({ name: 'Olivia', roles: ['viewer'] })
    expect((await t.with(key).post('/departments', { name: 'No' })).status).toBe(403)
    expect(JSON.stringify((await t.as('olivia').get('/api-keys')).body)).not.toContain(String(made.body.secret))
    expect((await t.as('olivia').delete(`/api-keys/${idOf(made)}`)).status).toBe(200)
    expect((await t.with(key).get('/me')).status).toBe(401)
  })

  test('a key never outgrows its person', async () => {
    const made = await t.as('olivia').post('/api-keys', { name: 'wide' })
    const key = { authorization: `Bearer ${made.body.secret}` }
    expect((await t.with(key).get('/me')).body.roles).toEqual(['owner'])
    expect((await t.as('ann').post('/api-keys', { name: 'mine' })).status).toBe(403)
    expect((await t.as('gus').delete(`/api-keys/${idOf(made)}`)).status).toBe(404)
  })

  test('an address that keeps sending bad keys waits', async () => {
    const from = { authorization: `Bearer bk_${'x'.repeat(43)}` }
    const seen: number[] = []
    for (let i = 0; i < 70; i++) {
      const { statusCode } = await t.app.inject({ url: '/api/me', headers: from, remoteAddress: '10.9.8.7' })
      seen.push(statusCode)
    }
    expect([seen[0], seen.at(-1)]).toEqual([401, 429])
    expect((await t.as('ann').get('/me')).status).toBe(200)
  })
})

describe('the company', () => {
  test('settings hold at the next request; nonsense is named', async () => {
    expect(
      (await t.as('olivia').patch('/orgs/current', { zone: 'Europe/Berlin', booksClosedUntil: '2020-12-31' })).body,
    ).toMatchObject({ zone: 'Europe/Berlin' })
    expect((await t.as('ann').get('/me')).body.org).toMatchObject({
      zone: 'Europe/Berlin',
      booksClosedUntil: '2020-12-31',
    })
    for (const [wrong, key] of [
      [{ zone: 'Mars/Olympus' }, 'people.unknownZone'],
      [{ currency: 'ZZZ' }, 'people.unknownCurrency'],
      [{ booksClosedUntil: '2999-01-01' }, 'people.booksInFuture'],
    ] as const)
      expect(reasonOf(await t.as('olivia').patch('/orgs/current', wrong))).toBe(key)
    expect((await t.as('ann').patch('/orgs/current', { name: 'Ann’s' })).status).toBe(403)
  })
})

describe('invitations', () => {
  const tokenOf = ({ body }: Answer) => String(body.link).split('#')[1] ?? ''
  const invite = (email: string, roles: string[] = ['sales']) =>
    t.as('olivia').post('/invitations', { email, roles, deptId: t.world.salesId })

  test('the link is shown once, opens one seat, and is used up', async () => {
    const made = await invite('Quinn@acme.example', ['sales', 'service'])
    expect(made.status).toBe(201)
    expect(JSON.stringify((await t.as('olivia').get('/invitations')).body)).not.toContain(tokenOf(made))
    const token = tokenOf(made)
    expect((await t.with({}).post('/invitations/preview', { token })).body).toEqual({
      company: 'Acme',
      email: 'quinn@acme.example',
      known: false,
    })
    const taken = await t.with({}).post('/invitations/accept', { token, name: 'Quinn', password: 'quinn’s password' })
    expect(taken.status).toBe(201)
    const cookie = taken.response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    expect((await t.with({ cookie }).get('/me')).body).toMatchObject({
      name: 'Quinn',
      roles: ['sales', 'service'],
      deptId: t.world.salesId,
    })
    expect(
      reasonOf(await t.with({}).post('/invitations/accept', { token, name: 'Again', password: 'quinn’s password' })),
    ).toBe('people.invitationGone')
    expect(reasonOf(await invite('quinn@acme.example'))).toBe('people.emailTaken')
  })

  test('one login works in two companies and changes between them', async () => {
    const token = tokenOf(await t.as('gus').post('/invitations', { email: t.world.emailOf('oda'), roles: ['viewer'] }))
    expect((await t.with({}).post('/invitations/preview', { token })).body).toMatchObject({
      company: 'Globex',
      known: true,
    })
    const guess = await t.with({}).post('/invitations/accept', { token, name: 'Oda', password: 'not her password' })
    expect(reasonOf(guess)).toBe('people.emailKnown')
    const taken = await t.with({}).post('/invitations/accept', { token, name: 'Oda at Globex', password })
    const cookie = taken.response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    const me = (await t.with({ cookie }).get('/me')).body
    expect(me).toMatchObject({
      name: 'Oda at Globex',
      roles: ['viewer'],
      org: { name: 'Globex' },
      orgs: [{ name: 'Acme' }, { name: 'Globex' }],
    })
    expect((await t.with({ cookie }).post('/me/org', { orgId: t.world.acmeId })).status).toBe(200)
    expect((await t.with({ cookie }).get('/me')).body).toMatchObject({
      name: 'Oda',
      roles: ['orderDesk'],
      org: { name: 'Acme' },
    })
  })

  test('nobody chooses a company where they are no member', async () => {
    const answer = await t.with({}).post('/auth/sign-in/email', { email: t.world.emailOf('fay'), password })
    const cookie = answer.response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    expect((await t.with({ cookie }).post('/me/org', { orgId: t.world.globexId })).status).toBe(404)
    expect((await t.with({ cookie }).get('/me')).body).toMatchObject({ name: 'Fay', org: { name: 'Acme' } })
  })

  test('a colleague who was there without a login gets one by an invitation, and keeps what is theirs', async () => {
    const uma = await inOrg(t.db, t.world.acmeId, { mode: 'write' }, tx =>
      createUser(
        tx,
        { userId: t.world.ids.olivia, via: 'import' },
        { name: 'Uma', email: 'uma@acme.example', roles: ['sales'], deptId: t.world.salesId },
      ),
    )
    const given = await t.as('olivia').post('/customers', { name: 'Of Uma', ownerId: uma })
    expect(given.status).toBe(201)
    const made = await invite('uma@acme.example', ['service'])
    expect(made.status).toBe(201)
    const token = tokenOf(made)
    const accepted = await t
      .with({})
      .post('/invitations/accept', { token, name: 'Uma Olsen', password: 'uma’s password' })
    expect(accepted.status).toBe(201)
    expect((await t.as('olivia').get(`/users/${uma}`)).body).toMatchObject({ name: 'Uma Olsen', roles: ['service'] })
    expect((await t.as('olivia').get(`/customers/${given.body.id}`)).body).toMatchObject({ ownerName: 'Uma Olsen' })
    expect(reasonOf(await invite('uma@acme.example'))).toBe('people.emailTaken')
  })

  test('a second one replaces the first, and a withdrawn one is gone', async () => {
    const [first, second] = [await invite('rita@acme.example'), await invite('rita@acme.example')]
    expect((await t.with({}).post('/invitations/preview', { token: tokenOf(first) })).status).toBe(404)
    expect((await t.with({}).post('/invitations/preview', { token: tokenOf(second) })).status).toBe(200)
    await t.as('olivia').delete(`/invitations/${idOf(second)}`)
    expect((await t.with({}).post('/invitations/preview', { token: tokenOf(second) })).status).toBe(404)
  })
})

describe('sign-up', () => {
  const company = {
    company: 'Initech',
    name: 'Bill',
    email: 'bill@initech.example',
    password: 'a fine long one',
    zone: 'America/Chicago',
    currency: 'USD',
    lang: 'en',
  }

  test('is closed once there is a company, unless the operator opens it', async () => {
    expect((await t.with({}).get('/sign-up')).body).toEqual({ open: false, first: false, mail: false })
    const refused = await t.with({}).post('/sign-up', company)
    expect([refused.status, reasonOf(refused)]).toEqual([403, 'people.signUpClosed'])
    const open = await testApp({ ALLOW_SIGN_UP: 'on' })
    try {
      const made = await open.with({}).post('/sign-up', company)
      expect(made.status).toBe(201)
      const cookie = made.response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
      expect((await open.with({ cookie }).get('/me')).body).toMatchObject({
        name: 'Bill',
        lang: null,
        roles: ['owner'],
        org: { name: 'Initech', zone: 'America/Chicago', currency: 'USD', lang: 'en' },
      })
      expect(reasonOf(await open.with({}).post('/sign-up', { ...company, zone: 'Nowhere/Land' }))).toBe(
        'people.unknownZone',
      )
    } finally {
      await open.close()
    }
  })
})
