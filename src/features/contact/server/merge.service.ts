// How contacts are merged, also those of two companies: the one chosen is kept, the event names the other.
import { findCustomers } from '#features/customer/server/customer.service.ts'
import type { Tx } from '#kernel/db.ts'
import type { MergeRow, Merging } from '#meta/merging.ts'
import { forgetRecords } from '#meta/server/fieldsSql.ts'
import { ownFields } from '#meta/server/record.service.ts'
import { contactEntity } from '../contact.entity.ts'
import { indexContact } from './contact.service.ts'
import {
  dropPrimaryBound,
  lockContactRows,
  primaryAgainBound,
  retireBound,
  reviveBound,
  selectContactRows,
  yieldPrimaries,
} from './contact.sql.ts'
import { type ContactRow, contacts } from './contact.table.ts'

const own = (row: MergeRow): ContactRow => row as unknown as ContactRow // this file locked and read it
const told = (rows: readonly ContactRow[]): MergeRow[] => rows.map(row => ({ ...row }))

export const contactMerging: Merging = {
  entity: contactEntity,
  fields: {
    name: [],
    customerId: [],
    title: [],
    phone: ['phoneKey'],
    email: ['emailKey'],
    wechat: [],
    decisionRole: [],
    isPrimary: [],
    note: [],
  },
  lock: async (tx, ids) => told(await lockContactRows(tx, ids)),
  read: async (db, ids) => told(await selectContactRows(db, ids)),
  owned: async (db, row) => {
    const { customerId } = own(row)
    const customer = (await findCustomers(db, [customerId])).get(customerId)
    return { ownerId: customer?.ownerId ?? null, deptId: customer?.deptId ?? null }
  },
  name: row => own(row).name,
  problems: () => [],
  write: async (tx, actor, row) => {
    const next = own(row)
    if (next.isPrimary) tx.write(dropPrimaryBound(tx.orgId, next.customerId, next.id))
    tx.write(contacts.update(tx.orgId, next))
    indexContact(tx, await ownFields(tx, actor, 'contact'), next, false)
  },
  retire: (tx, loserId, winnerId) => {
    forgetRecords(tx, 'contact', [loserId])
    tx.write(retireBound(tx, loserId, winnerId))
  },
  revive: async (tx, actor, row) => {
    tx.write(reviveBound(tx, row.id))
    indexContact(tx, await ownFields(tx, actor, 'contact'), own(row), true)
  },
}

/** For the merge of two customers: which contacts stopped being the main one. */
export const leaveMain = (tx: Tx, from: string, to: string): Promise<string[]> => yieldPrimaries(tx, from, to)
export const mainAgain = (tx: Tx, customerId: string, ids: readonly string[]): void =>
  tx.write(primaryAgainBound(tx.orgId, customerId, ids))
