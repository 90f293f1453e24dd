// Registrations as records: lists, and how one is asked for. What becomes of it is `move.service.ts`.
import { startApproval } from '#features/approval/server/approval.service.ts'
import { readPlan } from '#features/approval/server/plan.service.ts'
import { getCustomerFacts } from '#features/customer/server/customer.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { setOrgSetting } from '#features/people/server/org.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import { companyKey } from '#kernel/companyName.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { NewEvent } from '#kernel/event.ts'
import { filled } from '#kernel/filled.ts'
import { nameKey } from '#kernel/keys.ts'
import { namedBy, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { byActor, changes, entityFor, newStamp, ownFields, takeCustom, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { registrationEntity } from '../registration.entity.ts'
import { keysOf, lineKeyOf, lineOf, registrationSettingsOf, settingProblems, untilOf } from '../registration.rules.ts'
import type { NewRegistration, Registration, RegistrationSettings } from '../registration.schema.ts'
import { alikeOf, holdersOf, isFor, type SubjectOf, writeClaims } from './claim.service.ts'
import { lockSubjects, registrationSource, selectAbove, selectNamed, selectOfCustomer } from './registration.sql.ts'
import { type RegistrationRow, registrations } from './registration.table.ts'

const sourceFor = async (db: Db, actor: Actor) => ({
  ...registrationSource,
  entity: await entityFor(db, actor, registrationEntity),
})
export const listRegistrations = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Registration>> =>
  listRecords<Registration>(db, actor, await sourceFor(db, actor), query)
export const summariseRegistrations = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)
export const getRegistration = (db: Db, actor: Actor, id: string): Promise<Registration> =>
  getRecord<Registration>(db, actor, registrationSource, id)
export const readBackRegistration = (db: Db, actor: Actor, id: string): Promise<Registration> =>
  readBack<Registration>(db, actor, registrationSource, id)

/** Newest first; at most a hundred, of which those in reach are shown. */
export async function registrationsOf(db: Db, actor: Actor, customerId: string): Promise<Registration[]> {
  const [ids] = await Promise.all([selectOfCustomer(db, customerId), getCustomerFacts(db, actor, customerId)])
  const rows = await Promise.all(ids.map(id => readBackRegistration(db, actor, id)))
  return rows.filter(row => can(actor, 'registration.read', row))
}

type Asked = { readonly customerId?: string | null | undefined; readonly companyName?: string | null | undefined }
export type Subject = SubjectOf & { readonly companyName: string }

/** A customer in reach, or a name: which is that of the one customer who goes by it, in reach or not. */
export async function subjectFor(db: Db, actor: Actor, { customerId, companyName }: Asked): Promise<Subject> {
  if (customerId) {
    const { name } = await namedBy('customerId', getCustomerFacts(db, actor, customerId))
    const [known] = await selectNamed(db, [], [customerId])
    return { customerId, names: [name], uscc: known?.uscc ?? null, companyName: name }
  }
  const name = companyName?.trim() ?? ''
  const key = nameKey(name)
  if (key === '') throw new Refusal(reason('registration.noSubject', 'companyName'))
  const same = (await selectNamed(db, [key], [])).filter(one => one.nameKey === key)
  const [one] = same.length === 1 ? same : []
  return { customerId: one?.id ?? null, names: [name], uscc: one?.uscc ?? null, companyName: name }
}

/** Two at once: the second waits, and finds it taken. */
export async function createRegistration(tx: Tx, actor: Actor, input: NewRegistration): Promise<Registration> {
  const settings = registrationSettingsOf(actor.org.settings)
  const line = lineOf(settings, input.productLine)
  if (!line) throw new Refusal(reason('registration.unknownLine', 'productLine'))
  const subject = await subjectFor(tx, actor, input)
  lockSubjects(tx, keysOf(subject))
  const day = today(tx.database.clock, actor.org.zone)
  const number = numberOf(tx, actor, 'registration', day)
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const lineKey = lineKeyOf(line.name)
  const [{ keys, found, holders }, alike, fields] = await Promise.all([
    holdersOf(tx, subject, day),
    alikeOf(tx, subject, lineKey),
    ownFields(tx, actor, 'registration'),
  ])
  const rivals = holders.filter(one => isFor(lineKey, one))
  refuseTaken(actor, input, { rivals, alike: alike.length })
  const contested = rivals.length > 0 || alike.length > 0
  const custom = takeCustom(fields, input.custom)
  const row: RegistrationRow = {
    ...newStamp(tx, actor, byActor(actor), custom),
    ...draftOf(subject, { line, day, evidence: filled(input.evidence, 'evidence') }),
    ownerId: actor.userId,
    number: await number,
    state: contested || settings.approval ? 'requested' : 'protected',
    contested,
    rivalId: rivals[0]?.id ?? alike[0]?.id ?? null,
  }
  if (contested) await tellDeciders(tx, actor, row, rivals)
  writeNew(tx, actor, row, fields)
  if (!contested) writeClaims(tx, row, keys, found)
  if (!contested && settings.approval) await ask(tx, actor, row)
  return readBackRegistration(tx, actor, row.id)
}

type Drawn = {
  readonly line: { readonly name: string | null; readonly days: number }
  readonly day: string
  readonly evidence: string
}
const draftOf = ({ customerId, companyName }: Subject, { line, day, evidence }: Drawn) => ({
  ...blank,
  customerId,
  companyName,
  nameKey: nameKey(companyName),
  companyKey: companyKey(companyName),
  productLine: line.name,
  lineKey: lineKeyOf(line.name),
  fromOn: day,
  untilOn: untilOf(day, line.days),
  evidence,
})

function writeNew(tx: Tx, actor: Actor, row: RegistrationRow, fields: Awaited<ReturnType<typeof ownFields>>): void {
  tx.write(registrations.insert(tx.orgId, [row]))
  indexRegistration(tx, row)
  writeFieldIndex(tx, 'registration', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
  tellRegistration(tx, actor, row, { kind: 'created', to: row.state, after: changes({}, saidOf(row)).after })
}

type Rivals = {
  readonly rivals: readonly { readonly ownerId: string; readonly ownerName: string; readonly untilOn: string }[]
  readonly alike: number
}
/** Seen first, then contested: nobody runs into a dispute unawares. */
function refuseTaken(actor: Actor, input: NewRegistration, { rivals, alike }: Rivals): void {
  const path = input.customerId ? 'customerId' : 'companyName'
  const own = rivals.find(one => one.ownerId === actor.userId)
  if (own) throw new Refusal(reason('registration.yours', path, { until: own.untilOn }), 'conflict')
  if (input.contest) return
  const [first] = rivals
  if (first)
    throw new Refusal(reason('registration.taken', path, { by: first.ownerName, until: first.untilOn }), 'conflict')
  if (alike > 0) throw new Refusal(reason('registration.alike', path, { count: alike }), 'conflict')
}

const blank = {
  renewedAt: null,
  decidedAt: null,
  decidedBy: null,
  decision: null,
  endedAt: null,
  warnedFor: null,
} as const

export const about = (recordId: string) => ({ entity: 'registration', purpose: 'registration', recordId })
/** What is approved: whose it is, which line, what it rests on. */
export const contentOf = ({ companyName, lineKey, evidence, ownerId }: RegistrationRow): string =>
  JSON.stringify([companyName, lineKey, evidence, ownerId])

/** Where the policy asks nobody it is protected at once. */
async function ask(tx: Tx, actor: Actor, row: RegistrationRow): Promise<void> {
  const review = await readPlan(tx, actor, about(row.id))
  const title = `${row.number} ${row.companyName} ${row.productLine ?? ''}`.trim()
  const request = { ...about(row.id), title, href: `/registrations/${row.id}`, threadId: null }
  if (startApproval(tx, actor, review, { ...request, contentHash: contentOf(row) })) return
  const next: RegistrationRow = { ...row, state: 'protected', version: row.version + 1 }
  tx.write(registrations.update(tx.orgId, next))
  tellRegistration(tx, actor, next, { kind: 'protected', from: row.state, to: next.state })
}

type Holder = { readonly ownerId: string }
async function tellDeciders(tx: Tx, actor: Actor, row: RegistrationRow, rivals: readonly Holder[]): Promise<void> {
  const holders = rivals.map(one => one.ownerId)
  const userIds = [...(await selectAbove(tx, [actor.userId, ...holders])), ...holders]
  const values = { by: actor.name, number: row.number, company: row.companyName }
  notify(tx, actor, { userIds, kind: 'registrationContested', values, entity: 'registration', recordId: row.id })
}

function indexRegistration(tx: Tx, row: RegistrationRow): void {
  const terms = [...termsOf(row.number, 'number'), ...termsOf(row.companyName, 'name')]
  writeSearchTerms(tx, 'registration', [{ id: row.id, terms }], true)
}

const quiet = new Set(['nameKey', 'companyKey', 'lineKey', 'warnedFor'])
export const saidOf = (row: RegistrationRow): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !quiet.has(key)))

type Told = Pick<NewEvent, 'from' | 'to' | 'before' | 'after'> & { readonly kind: string }
export function tellRegistration(
  tx: Tx,
  actor: NewEvent['actor'],
  row: RegistrationRow,
  { kind, ...told }: Told,
): void {
  const customers = row.customerId ? [{ entity: 'customer', recordId: row.customerId }] : []
  const rivals = row.rivalId ? [{ entity: 'registration', recordId: row.rivalId }] : []
  tell(tx, {
    actor,
    entity: 'registration',
    recordId: row.id,
    kind: `registration.${kind}`,
    about: [...customers, ...rivals],
    version: row.version,
    ...told,
  })
}

export const readRegistrationSettings = (actor: Actor): RegistrationSettings =>
  registrationSettingsOf(actor.org.settings)

/** For what is registered from now on. */
export async function setRegistrationSettings(
  tx: Tx,
  actor: Actor,
  next: RegistrationSettings,
): Promise<RegistrationSettings> {
  refuseAll(settingProblems(next))
  const { before, after } = changes(readRegistrationSettings(actor), next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'registration', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'registration.set', before, after })
  return next
}
