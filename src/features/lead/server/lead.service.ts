// The verbs of leads: list, read, create, edit. Moves: `leadMove.service.ts`.

import { isStrict } from '#features/customer/server/strict.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { registeredFor, registrationProblems, tellHolders } from '#features/registration/server/guard.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { NewEvent } from '#kernel/event.ts'
import { isUnseen } from '#kernel/filled.ts'
import { emailKey } from '#kernel/keys.ts'
import { phoneEndings } from '#kernel/phone.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { regionName } from '#kernel/regionRead.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { forgetRecords, indexRecords, type Term, termsIn } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { tellNextStep } from '#meta/server/nextStep.ts'
import { changes, editStamp, entityFor, ownFields, refuseStale, takeCustom, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { leadEntity } from '../lead.entity.ts'
import type { Lead, LeadEdit, NewLead } from '../lead.schema.ts'
import { endGivenBound } from './given.sql.ts'
import { leadSource, lockLeadRow, selectReferrer, trashLeadBound } from './lead.sql.ts'
import { type LeadRow, leads } from './lead.table.ts'
import { keysOf, lockLeadLike, matchLead, refuseLead } from './likeness.service.ts'

const sourceFor = async (db: Db, actor: Actor) => ({ ...leadSource, entity: await entityFor(db, actor, leadEntity) })

export const listLeads = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Lead>> =>
  listRecords<Lead>(db, actor, await sourceFor(db, actor), query)
export const summariseLeads = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)
export const getLead = (db: Db, actor: Actor, id: string): Promise<Lead> => getRecord<Lead>(db, actor, leadSource, id)

export async function editLead(tx: Tx, actor: Actor, id: string, input: LeadEdit): Promise<Lead> {
  const [row, fields, referrer] = await Promise.all([
    lockLead(tx, actor, id, 'lead.edit'),
    ownFields(tx, actor, 'lead'),
    input.referredBy ? selectReferrer(tx, input.referredBy) : undefined,
  ])
  if (row.state === 'converted') throw new Refusal('lead.closed')
  const { version, custom, ...rest } = input
  await refuseStale(tx, 'lead', row, input)
  refuseAll([...problemsOf(input), ...referrerProblems(input, referrer)])
  await Promise.all([judgeFresh(tx, actor, row, rest), refuseRegistered(tx, actor, row, rest)])
  const next: LeadRow = {
    ...row,
    ...storedOf(actor, rest),
    name: rest.name?.trim() ?? row.name,
    custom: takeCustom(fields, custom, row.custom as Custom), // accepted by the kinds when it was written
    ...editStamp(tx, actor, row),
  }
  if (input.nextStepAt && !next.nextStep) throw new Refusal(reason('lead.stepMissing', 'nextStep'))
  const { before, after } = changes(saidOf(row), saidOf(next))
  if (Object.keys(after).length > 0) {
    tx.write(leads.update(tx.orgId, next))
    tellNextStep(tx, actor, 'lead', row, next)
    indexLead(tx, fields, next, false)
    tellLead(tx, actor, next, { kind: 'edited', before, after })
  }
  return readBack<Lead>(tx, actor, leadSource, id)
}

/** What is another than before is asked for as in a new lead; what stayed is not. */
async function judgeFresh(tx: Tx, actor: Actor, row: LeadRow, { phone, email, company }: LeadEdit): Promise<void> {
  if (!isStrict(actor)) return
  const fresh = {
    ...(phone && phone !== row.phone && { phone }),
    ...(email && email !== row.email && { email }),
    ...(company && company !== row.company && { company }),
  }
  lockLeadLike(tx, actor, fresh)
  refuseLead(actor, await matchLead(tx, actor, fresh, row.id))
}

/** Another company or another line runs into somebody's registration as a new lead does. */
async function refuseRegistered(tx: Tx, actor: Actor, row: LeadRow, { company, productLine }: LeadEdit): Promise<void> {
  const isSame =
    (company === undefined || company === row.company) && (productLine === undefined || productLine === row.productLine)
  if (isSame) return
  const next = {
    ownerId: row.ownerId,
    company: company ?? row.company,
    productLine: productLine === undefined ? row.productLine : productLine,
  }
  const [held = []] = await registeredFor(tx, actor, [next])
  refuseAll(registrationProblems(actor, next, held, { subject: 'company', line: 'productLine' }))
  tellHolders(tx, actor, { entity: 'lead', id: row.id, ...next }, held)
}

