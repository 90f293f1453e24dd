// What makes a customer of what is said of one, and many of a file's rows: judged by the same rules, against the same twins.
import { ownerWithin } from '#features/people/server/people.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import { companyKey, sameCompany } from '#kernel/companyName.ts'
import type { Tx } from '#kernel/db.ts'
import { isUnseen } from '#kernel/filled.ts'
import { emailKey, nameKey, usccKey, usccValid } from '#kernel/keys.ts'
import { once } from '#kernel/once.ts'
import { phoneE164, phoneEndings } from '#kernel/phone.ts'
import { isDone, orRefusal, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { regionName } from '#kernel/regionRead.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { accept } from '#kernel/validate.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import type { Made } from '#meta/registry.ts'
import { type Term, termsIn, writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { type Standing, standingAgainst } from '#meta/server/giving.ts'
import { numbersFor } from '#meta/server/numberOf.ts'
import { changes, newStamp, ownFields, takeCustom, tell } from '#meta/server/record.service.ts'
import { type CustomerEdit, type Duplicate, NewCustomer } from '../customer.schema.ts'
import { newCreditBound } from './credit.sql.ts'
import { lockKeysBound, selectFacts, selectParents } from './customer.sql.ts'
import { type CustomerRow, customers } from './customer.table.ts'
import { lockLike, matchEach, refuseLike } from './likeness.service.ts'

type Fields = Awaited<ReturnType<typeof ownFields>>
type Draft = Omit<CustomerRow, 'number'>

type Found = {
  readonly duplicates: readonly Duplicate[]
  readonly owner: Awaited<ReturnType<typeof ownerWithin>>
  readonly fields: Fields
  readonly above: readonly Reason[]
  /** What somebody else has a right to; without it, whoever makes this asks elsewhere. */
  readonly standing: Standing | undefined
}
export function draftOf(tx: Tx, actor: Actor, input: NewCustomer, found: Found): Draft {
  const { duplicates, owner, fields, above, standing } = found
  refuseAll([...problemsOf(input), ...above, ...(standing?.problems(owner.ownerId) ?? [])])
  refuseLike(actor, duplicates)
  return {
    ...blank,
    ...newStamp(tx, actor, owner, takeCustom(fields, input.custom)),
    ...storedOf(actor, input),
    name: input.name.trim(),
    nameKey: nameKey(input.name),
    companyKey: companyKey(input.name),
    state: 'active',
    ownedAt: tx.now,
  }
}

export function writeNew(tx: Tx, actor: Actor, fields: Fields, rows: readonly CustomerRow[]): void {
  if (rows.length === 0) return
  tx.write(
    customers.insert(tx.orgId, rows),
    newCreditBound(
      tx.orgId,
      rows.map(row => row.id),
    ),
  )
  indexCustomers(tx, fields, rows, true)
  for (const row of rows) {
    const { after } = changes({}, row)
    tell(tx, { actor, entity: 'customer', recordId: row.id, kind: 'customer.created', after, version: 1 })
  }
}

/** Rows of a file: as many statements as for one. What a row may not share with one above it the file itself has told. */
export async function createCustomers(
  tx: Tx,
  actor: Actor,
  inputs: readonly Readonly<Record<string, unknown>>[],
): Promise<Made[]> {
  const given = await Promise.all(inputs.map(input => orRefusal(() => accept(NewCustomer, input))))
  const good = given.filter(isDone)
  lockLike(tx, actor, ...good)
  const [alike, fields, standings] = await Promise.all([
    matchEach(tx, actor, good),
    ownFields(tx, actor, 'customer'),
    standingAgainst(tx, actor, good),
  ])
  const ownerOf = once((id: string | undefined) => ownerWithin(tx, actor, 'customer.create', id))
  const drafts = await Promise.all(
    good.map((input, at) =>
      orRefusal(async () => {
        const [owner, above] = await Promise.all([ownerOf(input.ownerId), problemsAbove(tx, undefined, input)])
        const [duplicates = [], standing] = [alike[at], standings[at]]
        return draftOf(tx, actor, input, { duplicates, owner, fields, above, standing })
      }),
    ),
  )
  const rows = await numbered(tx, actor, drafts)
  writeNew(tx, actor, fields, rows)
  const placed = inPlace(rows, drafts)
  for (const [at, row] of placed.entries()) if (isDone(row)) standings[at]?.tell(tx, row)
  const made = asMade(placed, alike, standings).values()
  return given.map(one => (one instanceof Refusal ? one : (made.next().value ?? new Refusal('kernel.busy'))))
}

async function numbered(tx: Tx, actor: Actor, drafts: readonly (Draft | Refusal)[]): Promise<CustomerRow[]> {
  const good = drafts.filter(isDone)
  const date = today(tx.database.clock, actor.org.zone)
  const numbers = await numbersFor(tx, actor, 'customer', { date, count: good.length })
  return good.map((draft, i) => ({ ...draft, number: numbers[i] ?? '' }))
}

/** Each where its row of the file is. */
function inPlace(rows: readonly CustomerRow[], drafts: readonly (Draft | Refusal)[]): (CustomerRow | Refusal)[] {
  const next = rows.values()
  return drafts.map(draft => (draft instanceof Refusal ? draft : (next.next().value ?? new Refusal('kernel.busy'))))
}

/** A trade name like one above it in the file is told of as if that had been there. */
function asMade(
  rows: readonly (CustomerRow | Refusal)[],
  alike: readonly Duplicate[][],
  standings: readonly Standing[],
): Made[] {
  const byCompany = new Map<string, CustomerRow[]>()
  return rows.map((row, at) => {
    if (row instanceof Refusal) return row
    const above = (row.companyKey && byCompany.get(row.companyKey)) || []
    if (row.companyKey) byCompany.set(row.companyKey, [...above, row])
    const same = above.filter(one => sameCompany(row.name, one.name))
    const duplicates = [
      ...(alike[at] ?? []),
      ...same.map(({ id, name }) => ({ id, title: name, why: 'company' as const })),
    ]
    return { ...row, duplicates, held: standings[at]?.held(row.ownerId) ?? [] }
  })
}

export function problemsOf(input: CustomerEdit): Reason[] {
  const reasons: Reason[] = []
  if (input.name !== undefined && isUnseen(input.name)) reasons.push(reason('field.required', 'name'))
  if (input.uscc && !usccValid(usccKey(input.uscc))) reasons.push(reason('customer.badUscc', 'uscc'))
  if (input.email && !emailKey(input.email)) reasons.push(reason('customer.badEmail', 'email'))
  return reasons
}

export async function problemsAbove(
  tx: Tx,
  id: string | undefined,
  { parentId, payerId }: CustomerEdit,
): Promise<Reason[]> {
  const wanted = [parentId, payerId].filter(one => typeof one === 'string')
  if (wanted.length === 0) return []
  const known = await selectFacts(tx, wanted)
  const reasons: Reason[] = []
  if (payerId && payerId === id) reasons.push(reason('customer.ownPayer', 'payerId'))
  else if (payerId && !known.has(payerId)) reasons.push(reason('customer.unknownPayer', 'payerId'))
  if (parentId && !known.has(parentId)) reasons.push(reason('customer.unknownParent', 'parentId'))
  else if (parentId && id && (await parentsOf(tx, parentId)).includes(id))
    reasons.push(reason('customer.circle', 'parentId'))
  return reasons
}

/** It and all above it. Parents change one at a time: two who each put one above the other would both see no circle. */
export async function parentsOf(tx: Tx, id: string): Promise<string[]> {
  tx.write(lockKeysBound(tx.orgId, ['customer.parentId']))
  return selectParents(tx, id)
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
export function storedOf(
  actor: Actor,
  { name: _, custom: __, ownerId: ___, version: ____, ...given }: CustomerEdit,
): Partial<CustomerRow> {
  const values = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, typeof value === 'string' && value.trim() === '' ? null : value]),
  )
  const { phone, email, uscc } = given
  return {
    ...values,
    ...(given.region && { region: regionName(given.region) || null }),
    ...(phone !== undefined && { phoneKey: phone ? (phoneE164(phone, actor.org.country) ?? null) : null }),
    ...(email !== undefined && { emailKey: email ? (emailKey(email) ?? null) : null }),
    ...(uscc !== undefined && { uscc: uscc ? usccKey(uscc) : null }),
  }
}

export function indexCustomers(tx: Tx, fields: readonly Field[], rows: readonly CustomerRow[], fresh: boolean): void {
  const found = rows.map(row => ({ id: row.id, terms: termsFor(row) }))
  writeSearchTerms(tx, 'customer', found, fresh)
  const own = rows.map(row => ({ id: row.id, custom: row.custom as Custom })) // accepted by the kinds
  writeFieldIndex(tx, 'customer', fields, own)
}

const termsFor = (row: CustomerRow): Term[] => [
  ...termsOf(row.name, 'name'),
  ...termsOf(row.number, 'number'),
  ...(row.phoneKey ? termsIn('phone', phoneEndings(row.phoneKey)) : []),
  ...(row.email ? termsIn('email', termsOf(row.email, 'email')) : []),
]
