// Every entity × role × field: what TypeScript says of a field equals what the interface really shows, sorts, filters
// and takes. One company with a record of every kind; each role is a key of the owner's, so that reach hides nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, type FieldAccess, grantsFor, type Role, roles } from '#kernel/access.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { accessOf, isFixed, rightsOf, showsOf, usualAccess } from '#meta/fieldRights.ts'
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
  return { grants, fieldRights: rightsOf([role], rows, () => 'edit') }
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
      for (const role of others) compared += await compare(entity, role, record)
    }
    expect(compared).toBeGreaterThan(1500)
  }, 240_000)

  async function compare(entity: Entity, role: Role, record: Record<string, unknown> | undefined): Promise<number> {
    const caller = callers.get(role)
    const list = await get(caller, `${entity.path}?limit=1`)
    if (list.status !== 200) return 0
    const standing = standingOf(turn, role)
    const hidden = entity.fields.filter(field => accessOf(standing, entity.key, field) === 'hidden')
    const isHidden = showsOf(entity, new Set(hidden.map(field => field.key)))
    const should = Object.keys(record ?? {}).filter(key => !isHidden(key))
    const where = `${entity.key} as ${role}`
    const [shown] = list.body.items as Record<string, unknown>[] // every list has them
    if (shown) expect({ where, keys: Object.keys(shown).sort() }).toEqual({ where, keys: should.sort() })
    if (shown && record) await compareOne(entity, role, { id: String(shown.id), isHidden })
    for (const field of probed(entity, role)) {
      const access = accessOf(standing, entity.key, field)
      const filter = encodeURIComponent(JSON.stringify({ field: field.key, op: 'empty' }))
      const answers = await Promise.all([
        field.filter ? get(caller, `${entity.path}?limit=1&filter=${filter}`) : undefined,
        field.sort ? get(caller, `${entity.path}?limit=1&sort=${field.key}`) : undefined,
        get(caller, `${entity.path}?limit=1&fields=${field.key}`),
        entity.key === 'customer' && field.filter
          ? get(caller, `${entity.path}/summary?group=${field.key}`)
          : undefined,
      ])
      for (const answer of answers)
        if (answer) {
          const isRefused = String(reasonOf(answer)).startsWith('list.bad')
          expect([where, field.key, isRefused || answer.status]).toEqual([where, field.key, access === 'hidden' || 200])
        }
    }
    return entity.fields.length
  }

  async function compareOne(
    entity: Entity,
    role: Role,
    { id, isHidden }: { id: string; isHidden: (key: string) => boolean },
  ): Promise<void> {
    const [mine, owners] = await Promise.all([
      get(callers.get(role), `${entity.path}/${id}`),
      t.as('olivia').get(`${entity.path}/${id}`),
    ])
    if (mine.status !== 200) return
    const should = Object.keys(owners.body).filter(key => !isHidden(key))
    expect([entity.key, role, Object.keys(mine.body).sort()]).toEqual([entity.key, role, should.sort()])
  }

  /** One role asks for every field; what others are shown was compared above. */
  const probed = (entity: Entity, role: Role): Field[] => (role === 'salesManager' ? openFields(entity) : [])

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
    for (const field of openFields(entity).filter(one => !one.derived)) {
      const answer = await callers.get(role)?.patch(`${entity.path}/${id}`, { [field.key]: null })
      if (!answer || reasonOf(answer) === 'kernel.forbidden' || [400, 404].includes(answer.status)) continue
      const where = [entity.key, role, field.key]
      const isClosed = accessOf(standing, entity.key, field) !== 'edit'
      expect([where, reasonOf(answer) === 'field.mayNotSet']).toEqual([where, isClosed])
    }
  }
})

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
