// How leads are merged: only while neither became a customer.
import { reason } from '#kernel/refusal.ts'
import type { MergeRow, Merging } from '#meta/merging.ts'
import { forgetRecords } from '#meta/server/fieldsSql.ts'
import { ownFields } from '#meta/server/record.service.ts'
import { leadEntity } from '../lead.entity.ts'
import { endGivenBound } from './given.sql.ts'
import { indexLead } from './lead.service.ts'
import { lockAnyLeads, retireBound, reviveBound, selectLeadRows } from './lead.sql.ts'
import { type LeadRow, leads } from './lead.table.ts'

const own = (row: MergeRow): LeadRow => row as unknown as LeadRow // this file locked and read it
const told = (rows: readonly LeadRow[]): MergeRow[] => rows.map(row => ({ ...row }))

export const leadMerging: Merging = {
  entity: leadEntity,
  // what is to be done next goes with its time; who works on it stays as it is
  fields: {
    name: [],
    company: ['nameKey', 'companyKey'],
    title: [],
    phone: ['phoneKey'],
    email: ['emailKey'],
    region: [],
    address: [],
    source: [],
    campaign: [],
    referredBy: [],
    need: [],
    productLine: [],
    nextStep: ['nextStepAt'],
  },
  lock: async (tx, ids) => told(await lockAnyLeads(tx, ids)),
  read: async (db, ids) => told(await selectLeadRows(db, ids)),
  owned: async (_db, row) => {
    const { ownerId, deptId, poolId } = own(row)
    return { ownerId, deptId, poolId }
  },
  name: row => own(row).name,
  problems: (winner, loser) =>
    [own(winner), own(loser)].flatMap(({ state, name }) =>
      state === 'converted' ? [reason('lead.mergeClosed', undefined, { name })] : [],
    ),
  write: async (tx, actor, row) => {
    tx.write(leads.update(tx.orgId, own(row)))
    indexLead(tx, await ownFields(tx, actor, 'lead'), own(row), false)
  },
  retire: (tx, loserId, winnerId) => {
    forgetRecords(tx, 'lead', [loserId])
    tx.write(retireBound(tx, loserId, winnerId), endGivenBound(tx.orgId, loserId, tx.now))
  },
  revive: async (tx, actor, row) => {
    tx.write(reviveBound(tx, row.id))
    indexLead(tx, await ownFields(tx, actor, 'lead'), own(row), true)
  },
}
