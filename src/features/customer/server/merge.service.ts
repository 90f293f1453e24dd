// How customers are merged: what one chooses between, and how the one that goes is put away and brought back.
import { reason } from '#kernel/refusal.ts'
import type { MergeRow, Merging } from '#meta/merging.ts'
import { forgetRecords } from '#meta/server/fieldsSql.ts'
import { ownFields } from '#meta/server/record.service.ts'
import { customerEntity } from '../customer.entity.ts'
import { indexCustomers, parentsOf } from './create.service.ts'
import { lockCustomerRows, retireBound, reviveBound, selectCustomerRows, selectGroupOf } from './customer.sql.ts'
import { type CustomerRow, customers } from './customer.table.ts'

const own = (row: MergeRow): CustomerRow => row as unknown as CustomerRow // this file locked and read it
const told = (rows: readonly CustomerRow[]): MergeRow[] => rows.map(row => ({ ...row }))

export const customerMerging: Merging = {
  entity: customerEntity,
  fields: {
    name: ['nameKey', 'companyKey'],
    level: [],
    source: [],
    industry: [],
    region: [],
    phone: ['phoneKey'],
    email: ['emailKey'],
    address: [],
    postalCode: [],
    uscc: [],
    website: [],
    parentId: [],
    payerId: [],
    // whose it is, or the pool where it lies
    ownerId: ['deptId', 'ownedAt', 'poolId', 'pooledAt', 'homePoolId', 'poolLocked'],
    note: [],
  },
  lock: async (tx, ids) =>
    told(await lockCustomerRows(tx, await selectGroupOf(tx, ids))).filter(row => ids.includes(row.id)),
  read: async (db, ids) => told(await selectCustomerRows(db, ids)),
  owned: async (_db, row) => {
    const { ownerId, deptId, poolId } = own(row)
    return { ownerId, deptId, poolId }
  },
  name: row => own(row).name,
  problems: (winner, loser) =>
    own(winner).state === own(loser).state
      ? []
      : [reason('customer.mergeBlocked', undefined, { name: own(loser).name })],
  // whoever stands below the loser will stand below the winner: that one cannot stay above it
  tidy: async (tx, next, loserId) => {
    const { id, parentId } = own(next)
    if (!parentId) return next
    const above = await parentsOf(tx, parentId)
    return above.includes(id) || above.includes(loserId) ? { ...next, parentId: null } : next
  },
  write: async (tx, actor, row) => {
    tx.write(customers.update(tx.orgId, own(row)))
    indexCustomers(tx, await ownFields(tx, actor, 'customer'), [own(row)], false)
  },
  retire: (tx, loserId, winnerId) => {
    forgetRecords(tx, 'customer', [loserId])
    tx.write(retireBound(tx, loserId, winnerId))
  },
  revive: async (tx, actor, row) => {
    tx.write(reviveBound(tx, row.id))
    indexCustomers(tx, await ownFields(tx, actor, 'customer'), [own(row)], true)
  },
}
