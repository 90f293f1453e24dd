// What everyone asks of people: where a person stands, what they are called, who has a role; and how a person or
// an organisation comes to be (sign-up, invitation, demo, tests).
import { hashPassword } from 'better-auth/crypto'
import { type Actor, can, type Role, type Via } from '#kernel/access.ts'
import { type Bound, type Database, type Db, inOrg, type Stmt, type Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { emailKey } from '#kernel/keys.ts'
import { phoneE164, phoneEndings } from '#kernel/phone.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Lang } from '#kernel/text.ts'
import { termsIn, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { byActor, tell } from '#meta/server/record.service.ts'
import { newDepartmentBounds } from './department.sql.ts'
import { loginBounds, membershipBound, selectLogin } from './login.sql.ts'
import { newOrgBound } from './org.sql.ts'
import { type UserRow, users } from './people.table.ts'
import { lockUserRow, rolesBounds, selectByNames, selectMember, selectNames } from './user.sql.ts'

/** The department a record takes from its owner; an unknown or inactive person cannot own anything. */
export async function deptOf(tx: Tx, userId: string, path = 'ownerId'): Promise<string | null> {
  const found = await selectMember(tx, userId)
  if (!found?.active) throw new Refusal(reason('people.unknownUser', path))
  return found.deptId
}

/** Whose a record becomes: one's own, or that of somebody whom the reach of `permission` covers. */
export async function ownerWithin(
  tx: Tx,
  actor: Actor,
  permission: string,
  ownerId: string | undefined,
): Promise<{ ownerId: string; deptId: string | null }> {
  if (ownerId === undefined || ownerId === actor.userId) return byActor(actor)
  const deptId = await deptOf(tx, ownerId)
  if (!can(actor, permission, { ownerId, deptId }))
    throw new Refusal(reason('people.mayNotGive', 'ownerId'), 'forbidden')
  return { ownerId, deptId }
}

export async function userNames(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  if (wanted.length === 0) return new Map()
  return new Map((await selectNames(db, wanted)).map(row => [row.id, row.name]))
}

/** Everyone active of that name or e-mail, as files write them. */
export async function findUsersByName(db: Db, texts: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await selectByNames(db, texts)
  const byText = Map.groupBy(rows, row => row.text)
  return new Map(texts.map(text => [text, (byText.get(text) ?? []).map(row => row.id)]))
}

const followers = new Map<string, Stmt>()

/** Records stand in their owner's department: one statement a table, said at the start. */
export function onDeptChange(name: string, follow: Stmt): void {
  followers.set(name, follow)
}

export const deptFollows = (orgId: string, userId: string, deptId: string | null): Bound[] =>
  [...followers.values()].map(follow => follow(orgId, userId, deptId))

/** Found by name, e-mail and the end of the phone number. */
export function indexPerson(
  tx: Tx,
  { id, name, email, phone }: Pick<UserRow, 'id' | 'name' | 'email' | 'phone'>,
  fresh = false,
): void {
  const number = phone ? phoneE164(phone, 'CN') : undefined
  const terms = [
    ...termsOf(name, 'name'),
    ...termsIn('email', termsOf(email, 'email')),
    ...(number ? termsIn('phone', phoneEndings(number)) : []),
  ]
  writeSearchTerms(tx, 'user', [{ id, terms }], fresh)
}

export function indexDepartment(tx: Tx, id: string, name: string, fresh = false): void {
  writeSearchTerms(tx, 'department', [{ id, terms: termsOf(name, 'name') }], fresh)
}

type Start = (tx: Tx) => void
const starts: Start[] = []

/** What every new organisation begins with: each feature says it once at the start. */
export function onFounded(start: Start): void {
  if (!starts.includes(start)) starts.push(start)
}

/** Nobody: the person comes by themselves. */
export type By = { readonly userId: string | null; readonly via: Via }

export type NewUser = {
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly deptId: string | null
  readonly managerId?: string | null
  /** Without one the browser decides. */
  readonly lang?: Lang
  readonly phone?: string | null
  /** A login that has proved itself, or the password of a new one. Without either nobody can sign in as this person. */
  readonly authId?: string
  readonly password?: string
}

export async function createUser(tx: Tx, by: By, input: NewUser): Promise<string> {
  const email = emailKey(input.email)
  if (!email) throw new Refusal(reason('people.badEmail', 'email'))
  const authId =
    input.authId ?? (input.password === undefined ? null : await createLogin(tx, { ...input, email }, input.password))
  const id = newId()
  const { name, deptId, managerId = null, lang = null, phone = null } = input
  const stamps = { accessVersion: 1, version: 1, createdAt: tx.now, updatedAt: tx.now }
  const row = {
    id,
    authId,
    name: name.trim(),
    email,
    phone,
    lang,
    deptId,
    managerId,
    active: true,
    awayFrom: null,
    awayUntil: null,
    settings: {},
  }
  tx.write(users.insert(tx.orgId, [{ ...row, ...stamps }]), ...rolesBounds(tx.orgId, id, input.roles).slice(1))
  indexPerson(tx, row, true)
  if (authId) tx.write(membershipBound(authId, tx.orgId, id, tx.now))
  tell(tx, {
    actor: { userId: by.userId ?? id, via: by.via },
    entity: 'user',
    recordId: id,
    kind: 'user.created',
    to: 'active',
    after: { name, email, roles: input.roles, deptId },
    version: 1,
  })
  return id
}

/** For a person who was there before they could sign in: their records stay theirs, the invitation's roles count. */
export async function giveLogin(tx: Tx, id: string, input: NewUser): Promise<void> {
  const row = await lockUserRow(tx, id)
  if (!row?.active || row.authId) throw new Refusal('people.invitationGone', 'missing')
  const authId = input.authId ?? (await createLogin(tx, { name: input.name, email: row.email }, input.password ?? ''))
  const next = {
    ...row,
    authId,
    name: input.name.trim(),
    lang: input.lang ?? row.lang,
    deptId: row.deptId ?? input.deptId,
    accessVersion: row.accessVersion + 1,
    version: row.version + 1,
    updatedAt: tx.now,
  }
  tx.write(users.update(tx.orgId, next), membershipBound(authId, tx.orgId, id, tx.now))
  tx.write(...rolesBounds(tx.orgId, id, input.roles))
  if (next.deptId !== row.deptId) tx.write(...deptFollows(tx.orgId, id, next.deptId))
  indexPerson(tx, next)
  const event = { entity: 'user', recordId: id, kind: 'user.joined', version: next.version }
  tell(tx, { actor: { userId: id, via: 'screen' }, ...event })
}

async function createLogin(
  tx: Tx,
  { name, email }: { name: string; email: string },
  password: string,
): Promise<string> {
  const known = await selectLogin(tx, email)
  if (known) throw new Refusal(reason('people.emailKnown', 'email'), 'conflict')
  const id = newId()
  tx.write(...loginBounds({ id, name, email, hash: await hashPassword(password) }, tx.now))
  return id
}

export type NewOrganisation = {
  readonly name: string
  readonly zone?: string
  readonly currency?: string
  readonly country?: string
  /** The company's own: names its first department, and its mails to people without a choice of theirs. */
  readonly lang?: Lang
  readonly owner: Pick<NewUser, 'name' | 'email' | 'authId' | 'password' | 'lang'>
  readonly via?: Via
}

export type Founded = { readonly orgId: string; readonly ownerId: string; readonly deptId: string }

const firstDepartment = { en: 'Head office', zh: '总部' } as const

/** An organisation, its first department and its owner, in one transaction of its own. */
export function createOrganisation(
  database: Database,
  input: NewOrganisation,
  first?: (tx: Tx) => Promise<void>,
): Promise<Founded> {
  const orgId = newId()
  return inOrg(database, orgId, { mode: 'write' }, async tx => {
    await first?.(tx)
    const { name, zone = 'Asia/Shanghai', currency = 'CNY', country = 'CN', lang = 'zh', via = 'screen' } = input
    const deptId = newId()
    tx.write(newOrgBound(orgId, { name: name.trim(), zone, currency, country, lang }))
    tx.write(...newDepartmentBounds(tx, { id: deptId, name: firstDepartment[lang], parentId: null, headId: null }))
    indexDepartment(tx, deptId, firstDepartment[lang], true)
    for (const start of starts) start(tx)
    const ownerId = await createUser(tx, { userId: null, via }, { ...input.owner, roles: ['owner'], deptId })
    tell(tx, {
      actor: { userId: ownerId, via },
      entity: 'org',
      recordId: orgId,
      kind: 'org.created',
      after: { name, zone, currency },
      version: 1,
    })
    return { orgId, ownerId, deptId }
  })
}
