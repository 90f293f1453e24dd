// From a request's headers to the one who asks. What is cached is believed only as far as the guard, one
// statement in the first trip of every transaction, finds it unchanged.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import {
  type Actor,
  type FieldAccess,
  grantsFor,
  type KeyScope,
  type PermissionRows,
  type Reach,
  type Role,
  type Via,
} from '#kernel/access.ts'
import { type Database, type Db, inOrg, type Session } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type Lang, wishedLang } from '#kernel/text.ts'
import { fieldOf } from '#meta/entity.ts'
import { rightsOf, usualAccess } from '#meta/fieldRights.ts'
import { withTold } from '#meta/lineRights.ts'
import { registered } from '#meta/registry.ts'
import { scoped } from '../keyScope.access.ts'
import { stepDue } from '../secondStep.rules.ts'
import { actorOf, closedGrants } from './actor.service.ts'
import {
  findKey,
  findSession,
  keyPulse,
  keyUsedBound,
  type Pulse,
  placeSession,
  selectActor,
  selectBranch,
  selectFieldRows,
  selectKey,
  selectOverrides,
  sessionPulse,
} from './principal.sql.ts'

/** Something that the cached principal rests on has changed: load it again and try once more. */
class StalePrincipal extends Error {}

export type Principal = {
  readonly actor: Actor
  /** Whose `Idempotency-Key` it is: `user:<id>` or `key:<id>`. */
  readonly key: string
  readonly guard: NonNullable<Session['guard']>
}

export type PrincipalOptions = {
  readonly permissions: PermissionRows
  /** Signs the session cookie. */
  readonly secret: string
}

type Credential =
  | { readonly kind: 'key'; readonly id: string; readonly hash: string }
  | { readonly kind: 'session'; readonly id: string; readonly token: string }
type Known = {
  readonly principal: Principal
  readonly ownLang: Lang | null
  /** From when on nothing opens without a second step. */
  readonly barredFrom?: number | undefined
  readonly keyId?: string
  usedAt: number
}

const capacity = 5000
const unknownFor = 10_000
const usedEvery = 60_000

/** What is asked for: also open while the second step is still to be set up; open to a key of this scope. */
export type Door = { readonly enrolling?: boolean | undefined; readonly keyScope?: KeyScope | undefined }

export type Principals = {
  of(headers: IncomingHttpHeaders, door?: Door): Promise<Principal | undefined>
  isStale(error: unknown): boolean
  forget(orgId: string): void
}

export function principals(database: Database, options: PrincipalOptions): Principals {
  const cache = new Map<string, Known>()
  const unknown = new Map<string, number>()

  async function load(credential: Credential): Promise<Known | undefined> {
    const until = unknown.get(credential.id)
    if (until !== undefined && until > performance.now()) return undefined
    const forget = () => void cache.delete(credential.id)
    const known =
      credential.kind === 'key'
        ? await byKey(database, options, credential.hash, forget)
        : await bySession(database, options, credential.token, forget)
    if (known) remember(cache, credential.id, known)
    else if (credential.kind === 'key') remember(unknown, credential.id, performance.now() + unknownFor)
    return known
  }

  return {
    async of(headers, { enrolling = false, keyScope } = {}) {
      const credential = credentialOf(headers, options.secret)
      if (!credential) return undefined
      const cached = cache.get(credential.id)
      // no guard looks at what is refused here: it is read anew each time
      const known = cached && !isBarred(database, cached) ? cached : await load(credential)
      if (known?.keyId) noteUse(database, known)
      if (known && !enrolling && isBarred(database, known)) throw new Refusal('people.stepNeeded', 'forbidden')
      const only = known?.principal.actor.keyScope
      if (only && only !== keyScope) throw new Refusal(`people.keyScope.${only}`, 'forbidden')
      return known && inTheirTongue(known, headers['accept-language'])
    },
    isStale: error => error instanceof StalePrincipal,
    forget(orgId) {
      for (const [id, { principal }] of cache) if (principal.actor.orgId === orgId) cache.delete(id)
    },
  }
}

const isBarred = ({ clock }: Database, { barredFrom }: Known): boolean =>
  barredFrom !== undefined && barredFrom <= clock.now().getTime()

/** Who has chosen no language is answered in the one that the browser asks for, else in the company's. */
function inTheirTongue({ principal, ownLang }: Known, wish: string | undefined): Principal {
  const { actor } = principal
  const lang = ownLang ?? wishedLang(wish) ?? actor.lang
  return lang === actor.lang ? principal : { ...principal, actor: { ...actor, lang } }
}

/** The oldest leaves; bounded, whoever asks. */
function remember<V>(map: Map<string, V>, id: string, value: V): void {
  map.delete(id)
  map.set(id, value)
  if (map.size <= capacity) return
  for (const oldest of map.keys()) {
    map.delete(oldest)
    break
  }
}

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

function credentialOf(headers: IncomingHttpHeaders, secret: string): Credential | undefined {
  const bearer = /^Bearer (bk_[\w-]{20,100})$/.exec(headers.authorization ?? '')?.[1]
  if (bearer) return { kind: 'key', id: hashOf(bearer), hash: hashOf(bearer) }
  if (headers.authorization) return undefined
  const token = sessionToken(headers.cookie, secret)
  return token ? { kind: 'session', id: hashOf(token), token } : undefined
}

export const sessionToken = (cookies: string | undefined, secret: string): string | undefined =>
  signedCookie('session_token', cookies, secret)