export async function trashLead(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockLead(tx, actor, id, 'lead.delete')
  if (row.state === 'converted') throw new Refusal('lead.closed')
  tx.write(trashLeadBound(tx.orgId, id, tx.now), endGivenBound(tx.orgId, id, tx.now))
  forgetRecords(tx, 'lead', [id])
  tellLead(tx, actor, { ...row, version: row.version + 1 }, { kind: 'deleted' })
}

/** Locked for a change: out of reach is not there, visible but not allowed says why. */
export async function lockLead(tx: Tx, actor: Actor, id: string, permission: string): Promise<LeadRow> {
  const row = await lockLeadRow(tx, id)
  if (!row) throw missing('lead')
  if (!can(actor, 'lead.read', row)) await getLead(tx, actor, id)
  if (permission !== 'lead.read' && !can(actor, permission, row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
  return row
}

type Told = Pick<NewEvent, 'kind' | 'from' | 'to' | 'before' | 'after' | 'about'>

export function tellLead(tx: Tx, actor: Actor, row: LeadRow, { kind, ...told }: Told): string {
  const { id, threadId, version } = row
  return tell(tx, {
    actor,
    entity: 'lead',
    recordId: id,
    kind: `lead.${kind}`,
    threads: [threadId],
    version,
    ...told,
  })
}

/** What a timeline may show: keys for finding duplicates are nobody's words. */
export function saidOf(row: LeadRow): Record<string, unknown> {
  const {
    nameKey: _,
    companyKey: __,
    phoneKey: ___,
    emailKey: ____,
    state: _____,
    pooledAt,
    homePoolId,
    respondBy,
    ...said
  } = row
  return said
}

export function problemsOf(input: LeadEdit): Reason[] {
  const reasons: Reason[] = []
  if (input.name !== undefined && isUnseen(input.name)) reasons.push(reason('field.required', 'name'))
  if (input.email && !emailKey(input.email)) reasons.push(reason('lead.badEmail', 'email'))
  return reasons
}

export const referrerProblems = (input: LeadEdit, found: { id: string } | undefined): Reason[] =>
  input.referredBy && !found ? [reason('lead.unknownReferrer', 'referredBy')] : []

/** Columns as given, with the keys that follow from them; empty text is no value. */
export function storedOf(
  actor: Actor,
  { custom: _, version: __, ...given }: LeadEdit & Partial<NewLead>,
): Partial<LeadRow> {
  const { ownerId: ___, ...words } = given
  const values = Object.fromEntries(
    Object.entries(words).map(([key, value]) => [key, typeof value === 'string' && value.trim() === '' ? null : value]),
  )
  const keys = keysOf(actor, given)
  return {
    ...values,
    ...(given.region && { region: regionName(given.region) || null }),
    ...(given.phone !== undefined && { phoneKey: keys.phoneKey }),
    ...(given.email !== undefined && { emailKey: keys.emailKey }),
    ...(given.company !== undefined && { nameKey: keys.nameKey, companyKey: keys.companyKey }),
  }
}

export const indexLead = (tx: Tx, fields: readonly Field[], row: LeadRow, fresh: boolean): void =>
  indexLeads(tx, fields, [row], fresh)

export const indexLeads = (tx: Tx, fields: readonly Field[], rows: readonly LeadRow[], fresh: boolean): void =>
  indexRecords(tx, { entity: 'lead', fields, termsFor }, rows, fresh)

const termsFor = (row: LeadRow): Term[] => [
  ...termsOf(row.name, 'name'),
  ...termsOf(row.number, 'number'),
  ...(row.company ? termsIn('company', termsOf(row.company, 'name')) : []),
  ...(row.phoneKey ? termsIn('phone', phoneEndings(row.phoneKey)) : []),
  ...(row.email ? termsIn('email', termsOf(row.email, 'email')) : []),
]

export function tellNewOwner(tx: Tx, actor: Actor, { id, ownerId, name, company }: LeadRow): void {
  const values = { by: actor.name, name: company ? `${name} · ${company}` : name }
  notify(tx, actor, { userIds: [ownerId], kind: 'leadAssigned', values, entity: 'lead', recordId: id })
}
