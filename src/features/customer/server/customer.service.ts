// The verbs of customers. What other features push down into a customer (activity, credit) has its verbs in
// `activity.service.ts` and `credit.service.ts`.

import { ownerWithin } from '#features/people/server/people.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import { companyKey } from '#kernel/companyName.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { isUnseen } from '#kernel/filled.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { emailKey, nameKey, usccKey, usccValid } from '#kernel/keys.ts'
import { isZero } from '#kernel/money.ts'
import { phoneE164, phoneEndings } from '#kernel/phone.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { forgetRecords, termsIn, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import {
  changes,
  editStamp,
  entityFor,
  newStamp,
  ownFields,
  refuseStale,
  takeCustom,
  tell,
} from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { outside } from '#meta/server/sourceSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { customerEntity } from '../customer.entity.ts'
import { type CustomerMove, customerFlow } from '../customer.flow.ts'
import type { Customer, CustomerEdit, Duplicate, NewCustomer } from '../customer.schema.ts'
import {
  type CustomerFacts,
  customerSource,
  factsOf,
  factsSource,
  lockCreditRows,
  lockCustomerRows,
  newCreditBound,
  selectMergedInto,
  selectParents,
  trashBound,
} from './customer.sql.ts'
import { type CustomerRow, customers } from './customer.table.ts'
import { judgeTwins, lockLike, matchCustomers, refuseLike } from './likeness.service.ts'

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
export async function findCustomers(db: Db, ids: readonly string[]): Promise<Map<string, CustomerFacts>> {
  const rows = await db.query<CustomerFacts>(factsOf(db.orgId, ids))
  return new Map(rows.map(row => [row.id, row]))
}

export type { CustomerFacts }

export async function createCustomer(
  tx: Tx,
  actor: Actor,
  input: NewCustomer,
): Promise<Customer & { duplicates: Duplicate[] }> {
  lockLike(tx, actor, input)
  // all at once: a refusal of one must not leave another unheard
  const [number, duplicates, owner, fields, above] = await Promise.all([
    numberOf(tx, actor, 'customer', today(tx.database.clock, actor.org.zone)),
    matchCustomers(tx, actor, input),
    ownerWithin(tx, actor, 'customer.create', input.ownerId),
    ownFields(tx, actor, 'customer'),
    problemsAbove(tx, undefined, input),
  ])
  refuseAll([...problemsOf(input), ...above])
  refuseLike(actor, duplicates)
  const stamp = newStamp(tx, actor, owner, takeCustom(fields, input.custom))
  const row: CustomerRow = {
    ...blank,
    ...stamp,
    ...storedOf(actor, input),
    name: input.name.trim(),
    number,
    nameKey: nameKey(input.name),
    companyKey: companyKey(input.name),
    state: 'active',
    ownedAt: tx.now,
  }
  tx.write(customers.insert(tx.orgId, [row]), newCreditBound(tx.orgId, [row.id]))
  indexCustomer(tx, fields, row, true)
  tell(tx, {
    actor,
    entity: 'customer',
    recordId: row.id,
    kind: 'customer.created',
    after: changes({}, row).after,
    version: 1,
  })
  return { ...(await readBack<Customer>(tx, actor, customerSource, row.id)), duplicates }
}

export async function editCustomer(tx: Tx, actor: Actor, id: string, input: CustomerEdit): Promise<Customer> {
  const [row] = await lockCustomerRows(tx, [id])
  const fields = await ownFields(tx, actor, 'customer')
  if (!row || row.deletedAt) throw missing('customer')
  await mustSee(tx, actor, row, 'customer.edit')
  const { version, custom, ownerId, ...rest } = input
  await refuseStale(tx, 'customer', row, input)
  refuseAll([...problemsOf(input), ...(await problemsAbove(tx, id, input))])
  const fresh = freshOf(row, rest)
  if (Object.keys(fresh).length > 0) await judgeTwins(tx, actor, fresh, id)
  if (ownerId !== undefined && ownerId !== row.ownerId && !can(actor, 'customer.assign', row))
    throw new Refusal(reason('customer.mayNotAssign', 'ownerId'), 'forbidden')
  const owner = ownerId === undefined ? {} : await ownerWithin(tx, actor, 'customer.assign', ownerId)
  const isGiven = ownerId !== undefined && ownerId !== row.ownerId
  const name = rest.name?.trim() ?? row.name
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
    indexCustomer(tx, fields, next, false)
    tell(tx, { actor, entity: 'customer', recordId: id, kind: 'customer.edited', before, after, version: next.version })
  }
  return readBack<Customer>(tx, actor, customerSource, id)
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

