import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createCustomer,
  getCustomer,
  listCustomers,
  summariseCustomers,
} from '#features/customer/server/customer.service.ts'
import { type Actor, can, type Owned, reaches } from '#kernel/access.ts'
import { type Database, inOrg, openDatabase } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { makeWorld, type World } from '#test/world.ts'

// One condition value behind `can`, lists, counts, search and by-id reads: here a grid of people × records goes
// through all of them on a real database.

let database: TestDatabase
let db: Database
let world: World
let olivia: Actor
const records = new Map<string, Owned>()

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: database.appUrl, max: 4 })
  world = await makeWorld(db)
  olivia = await world.as('olivia')
  const { ann, max, oda, wei } = world.ids
  const owners = [ann, max, oda, wei, null]
  const depts = [world.salesId, world.officeId, null]
  for (const ownerId of owners)
    for (const deptId of depts)
      for (const readerIds of [[], [ann], [wei, max]]) await make({ ownerId, deptId, readerIds })
})

afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

/** Made by the verb, then placed by hand: no verb makes such odd owners. */
async function make(owned: Owned): Promise<void> {
  const id = await inOrg(db, olivia.orgId, { mode: 'write' }, async tx => {
    const { id } = await createCustomer(tx, olivia, { name: `Grid ${records.size}` })
    tx.write({
      text: 'update customers set owner_id = $3, dept_id = $4 where org_id = $1 and id = $2',
      values: [tx.orgId, id, owned.ownerId, owned.deptId],
    })
    for (const reader of owned.readerIds ?? [])
      tx.write({
        text: "insert into record_reader (org_id, entity, record_id, user_id, why) values ($1, 'customer', $2, $3, 'team')",
        values: [tx.orgId, id, reader],
      })
    return id
  })
  records.set(id, owned)
}

const seenBy = (actor: Actor): string[] =>
  [...records].filter(([, owned]) => can(actor, 'customer.read', owned)).map(([id]) => id)

const views = [...reaches, undefined].flatMap(reach => [{ reach }, { reach, unowned: 'all' as const }])

test('what a person may read is the same in code, list, count and by id, for every reach', async () => {
  let compared = 0
  for (const who of ['ann', 'max', 'wei', 'oda'] as const) {
    const person = await world.as(who)
    for (const { reach, unowned } of views) {
      const grants = { ...(reach && { 'customer.read': reach }), ...(unowned && { 'customer.unowned': unowned }) }
      const actor: Actor = { ...person, grants }
      const expected = new Set(seenBy(actor))
      const answer = await inOrg(db, actor.orgId, { mode: 'read', plan: 'free' }, async tx => {
        const list = await listCustomers(tx, actor, { limit: 200 })
        const { count } = await summariseCustomers(tx, actor, {})
        const byId = await Promise.all(
          [...records.keys()].map(id =>
            getCustomer(tx, actor, id).then(
              () => [id],
              () => [],
            ),
          ),
        )
        return { list: list.items.map(one => one.id), count, byId: byId.flat() }
      })
      expect({ who, reach, unowned, ids: new Set(answer.list) }).toEqual({ who, reach, unowned, ids: expected })
      expect({ who, reach, count: answer.count, byId: new Set(answer.byId) }).toEqual({
        who,
        reach,
        count: expected.size,
        byId: expected,
      })
      compared += records.size
    }
  }
  expect(compared).toBe(4 * views.length * 45)
})

test('who gives away what nobody owns sees all of it and no more of the rest, and without a reading right nothing', async () => {
  const ann = await world.as('ann')
  const seenWith = (grants: Actor['grants']) => new Set(seenBy({ ...ann, grants }))
  const [own, also] = [
    seenWith({ 'customer.read': 'own' }),
    seenWith({ 'customer.read': 'own', 'customer.unowned': 'all' }),
  ]
  const ownerless = [...records].filter(([, owned]) => owned.ownerId === null).map(([id]) => id)
  expect(also).toEqual(new Set([...own, ...ownerless]))
  expect(also.size).toBeGreaterThan(own.size)
  expect(seenWith({ 'customer.unowned': 'all' }).size).toBe(0)
})

test('a person of another organisation reads nothing, whatever the reach', async () => {
  const gus = await world.as('gus')
  const list = await inOrg(db, gus.orgId, { mode: 'read' }, tx => listCustomers(tx, gus, {}))
  expect(list.items).toEqual([])
  const [id = newId()] = [...records.keys()]
  await expect(inOrg(db, gus.orgId, { mode: 'read' }, tx => getCustomer(tx, gus, id))).rejects.toMatchObject({
    kind: 'missing',
  })
})
