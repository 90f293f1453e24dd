// A rule that looks at contracts: by its last day, by what ended it, and by what still runs.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { addDays, type Day } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type ContractWorld, contractDay, contractWorld } from '#test/contractWorld.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { PoolRule } from '../pool.schema.ts'
import { simulatePool } from './due.service.ts'
import { createPool, setPoolMembers } from './pool.service.ts'
import { recyclePools } from './run.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let contracts: ContractWorld
let pool: string
const folder = mkdtempSync(join(tmpdir(), 'baton-pool-'))
const after = (days: number): PoolRule => ({ kind: 'contractEnd', days })

beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  contracts = contractWorld(() => world, folder)
  pool = await world.write('max', async (tx, max) => {
    const { id } = await createPool(tx, max, { name: '东区', entity: 'customer', rules: [after(30)] })
    await setPoolMembers(tx, max, id, [{ userId: world.ids.ann, admin: false }])
    return id
  })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await open.close()
})

const rows = <R>(text: string, values: unknown[] = []): Promise<R[]> =>
  inOrg(open.db, world.acmeId, { mode: 'write' }, tx => tx.query<R>({ text, values: [tx.orgId, ...values] }))

let count = 0
async function customer(): Promise<string> {
  const name = `合同客户${++count}有限公司`
  const { id } = await world.write('ann', (tx, actor) => createCustomer(tx, actor, { name }))
  // theirs for long: what counts is the contract alone
  await rows("update customers set owned_at = now() - interval '2 years' where org_id = $1 and id = $2", [id])
  return id
}
const until = (customerId: string, effectiveUntil: Day | null) =>
  contracts.effective({ customerId, effectiveFrom: addDays(contractDay, -400), effectiveUntil })
const taken = async (date: Day, rules?: PoolRule[]) => {
  const said = await world.read('max', (db, max) => simulatePool(db, max, pool, { date, ...(rules && { rules }) }))
  return said.items.map(one => ({ id: one.id, days: one.days }))
}

test('a customer goes so many days after the last day of the last contract, and not a day before', async () => {
  const id = await customer()
  await until(id, addDays(contractDay, 5))
  await until(id, addDays(contractDay, 10))
  // the last day itself still counts as in force: it ends with the midnight after it
  expect(await taken(addDays(contractDay, 40))).toEqual([])
  expect(await taken(addDays(contractDay, 41))).toEqual([{ id, days: 30 }])
})

test('without a contract, with one that has no last day, or with a draft only, nobody goes', async () => {
  const [none, endless, draft] = [await customer(), await customer(), await customer()]
  await until(endless, null)
  await contracts.draft({ customerId: draft, effectiveUntil: addDays(contractDay, 1) })
  const ids = (await taken(addDays(contractDay, 3000), [after(1)])).map(one => one.id)
  for (const id of [none, endless, draft]) expect(ids).not.toContain(id)
})

test('a contract that was terminated ends that day, and one in force beside it keeps the customer', async () => {
  const [gone, kept] = [await customer(), await customer()]
  for (const id of [gone, kept]) {
    const { id: contract } = await until(id, addDays(contractDay, 300))
    await rows(
      "update contracts set state = 'terminated', end_reason = '停产', ended_at = now() where org_id = $1 and id = $2",
      [contract],
    )
  }
  await until(kept, addDays(contractDay, 300))
  const ids = (await taken(addDays(contractDay, 35))).map(one => one.id)
  expect(ids).toContain(gone)
  expect(ids).not.toContain(kept)
})

test('whoever has an open deal with the customer keeps it', async () => {
  const id = await customer()
  await until(id, addDays(contractDay, 1))
  await rows(
    `insert into customer_activity (org_id, customer_id, open_deals) values ($1, $2, 1)
     on conflict (org_id, customer_id) do update set open_deals = 1`,
    [id],
  )
  expect((await taken(addDays(contractDay, 60))).map(one => one.id)).not.toContain(id)
})

test('the night takes what the simulator said, and tells the rule', async () => {
  const id = await customer()
  const { id: contract } = await until(id, contractDay)
  await rows('update contracts set effective_until = current_date - 60 where org_id = $1 and id = $2', [contract])
  const said = await taken(contractDay)
  expect(said.map(one => one.id)).toContain(id)
  const clock = { now: () => new Date(`${contractDay}T10:00:00.000Z`) }
  const night = { ...open.db, clock }
  await runIn(night)
  const moved = await rows<{ recordId: string }>(
    "select record_id from pool_moves where org_id = $1 and kind = 'recycle' and rule ->> 'kind' = 'contractEnd'",
  )
  expect(moved.map(one => one.recordId).toSorted()).toEqual(said.map(one => one.id).toSorted())
})

const runIn = (db: typeof open.db) => inOrg(db, world.acmeId, { mode: 'write' }, tx => recyclePools(tx, 200))

test('a pool of leads refuses the rule by name', async () => {
  const made = world.write('max', (tx, max) =>
    createPool(tx, max, { name: '线索', entity: 'lead', rules: [after(30)] }),
  )
  await expect(made).rejects.toMatchObject({ reasons: [{ key: 'pool.noContracts', path: 'rules.0.kind' }] })
})
