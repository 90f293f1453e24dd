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
import { type World, worldOn } from '#test/world.ts'

// One condition value behind `can`, lists, counts, search and by-id reads: here a grid of people × records goes
// through all of them on a real database.

let database: TestDatabase
let db: Database
let world: World
let olivia: Actor
const records = new Map<string, Owned>()
const pools = { shared: newId(), other: newId() }

beforeAll(async () => {
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 4 })
  world = worldOn(db)
  olivia = await world.as('olivia')
  await inOrg(db, olivia.orgId, { mode: 'write' }, async tx => {
    for (const [name, id] of Object.entries(pools))
      tx.write({
        text: "insert into pools (org_id, id, entity, name, position, version, created_at, updated_at) values ($1, $2, 'customer', $3, 0, 1, now(), now())",
        values: [tx.orgId, id, name],
      })
  })
  const { ann, max, oda, wei } = world.ids
  const owners = [ann, max, oda, wei, null]
  const depts = [world.salesId, world.officeId, null]
  // what has no owner lies in a pool
  const holders = owners.flatMap((ownerId): Pick<Owned, 'ownerId' | 'poolId'>[] =>
    ownerId === null ? Object.values(pools).map(poolId => ({ ownerId, poolId })) : [{ ownerId, poolId: null }],
  )
  for (const holder of holders)
    for (const deptId of depts)
      for (const readerIds of [[], [ann], [wei, max]]) await make({ ...holder, deptId, readerIds })
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
      text: 'update customers set owner_id = $3, dept_id = $4, pool_id = $5, pooled_at = case when $5::uuid is null then null else now() end where org_id = $1 and id = $2',
      values: [tx.orgId, id, owned.ownerId, owned.deptId, owned.poolId],
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
    const poolIds = who === 'ann' ? [pools.shared] : who === 'max' ? Object.values(pools) : []
    const person = { ...(await world.as(who)), poolIds }
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
  expect(compared).toBe(4 * views.length * 54)
})

test('who gives away what nobody owns sees all of it but what lies in a pool, and without a reading right nothing', async () => {
  const ann = await world.as('ann')
  const sees = (grants: Actor['grants'], poolId: string | null, poolIds: readonly string[] = []) =>
    can({ ...ann, grants, poolIds }, 'customer.read', { ownerId: null, deptId: null, poolId })
  const also = { 'customer.read': 'own', 'customer.unowned': 'all' } as const
  expect(sees(also, null)).toBe(true)
  expect(sees({ 'customer.read': 'own' }, null)).toBe(false)
  expect(sees(also, pools.shared)).toBe(false)
  expect(sees({ 'customer.read': 'own' }, pools.shared, [pools.shared])).toBe(true)
  expect(sees({ 'customer.read': 'own' }, pools.shared, [pools.other])).toBe(false)
  expect(sees({ 'customer.unowned': 'all' }, null, [pools.shared])).toBe(false)
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
