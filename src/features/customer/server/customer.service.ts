// The verbs of customers. What other features push down into a customer (activity, credit) has its verbs in
// `activity.service.ts` and `credit.service.ts`.

import { ownerWithin } from '#features/people/server/people.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import { companyKey } from '#kernel/companyName.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { nameKey, usccKey } from '#kernel/keys.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { passGiving, standingFor } from '#meta/server/giving.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { changes, editStamp, entityFor, ownFields, refuseStale, takeCustom, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { outside } from '#meta/server/sourceSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { customerEntity } from '../customer.entity.ts'
import { type CustomerMove, customerFlow } from '../customer.flow.ts'
import type { Customer, CustomerEdit, Duplicate, NewCustomer } from '../customer.schema.ts'
import { draftOf, indexCustomers, parentsOf, problemsAbove, problemsOf, storedOf, writeNew } from './create.service.ts'
import {
  type CustomerFacts,
  customerSource,
  factsSource,
  lockCustomerRows,
  type NamedFacts,
  selectFacts,
} from './customer.sql.ts'
import { type CustomerRow, customers } from './customer.table.ts'
import { judgeTwins, lockLike, matchCustomers } from './likeness.service.ts'
import { limitProblems } from './limit.service.ts'

async function sourceFor(db: Db, actor: Actor) {
  return { ...customerSource, entity: await entityFor(db, actor, customerEntity) }
}

