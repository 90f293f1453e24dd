import Fastify from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { can, grantsFor, type Role, reaches, roles } from '#kernel/access.ts'
import { openDatabase } from '#kernel/db.ts'
import { sealerOf } from '#kernel/sealed.ts'
import { allRegistered } from '#meta/registry.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { flowFaults, flowMatrix } from '#test/gates/lib/flowMatrix.ts'
import { texts } from '../web/texts.ts'
import { registerEntities } from './entities.ts'
import { mountFeatures } from './features.ts'
import type { MountContext } from './mount.ts'
import { permissionRows } from './permissions.ts'

// The two snapshots here are policy: read a change of them as a change of who may do what.

let database: TestDatabase
let client: pg.Client
const rows: MountContext['rows'] = []

beforeAll(async () => {
  database = await testDatabase()
  client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  registerEntities()
  const db = openDatabase({ url: database.appUrl })
  mountFeatures(
    Fastify(),
    { db, rows, principals: { of: async () => undefined, isStale: () => false } },
    {
      filesFolder: '',
      mailServer: null,
      sendLetter: async () => false,
      secret: 'a secret of thirty-two characters',
      email: { domain: undefined, canSend: false, folder: '' },
      bots: { sealer: sealerOf('a secret of thirty-two characters'), hosts: [] },
    },
  )
  await db.pool.end()
})

afterAll(async () => {
  await client?.end()
  await database?.drop()
})

test('who may call which route', async () => {
  const list = rows.map(
    ({ row }) => `${row.method.padEnd(6)} ${row.path.padEnd(48)} ${row.mode.padEnd(5)} ${row.access}`,
  )
  await expect(`${list.sort().join('\n')}\n`).toMatchFileSnapshot('../../../test/gates/routes.snapshot.txt')
})

test('what each role may do, and how far', async () => {
  const list = Object.entries(permissionRows).map(
    ([permission, reach]) =>
      `${permission.padEnd(28)} ${roles.flatMap(role => (reach[role] ? [`${role}:${reach[role]}`] : [])).join(' ')}`,
  )
  await expect(`${list.sort().join('\n')}\n`).toMatchFileSnapshot('../../../test/gates/permissions.snapshot.txt')
})

test('every route asks for a permission that exists', () => {
  const unknown = rows.filter(
    ({ row }) => !['signedIn', 'public'].includes(row.access) && !Object.hasOwn(permissionRows, row.access),
  )
  expect(unknown.map(({ row }) => `${row.method} ${row.path} ${row.access}`)).toEqual([])
})

test('no role may do something with records that it cannot read as far', () => {
  const blind: string[] = []
  // these set how deals work, and touch no deal; what nobody owns is read by the permission itself
  const apart = ['deal.stages', 'deal.rates', 'lead.unowned']
  for (const [permission, byRole] of Object.entries(permissionRows)) {
    if (apart.includes(permission)) continue
    const read = permissionRows[`${permission.split('.')[0]}.read`]
    for (const role of roles) {
      const reach = byRole[role]
      const sees = read?.[role]
      if (read && reach && (!sees || reaches.indexOf(sees) < reaches.indexOf(reach)))
        blind.push(`${role} ${permission} ${reach}, reads ${sees ?? 'nothing'}`)
    }
  }
  expect(blind).toEqual([])
})

test('the owner may do everything, a person without a role nothing', () => {
  const owner = grantsFor(['owner'], permissionRows)
  expect(Object.keys(owner).sort()).toEqual(Object.keys(permissionRows).sort())
  expect(new Set(Object.values(owner))).toEqual(new Set(['all']))
  const nobody: Role[] = []
  expect(grantsFor(nobody, permissionRows)).toEqual({})
  expect(Object.keys(permissionRows).some(permission => can({ ...someone, grants: {} }, permission))).toBe(false)
})

const someone = {
  org: {
    id: '',
    name: '',
    zone: 'UTC',
    currency: 'CNY',
    country: 'CN',
    booksClosedUntil: null,
    settings: {},
    metaVersion: 1,
  },
  orgId: '',
  userId: '',
  name: '',
  lang: 'en',
  roles: [],
  deptId: null,
  branchIds: [],
  poolIds: [],
  via: 'screen',
} as const

describe('flows', () => {
  // a red letter begins as a draft, what is asked for as a request
  const begins: Readonly<Record<string, readonly string[]>> = { invoice: ['requested', 'draft'] }

  test('every state can be reached, and the matrix reads as agreed', async () => {
    const flows = allRegistered().flatMap(({ entity, flow }) => (flow ? [{ key: entity.key, flow }] : []))
    expect(flows.length).toBeGreaterThan(0)
    const matrices = await Promise.all(
      flows.map(async ({ key, flow }) => {
        const states = await statesInSql(key)
        expect({ key, faults: flowFaults(flow, states, begins[key]) }).toEqual({ key, faults: [] })
        return `${key}\n${flowMatrix(flow, states)}\n`
      }),
    )
    await expect(matrices.sort().join('\n')).toMatchFileSnapshot('../../../test/gates/flows.snapshot.txt')
  })

  test('every move and every state has its sentence', () => {
    const lacking = allRegistered().flatMap(({ entity, flow }) =>
      Object.entries(flow ?? {})
        .flatMap(([move, { from, to }]) => [
          `move.${entity.key}.${move}`,
          ...[...from, to].map(state => `state.${entity.key}.${state}`),
        ])
        .filter(key => !Object.hasOwn(texts, key)),
    )
    expect([...new Set(lacking)]).toEqual([])
  })
})

/** The states as the database's own check lists them: a TypeScript list that differs shows in the matrix. */
async function statesInSql(entity: string): Promise<string[]> {
  const table =
    allRegistered()
      .find(row => row.entity.key === entity)
      ?.entity.path.slice(1)
      .replace(/-/g, '_') ?? ''
  const found = await client.query<{ text: string }>(
    "select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = to_regclass($1) and contype = 'c' and pg_get_constraintdef(oid) like 'CHECK ((state = ANY%'",
    [table],
  )
  const text = found.rows[0]?.text
  expect({ table, check: text !== undefined }).toEqual({ table, check: true })
  return [...(text ?? '').matchAll(/'(\w+)'::text/g)].map(match => match[1] ?? '')
}