export async function trashCustomer(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockSeen(tx, actor, id)
  // under this lock no order of theirs is confirmed and no money comes
  const [[credit], { orders }] = await Promise.all([lockCreditRows(tx, [id]), getCustomer(tx, actor, id)])
  if (!can(actor, 'customer.delete', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'customer.delete' } }, 'forbidden')
  if (orders > 0) throw new Refusal(reason('customer.hasOrders', undefined, { count: orders }))
  if (!isZero(credit?.used ?? '0'))
    throw new Refusal(
      reason('customer.hasMoney', undefined, { amount: credit?.used ?? '', currency: actor.org.currency }),
    )
  tx.write(trashBound(tx.orgId, id, tx.now, tx.now))
  forgetRecords(tx, 'customer', [id])
  tell(tx, { actor, entity: 'customer', recordId: id, kind: 'customer.deleted', version: row.version + 1 })
}

export async function restoreCustomer(tx: Tx, actor: Actor, id: string): Promise<Customer> {
  const [row] = await lockCustomerRows(tx, [id])
  const fields = await ownFields(tx, actor, 'customer')
  if (!row?.deletedAt || !can(actor, 'customer.delete', row)) throw missing('customer')
  if (await selectMergedInto(tx, id)) throw new Refusal('customer.undoMerge')
  tx.write(trashBound(tx.orgId, id, null, tx.now))
  indexCustomer(tx, fields, row, true)
  tell(tx, { actor, entity: 'customer', recordId: id, kind: 'customer.restored', version: row.version + 1 })
  return getCustomer(tx, actor, id)
}

async function lockSeen(tx: Tx, actor: Actor, id: string): Promise<CustomerRow> {
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

function problemsOf(input: CustomerEdit): Reason[] {
  const reasons: Reason[] = []
  if (input.name !== undefined && isUnseen(input.name)) reasons.push(reason('field.required', 'name'))
  if (input.uscc && !usccValid(usccKey(input.uscc))) reasons.push(reason('customer.badUscc', 'uscc'))
  if (input.email && !emailKey(input.email)) reasons.push(reason('customer.badEmail', 'email'))
  return reasons
}

async function problemsAbove(tx: Tx, id: string | undefined, { parentId, payerId }: CustomerEdit): Promise<Reason[]> {
  const wanted = [parentId, payerId].filter(one => typeof one === 'string')
  if (wanted.length === 0) return []
  const known = await findCustomers(tx, wanted)
  const reasons: Reason[] = []
  if (payerId && payerId === id) reasons.push(reason('customer.ownPayer', 'payerId'))
  else if (payerId && !known.has(payerId)) reasons.push(reason('customer.unknownPayer', 'payerId'))
  if (parentId && !known.has(parentId)) reasons.push(reason('customer.unknownParent', 'parentId'))
  else if (parentId && id && (parentId === id || (await selectParents(tx, parentId)).includes(id)))
    reasons.push(reason('customer.circle', 'parentId'))
  return reasons
}

const blank = {
  level: null,
  source: null,
  industry: null,
  region: null,
  address: null,
  postalCode: null,
  phone: null,
  phoneKey: null,
  email: null,
  emailKey: null,
  uscc: null,
  website: null,
  note: null,
  parentId: null,
  payerId: null,
  poolId: null,
  pooledAt: null,
  homePoolId: null,
  poolLocked: false,
}

/** Columns as given, with the keys that follow from them; empty text is no value. */
function storedOf(
  actor: Actor,
  { name: _, custom: __, ownerId: ___, version: ____, ...given }: CustomerEdit,
): Partial<CustomerRow> {
  const values = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, typeof value === 'string' && value.trim() === '' ? null : value]),
  )
  const { phone, email, uscc } = given
  return {
    ...values,
    ...(phone !== undefined && { phoneKey: phone ? (phoneE164(phone, actor.org.country) ?? null) : null }),
    ...(email !== undefined && { emailKey: email ? (emailKey(email) ?? null) : null }),
    ...(uscc !== undefined && { uscc: uscc ? usccKey(uscc) : null }),
  }
}

export function indexCustomer(
  tx: Tx,
  fields: Awaited<ReturnType<typeof ownFields>>,
  row: CustomerRow,
  fresh: boolean,
): void {
  const terms = [
    ...termsOf(row.name, 'name'),
    ...termsOf(row.number, 'number'),
    ...(row.phoneKey ? termsIn('phone', phoneEndings(row.phoneKey)) : []),
    ...(row.email ? termsIn('email', termsOf(row.email, 'email')) : []),
  ]
  writeSearchTerms(tx, 'customer', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'customer', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}
