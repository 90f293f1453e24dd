// The verbs of billing profiles. Rights follow the customer; one of a customer's is always the default.
import { type CustomerFacts, findCustomers } from '#features/customer/server/customer.service.ts'
import { lockCustomers } from '#features/customer/server/pooled.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { nameKey, usccKey } from '#kernel/keys.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import type { Twin } from '#meta/registry.ts'
import { forgetRecords, termsIn, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import {
  byActor,
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
import { summarise } from '#meta/server/summarySql.ts'
import { billingProfileEntity } from '../billing.entity.ts'
import { profileProblems } from '../billing.rules.ts'
import type { BillingProfile, BillingProfileEdit, NewBillingProfile } from '../billing.schema.ts'
import {
  billingProfileSource,
  lockProfilesOf,
  selectCustomerOf,
  someDefaultBound,
  trashProfileBound,
  yieldDefaultBound,
} from './billing.sql.ts'
import { type BillingProfileRow, billingProfiles } from './billing.table.ts'

const sourceFor = async (db: Db, actor: Actor) => ({
  ...billingProfileSource,
  entity: await entityFor(db, actor, billingProfileEntity),
})

export const listProfiles = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<BillingProfile>> =>
  listRecords<BillingProfile>(db, actor, await sourceFor(db, actor), query)
export const summariseProfiles = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)
export const getProfile = (db: Db, actor: Actor, id: string): Promise<BillingProfile> =>
  getRecord<BillingProfile>(db, actor, billingProfileSource, id)

export async function createProfile(tx: Tx, actor: Actor, input: NewBillingProfile): Promise<BillingProfile> {
  const { customerId, custom, isDefault, ...given } = input
  const fields = await ownFields(tx, actor, 'billingProfile')
  await customerFor(tx, actor, customerId, 'billingProfile.create')
  const others = await holdAll(tx, customerId)
  const row = asRegistered({
    ...blank,
    ...newStamp(tx, actor, byActor(actor), takeCustom(fields, custom)),
    ...storedOf(given),
    name: filled(input.name, 'name'),
    customerId,
    isDefault: others.length === 0 || isDefault === true,
  })
  refuseWrong(row, others)
  if (row.isDefault) tx.write(yieldDefaultBound(tx.orgId, customerId, row.id))
  tx.write(billingProfiles.insert(tx.orgId, [row]))
  index(tx, fields, row, true)
  told(tx, actor, row, { kind: 'created', after: changes({}, row).after })
  return readBack<BillingProfile>(tx, actor, billingProfileSource, row.id)
}

export async function editProfile(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BillingProfileEdit,
): Promise<BillingProfile> {
  const { row, others } = await holdOne(tx, actor, id, 'billingProfile.edit')
  const fields = await ownFields(tx, actor, 'billingProfile')
  const { version: _, custom, ...given } = input
  await refuseStale(tx, 'billingProfile', row, input)
  const next = asRegistered({
    ...row,
    ...storedOf(given),
    ...(given.name !== undefined && { name: filled(given.name, 'name') }),
    custom: takeCustom(fields, custom, row.custom as Custom), // accepted by the kinds when it was written
    ...editStamp(tx, actor, row),
  })
  if (row.isDefault && !next.isDefault) throw new Refusal(reason('billingProfile.needsDefault', 'isDefault'))
  refuseWrong(next, others)
  const { before, after } = changes(row, next)
  if (Object.keys(after).length > 0) {
    if (next.isDefault) tx.write(yieldDefaultBound(tx.orgId, next.customerId, id))
    tx.write(billingProfiles.update(tx.orgId, next))
    index(tx, fields, next, false)
    told(tx, actor, next, { kind: 'edited', before, after })
  }
  return readBack<BillingProfile>(tx, actor, billingProfileSource, id)
}

/** What was issued keeps its own copy. */
export async function trashProfile(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { row } = await holdOne(tx, actor, id, 'billingProfile.delete')
  tx.write(trashProfileBound(tx, id), someDefaultBound(tx.orgId, [row.customerId]))
  forgetRecords(tx, 'billingProfile', [id])
  told(tx, actor, { ...row, version: row.version + 1 }, { kind: 'deleted' })
}

/** The same twice in one file. */
export function profileTwins(input: Readonly<Record<string, unknown>>): Twin[] {
  const { customerId, name } = input
  if (typeof customerId !== 'string' || typeof name !== 'string') return []
  const told = [customerId, nameKey(name), numberKey(input.taxNumber), numberKey(input.account)]
  return [{ path: 'name', key: `name:${told.join(' ')}` }]
}

const numberKey = (text: unknown): string => (typeof text === 'string' ? usccKey(text) : '')
const sameAs = (row: BillingProfileRow) => profileTwins({ ...row })[0]?.key

function refuseWrong(row: BillingProfileRow, others: readonly BillingProfileRow[]): void {
  const again = others.some(one => one.id !== row.id && sameAs(one) === sameAs(row))
  refuseAll([...profileProblems(row), ...(again ? [reason('billingProfile.twin', 'name')] : [])])
}

/** Under the customer's lock: two first ones are not both the default. */
async function holdAll(tx: Tx, customerId: string): Promise<BillingProfileRow[]> {
  await lockCustomers(tx, [customerId])
  return lockProfilesOf(tx, customerId)
}

async function holdOne(tx: Tx, actor: Actor, id: string, permission: string) {
  const customerId = await selectCustomerOf(tx, id)
  if (!customerId) throw missing('billingProfile')
  const others = await holdAll(tx, customerId)
  await getProfile(tx, actor, id)
  await customerFor(tx, actor, customerId, permission)
  const row = others.find(one => one.id === id)
  if (!row) throw missing('billingProfile')
  return { row, others }
}

async function customerFor(tx: Tx, actor: Actor, customerId: string, permission: string): Promise<CustomerFacts> {
  const customer = (await findCustomers(tx, [customerId])).get(customerId)
  if (!customer || !can(actor, 'billingProfile.read', customer))
    throw new Refusal(reason('billingProfile.unknownCustomer', 'customerId'))
  if (!can(actor, permission, customer))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
  return customer
}

const blank = {
  kind: 'company',
  taxNumber: null,
  address: null,
  phone: null,
  bank: null,
  account: null,
  email: null,
  taxKind: 'plain',
  isDefault: false,
  note: null,
} as const

/** A unified code as it is registered; what is given abroad stays as it was typed. */
function asRegistered(row: BillingProfileRow): BillingProfileRow {
  const { kind, taxNumber } = row
  const isHere = kind === 'company' || kind === 'institution'
  return isHere && taxNumber !== null ? { ...row, taxNumber: usccKey(taxNumber) } : row
}

/** Without blanks around it. */
function storedOf({
  name: _,
  custom: __,
  version: ___,
  ...given
}: Partial<NewBillingProfile> & BillingProfileEdit): Partial<BillingProfileRow> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, typeof value === 'string' ? value.trim() || null : value]),
  )
}

function index(tx: Tx, fields: readonly Field[], row: BillingProfileRow, fresh: boolean): void {
  const { id, name, taxNumber } = row
  const terms = [...termsOf(name, 'name'), ...(taxNumber ? termsIn('taxNumber', termsOf(taxNumber, 'number')) : [])]
  writeSearchTerms(tx, 'billingProfile', [{ id, terms }], fresh)
  writeFieldIndex(tx, 'billingProfile', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

type Words = Readonly<Record<string, unknown>>
type Told = { readonly kind: string; readonly before?: Words; readonly after?: Words }
function told(tx: Tx, actor: Actor, row: BillingProfileRow, { kind, ...what }: Told): void {
  const about = [{ entity: 'customer', recordId: row.customerId }]
  const event = { entity: 'billingProfile', recordId: row.id, kind: `billingProfile.${kind}`, version: row.version }
  tell(tx, { actor, ...event, about, ...what })
}
