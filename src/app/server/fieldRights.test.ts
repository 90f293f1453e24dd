// Every entity × role × field: what TypeScript says of a field equals what the interface really shows, sorts, filters
// and takes. One company with a record of every kind; each role is a key of the owner's, so that reach hides nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, type FieldAccess, grantsFor, type Role, roles } from '#kernel/access.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { accessOf, hiddenFields, isFixed, rightsOf, showsOf, usualAccess } from '#meta/fieldRights.ts'
import { withTold } from '#meta/lineRights.ts'
import { allRegistered } from '#meta/registry.ts'
import { type Answer, type Caller, callerOf, type TestApp, testApp } from '#test/app.ts'
import { everyKind } from '#test/everyKind.ts'
import { permissionRows } from './permissions.ts'

let t: TestApp
const callers = new Map<Role, Caller>()
const others = roles.filter(role => role !== 'owner')
const reasonOf = ({ body }: Answer): unknown => (body.reasons as { key: string }[] | undefined)?.[0]?.key // a refusal's shape

beforeAll(async () => {
  t = await testApp()
  await everyKind(t.as('olivia'), 'grid')
  for (const role of others) {
    const { body } = await t.as('olivia').post('/api-keys', { name: role, roles: [role] })
    callers.set(
      role,
      callerOf(t.app, async () => ({ authorization: `Bearer ${body.secret}` })),
    )
  }
}, 120_000)
afterAll(() => t?.close())

/** One role asks for every field; what the others are shown is compared with it. */
const prober: Role = 'salesManager'

const accesses: readonly FieldAccess[] = ['edit', 'read', 'hidden']

/** Every role meets every field in every way over the three turns. */
const turned = (turn: number, role: Role, at: number): FieldAccess =>
  accesses[(turn + at + roles.indexOf(role)) % 3] ?? 'edit'

const openFields = (entity: Entity): Field[] => entity.fields.filter(field => !isFixed(entity, field.key))

async function say(turn: number): Promise<void> {
  const changes = allRegistered().flatMap(({ entity }) =>
    openFields(entity).flatMap(({ key }, at) =>
      others.map(role => ({ entity: entity.key, field: key, role, access: turned(turn, role, at) })),
    ),
  )
  for (let from = 0; from < changes.length; from += 4000) {
    const put = await t.as('olivia').put('/field-rights', { changes: changes.slice(from, from + 4000) })
    expect(put.status).toBe(200)
  }
}

/** As the code says it, from the same rows. */
function standingOf(turn: number, role: Role): Pick<Actor, 'grants' | 'fieldRights'> {
  const rows = allRegistered().flatMap(({ entity }) =>
    openFields(entity).map(({ key }, at) => ({
      entity: entity.key,
      field: key,
      role,
      access: turned(turn, role, at),
    })),
  )
  const grants = grantsFor([role], permissionRows)
  const entityOf = (key: string) => allRegistered().find(one => one.entity.key === key)?.entity
  return {
    grants,
    fieldRights: withTold(
      rightsOf([role], rows, () => 'edit'),
      entityOf,
    ),
  }
}

const get = (caller: Caller | undefined, path: string): Promise<Answer> => {
  if (!caller) throw new Error('no such role')
  return caller.get(path)
}