/** The cookie is `value.signature`, as better-auth signs it. */
export function signedCookie(name: string, cookies: string | undefined, secret: string): string | undefined {
  const raw = new RegExp(`(?:^|;\\s*)(?:__Secure-)?baton\\.${name}=([^;]+)`).exec(cookies ?? '')?.[1]
  const value = raw && decoded(raw)
  const dot = value?.lastIndexOf('.') ?? -1
  if (!value || dot < 1) return undefined
  const token = value.slice(0, dot)
  const expected = createHmac('sha256', secret).update(token).digest()
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

async function byKey(database: Database, options: PrincipalOptions, hash: string, forget: () => void) {
  const found = await findKey(database, hash)
  if (!found) return undefined
  const { orgId, keyId } = found
  return inOrg(database, orgId, { mode: 'read' }, async db => {
    const key = await selectKey(db, keyId)
    const loaded =
      key &&
      (await readActor(db, options.permissions, {
        userId: key.userId,
        via: 'api',
        keyRoles: key.roles,
        keyScope: key.scope,
      }))
    if (!loaded) return undefined
    const guard = guardOf(keyPulse(orgId, loaded.actor.userId, keyId), loaded.stamp, forget)
    const principal = { actor: loaded.actor, key: `key:${keyId}`, guard }
    return { principal, ownLang: loaded.ownLang, keyId, usedAt: Number.NEGATIVE_INFINITY }
  })
}

async function bySession(database: Database, options: PrincipalOptions, token: string, forget: () => void) {
  for (const { orgId, userId, chosen } of await findSession(database, token)) {
    if (!orgId || !userId) continue
    const loaded = await inOrg(database, orgId, { mode: 'read' }, db =>
      readActor(db, options.permissions, { userId, via: 'screen' }),
    )
    if (!loaded) continue
    if (!chosen) await placeSession(database, token, orgId)
    const guard = guardOf(sessionPulse(orgId, userId, token), loaded.stamp, forget)
    const { actor, ownLang, barredFrom } = loaded
    return { principal: { actor, key: `user:${userId}`, guard }, ownLang, barredFrom, usedAt: 0 }
  }
  return undefined
}

function guardOf(bound: Principal['guard']['bound'], stamp: number, forget: () => void): Principal['guard'] {
  return {
    bound,
    check: rows => {
      const pulse = rows[0] as Pulse | undefined // the row of sessionPulse and keyPulse
      if (pulse?.live && pulse.here && pulse.stamp === stamp) return
      forget()
      if (pulse?.live) throw new StalePrincipal()
      throw new Refusal('people.signedOut', 'unauthenticated')
    },
  }
}

/** At most once a minute and key, beside the request: nobody waits for it. */
function noteUse(database: Database, known: Known): void {
  const { keyId, principal } = known
  if (!keyId || known.usedAt + usedEvery > performance.now()) return
  known.usedAt = performance.now()
  const { orgId } = principal.actor
  inOrg(database, orgId, { mode: 'write' }, async tx => tx.write(keyUsedBound(orgId, keyId, tx.now))).catch(
    () => undefined,
  )
}

export type Overrides = Readonly<Record<string, Partial<Record<Role, Reach | null>>>>

/** For jobs, imports, the demo and tests: the person as `via` sees them. Refuses the unknown and the inactive. */
export async function loadActor(db: Db, permissions: PermissionRows, userId: string, via: Via): Promise<Actor> {
  const loaded = await readActor(db, permissions, { userId, via })
  if (!loaded) throw new Refusal('people.unknownUser', 'missing')
  return loaded.actor
}

type Wanted = {
  readonly userId: string
  readonly via: Via
  readonly keyRoles?: readonly Role[]
  readonly keyScope?: KeyScope
}

async function readActor(
  db: Db,
  permissions: PermissionRows,
  { userId, via, keyRoles = [], keyScope = 'full' }: Wanted,
) {
  // the stamp is read first: what changes while we read makes it stale, never the other way round
  const reading = [selectActor(db, userId), selectBranch(db, userId), selectOverrides(db), selectFieldRows(db)] as const
  const [row, branchIds, grants, fieldRows] = await Promise.all(reading)
  if (!row?.active) return undefined
  const roles =
    keyRoles.length === 0 ? row.roles : keyRoles.filter(role => row.roles.includes('owner') || row.roles.includes(role))
  const own = keyScope === 'full' ? permissions : scoped(permissions, keyScope)
  const said = rightsOf(roles, fieldRows, usualFor(permissions, overridesOf(grants)))
  const fieldRights = withTold(said, key => registered(key)?.entity)
  return {
    stamp: row.stamp,
    ownLang: row.lang,
    barredFrom: row.secondStep ? undefined : stepDue({ settings: row.orgSettings }, roles, row.joined),
    actor: actorOf(db, row, {
      userId,
      via,
      roles,
      branchIds,
      ...closedGrants(fieldRights, grantsFor(roles, own, overridesOf(grants))),
      ...(keyScope !== 'full' && { keyScope }),
      fieldRights,
    }),
  }
}

/** How one role alone would stand to a field of which nothing is said. */
export function usualFor(permissions: PermissionRows, overrides: Overrides) {
  const grants = new Map<Role, Actor['grants']>()
  return (entity: string, key: string, role: Role): FieldAccess => {
    const known = registered(entity)?.entity
    const field = known && fieldOf(known, key)
    if (!field?.readAs && !field?.writeAs) return 'edit'
    const own = grants.get(role) ?? grantsFor([role], permissions, overrides)
    grants.set(role, own)
    return usualAccess(field, own)
  }
}

export function overridesOf(rows: readonly { permission: string; role: Role; reach: Reach | null }[]): Overrides {
  const overrides: Record<string, Partial<Record<Role, Reach | null>>> = {}
  for (const { permission, role, reach } of rows) overrides[permission] = { ...overrides[permission], [role]: reach }
  return overrides
}