export async function listCustomers(db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Customer>> {
  return listRecords<Customer>(db, actor, await sourceFor(db, actor), query)
}

export async function summariseCustomers(db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> {
  return summarise(db, actor, await sourceFor(db, actor), query)
}

export const getCustomer = (db: Db, actor: Actor, id: string): Promise<Customer> =>
  getRecord<Customer>(db, actor, customerSource, id)

/** What a verb needs of a customer whom its actor chose; out of reach is missing, and so is what is only in their pool. */
export const getCustomerFacts = (db: Db, actor: Actor, id: string): Promise<CustomerFacts> =>
  getRecord<CustomerFacts>(db, outside(actor), factsSource, id)

/** Facts for verbs that have already judged their own record; no rights are asked here. A pool's members are none of its customers' readers: it has to be claimed first. */
export const findCustomers = (db: Db, ids: readonly string[]): Promise<Map<string, NamedFacts>> => selectFacts(db, ids)

export type { CustomerFacts }

/** `asks: false` where what is made beside it (a deal) asks whose it is, and tells them. */
export async function createCustomer(
  tx: Tx,
  actor: Actor,
  input: NewCustomer,
  { asks = true }: { readonly asks?: boolean } = {},
): Promise<Customer & { duplicates: Duplicate[]; held: Reason[] }> {
  lockLike(tx, actor, input)
  // all at once: a refusal of one must not leave another unheard
  const [number, duplicates, owner, fields, above, standing] = await Promise.all([
    numberOf(tx, actor, 'customer', today(tx.database.clock, actor.org.zone)),
    matchCustomers(tx, actor, input),
    ownerWithin(tx, actor, 'customer.create', input.ownerId),
    ownFields(tx, actor, 'customer'),
    problemsAbove(tx, undefined, input),
    asks ? standingFor(tx, actor, input) : undefined,
  ])
  const row = { ...draftOf(tx, actor, input, { duplicates, owner, fields, above, standing }), number }
  writeNew(tx, actor, fields, [row])
  standing?.tell(tx, row)
  const held = standing?.held(row.ownerId) ?? []
  return { ...(await readBack<Customer>(tx, actor, customerSource, row.id)), duplicates, held }
}

export async function editCustomer(tx: Tx, actor: Actor, id: string, input: CustomerEdit): Promise<Customer> {
  const [row] = await lockCustomerRows(tx, [id])
  const fields = await ownFields(tx, actor, 'customer')
  if (!row || row.deletedAt) throw missing('customer')
  await mustSee(tx, actor, row, 'customer.edit')
  const { version, custom, ownerId, ...rest } = input
  await refuseStale(tx, 'customer', row, input)
  const isMoved = rest.parentId !== undefined && rest.parentId !== row.parentId
  const above = await problemsAbove(tx, id, input)
  refuseAll([...problemsOf(input), ...above, ...(isMoved ? await movedProblems(tx, id) : [])])
  const fresh = freshOf(row, rest)
  if (Object.keys(fresh).length > 0) await judgeTwins(tx, actor, fresh, id)
  await passRegister(tx, actor, row, rest)
  if (ownerId !== undefined && ownerId !== row.ownerId && !can(actor, 'customer.assign', row))
    throw new Refusal(reason('customer.mayNotAssign', 'ownerId'), 'forbidden')
  const owner = ownerId === undefined ? {} : await ownerWithin(tx, actor, 'customer.assign', ownerId)
  const isGiven = ownerId !== undefined && ownerId !== row.ownerId
  const name = rest.name?.trim() ?? row.name
  if (isGiven) await passGiving(tx, actor, { id, name: row.name, ownerId })
  const next: CustomerRow = {
    ...row,
    ...storedOf(actor, rest),
    ...owner,
    ...(isGiven && { ownedAt: tx.now, poolId: null, pooledAt: null }),
    name,
    nameKey: nameKey(name),
    companyKey: companyKey(name),
    custom: takeCustom(fields, custom, row.custom as Custom), // accepted by the kinds when it was written
    ...editStamp(tx, actor, row),
  }
  const { before, after } = changes(row, next)
  if (Object.keys(after).length > 0) {
    tx.write(customers.update(tx.orgId, next))
    indexCustomers(tx, fields, [next], false)
    tell(tx, { actor, entity: 'customer', recordId: id, kind: 'customer.edited', before, after, version: next.version })
  }
  return readBack<Customer>(tx, actor, customerSource, id)
}

/** Whoever shares a limit keeps its place below whose it is; and whose it is stays the head of its group. */
async function movedProblems(tx: Tx, id: string): Promise<Reason[]> {
  await parentsOf(tx, id)
  return limitProblems(tx, [id], 'parentId')
}

/** Another name or number may be what somebody else has a right to, as with a new customer. */
async function passRegister(tx: Tx, actor: Actor, row: CustomerRow, { name, uscc }: CustomerEdit): Promise<void> {
  const renamed = name !== undefined && nameKey(name) !== row.nameKey
  const numbered = uscc && usccKey(uscc) !== row.uscc
  if (!renamed && !numbered) return
  const wished = { id: row.id, ...(renamed && { name }), ...(numbered && { uscc }) }
  const standing = await standingFor(tx, actor, wished)
  refuseAll(standing.problems(row.ownerId))
  standing.tell(tx, row)
}

/** What is another than before: an edit of something else is not asked of old twins. */
const freshOf = (row: CustomerRow, { name, phone, email }: CustomerEdit) => ({
  ...(name && name !== row.name && { name }),
  ...(phone && phone !== row.phone && { phone }),
  ...(email && email !== row.email && { email }),
})

export async function moveCustomer(tx: Tx, actor: Actor, id: string, move: CustomerMove): Promise<Customer> {
  const row = await lockSeen(tx, actor, id)
  const verdict = judge(customerFlow, move, row, permission => can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const next = { ...row, state: verdict.to, ...editStamp(tx, actor, row) }
  tx.write(customers.update(tx.orgId, next))
  tell(tx, {
    actor,
    entity: 'customer',
    recordId: id,
    kind: `customer.${verdict.to === 'blocked' ? 'blocked' : 'unblocked'}`,
    from: row.state,
    to: verdict.to,
    version: next.version,
  })
  return getCustomer(tx, actor, id)
}

export async function customerOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const record = await getCustomer(db, actor, id)
  return movesFrom(customerFlow, record, permission => can(actor, permission, record))
}

export async function lockSeen(tx: Tx, actor: Actor, id: string): Promise<CustomerRow> {
  const [row] = await lockCustomerRows(tx, [id])
  if (!row || row.deletedAt) throw missing('customer')
  await getCustomer(tx, actor, id)
  return row
}

/** Visible but not allowed says why; out of reach does not exist. */
async function mustSee(tx: Tx, actor: Actor, row: CustomerRow, permission: string): Promise<void> {
  if (can(actor, permission, row)) return
  await getCustomer(tx, actor, row.id)
  throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}