describe.each([0, 1, 2])('turn %i of rights', turn => {
  beforeAll(() => say(turn), 60_000)

  test('C114 a field is in list, record, filter, sort, sum and group of a role exactly where the code says so', async () => {
    let compared = 0
    for (const { entity } of allRegistered()) {
      const whole = await t.as('olivia').get(`${entity.path}?limit=1`)
      if (whole.status !== 200) continue
      const [record] = whole.body.items as Record<string, unknown>[] // every list has them
      const owners = record && (await t.as('olivia').get(`${entity.path}/${String(record.id)}`)).body
      for (const role of others) compared += await compare(entity, role, record, owners)
    }
    expect(compared).toBeGreaterThan(1500)
  }, 240_000)

  type Whole = Readonly<Record<string, unknown>>

  async function compare(entity: Entity, role: Role, ...[record, owners]: (Whole | undefined)[]): Promise<number> {
    const caller = callers.get(role)
    const list = await get(caller, `${entity.path}?limit=1`)
    if (list.status !== 200) return 0
    const standing = standingOf(turn, role)
    const isHidden = showsOf(entity, hiddenFields(standing, entity))
    const should = Object.keys(record ?? {}).filter(key => !isHidden(key))
    const where = `${entity.key} as ${role}`
    const [shown] = list.body.items as Record<string, unknown>[] // every list has them
    if (shown) expect({ where, keys: Object.keys(shown).sort() }).toEqual({ where, keys: should.sort() })
    if (shown && owners && shown.id === record?.id) {
      const mine = await get(caller, `${entity.path}/${String(shown.id)}`)
      const theirs = Object.keys(owners).filter(key => !isHidden(key))
      if (mine.status === 200) expect([where, Object.keys(mine.body).sort()]).toEqual([where, theirs.sort()])
    }
    if (role === prober) await probe(entity, standing)
    return entity.fields.length
  }

  /** What is closed is refused by itself; what is open is granted with all the others, else they would be refused as well. */
  async function probe(entity: Entity, standing: ReturnType<typeof standingOf>): Promise<void> {
    const open = openFields(entity).filter(field => accessOf(standing, entity.key, field) !== 'hidden')
    const closed = openFields(entity).filter(field => !open.includes(field))
    const empty = (fields: readonly Field[]) => fields.map(({ key }) => ({ field: key, op: 'empty' }))
    const filters = (fields: readonly Field[]) =>
      `filter=${encodeURIComponent(JSON.stringify({ any: empty(fields.filter(one => one.filter)) }))}`
    const ask = (fields: readonly Field[]) => [
      ...(fields.some(one => one.filter) ? [`?limit=1&${filters(fields)}`] : []),
      ...fields.filter(one => one.sort).map(({ key }) => `?limit=1&sort=${key}`),
      ...(fields.length > 0 ? [`?limit=1&fields=${fields.map(({ key }) => key).join()}`] : []),
      ...fields.filter(one => entity.key === 'customer' && one.filter).map(({ key }) => `/summary?group=${key}`),
    ]
    const answered = async (query: string) => {
      const answer = await get(callers.get(prober), `${entity.path}${query}`)
      return String(reasonOf(answer)).startsWith('list.bad') ? 'refused' : answer.status
    }
    for (const query of ask(open)) expect([entity.key, query, await answered(query)]).toEqual([entity.key, query, 200])
    for (const query of closed.flatMap(field => ask([field])))
      expect([entity.key, query, await answered(query)]).toEqual([entity.key, query, 'refused'])
  }

  test('who may not change a field is told by its name', async () => {
    for (const { entity } of allRegistered().filter(one => one.verbs.edit)) {
      const list = await t.as('olivia').get(`${entity.path}?limit=1`)
      const [record] = list.status === 200 ? (list.body.items as { id: string }[]) : [] // every list has them
      if (!record) continue
      for (const role of ['salesManager', 'orderDesk', 'finance'] as const) await editAll(entity, role, record.id)
    }
  }, 120_000)

  async function editAll(entity: Entity, role: Role, id: string): Promise<void> {
    const standing = standingOf(turn, role)
    const path = `${entity.path}/${id}`
    const emptied = (fields: readonly Field[]) =>
      callers.get(role)?.patch(path, Object.fromEntries(fields.map(({ key }) => [key, null])))
    const fields = await emptiable(entity, field => emptied([field]))
    const closed = fields.filter(field => accessOf(standing, entity.key, field) !== 'edit')
    const open = fields.filter(field => !closed.includes(field))
    for (const asked of [fields, open]) {
      const answer = asked.length > 0 ? await emptied(asked) : undefined
      if (!answer || reasonOf(answer) === 'kernel.forbidden' || answer.status === 404) continue
      const told = (answer.body.reasons as { key: string; path: string }[] | undefined) ?? [] // a refusal's shape
      const named = told.filter(one => one.key === 'field.mayNotSet').map(one => one.path)
      const should = asked === fields ? closed.map(field => field.key) : []
      expect([entity.key, role, named.sort()]).toEqual([entity.key, role, should.sort()])
    }
  }
})

const withoutShape = new Map<string, Field[]>()

/** Fields that a request may leave empty at all: asked once, of the first who may change such records. */
async function emptiable(entity: Entity, ask: (field: Field) => Promise<Answer> | undefined): Promise<Field[]> {
  const known = withoutShape.get(entity.key)
  if (known) return known
  const found: Field[] = []
  for (const field of openFields(entity).filter(one => !one.derived)) {
    const answer = await ask(field)
    if (!answer || answer.status === 404 || reasonOf(answer) === 'kernel.forbidden') return []
    if (answer.status !== 400) found.push(field)
  }
  withoutShape.set(entity.key, found)
  return found
}

test('the defaults are those of the permissions, and a role of which nothing is said is as before', () => {
  const cost = allRegistered()
    .find(({ entity }) => entity.key === 'product')
    ?.entity.fields.find(field => field.key === 'cost')
  if (!cost) throw new Error('products have a cost')
  const seen = others.filter(role => usualAccess(cost, grantsFor([role], permissionRows)) !== 'hidden')
  expect(seen).toEqual(['salesManager', 'finance', 'purchasing'])
})

test('with two roles the wider one counts', () => {
  const rows = [
    { entity: 'customer', field: 'phone', role: 'sales', access: 'hidden' },
    { entity: 'customer', field: 'note', role: 'sales', access: 'hidden' },
    { entity: 'customer', field: 'note', role: 'finance', access: 'read' },
  ] as const
  expect(rightsOf(['sales', 'finance'], rows, () => 'edit')).toEqual({ customer: { phone: 'edit', note: 'read' } })
  expect(rightsOf(['sales'], rows, () => 'edit')).toEqual({ customer: { phone: 'hidden', note: 'hidden' } })
  expect(rightsOf(['sales', 'owner'], rows, () => 'edit')).toEqual({})
})
