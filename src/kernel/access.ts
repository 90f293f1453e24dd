// Permission said once: `role × permission → reach`. Everything else (record check, list condition, endpoint,
// move, role editor) is derived from those rows.
import { always, type Condition, evaluate, never } from './condition.ts'
import type { Lang } from './text.ts'

// prettier-ignore
export const roles = [
  'owner',
  'sales',
  'salesManager',
  'marketing',
  'orderDesk',
  'finance',
  'warehouse',
  'logistics',
  'purchasing',
  'service',
  'viewer',
] as const
export type Role = (typeof roles)[number]

export const reaches = ['own', 'department', 'branch', 'all'] as const
export type Reach = (typeof reaches)[number]

/** From the widest to the narrowest. */
export const fieldAccesses = ['edit', 'read', 'hidden'] as const
export type FieldAccess = (typeof fieldAccesses)[number]
/** By entity and field, where the organisation says something of it. */
export type FieldRights = Readonly<Record<string, Readonly<Record<string, FieldAccess>>>>

export type PermissionRows = Readonly<Record<string, Readonly<Partial<Record<Role, Reach>>>>>
/** What an API key opens: all that its person may, or nothing but bringing a new lead. */
export const keyScopes = ['full', 'leads'] as const
export type KeyScope = (typeof keyScopes)[number]

export type Via = 'screen' | 'api' | 'import' | 'job' | 'demo' | 'link'

export type OrgFacts = {
  readonly id: string
  readonly name: string
  /** IANA zone: what "today" means for the organisation. */
  readonly zone: string
  /** Base currency, ISO 4217. */
  readonly currency: string
  readonly country: string
  /** Posting on or before this date is refused. */
  readonly booksClosedUntil: string | null
  readonly settings: Readonly<Record<string, unknown>>
  /** Grows with every change of the organisation's own fields, stages, layouts: the key of their cache. */
  readonly metaVersion: number
}

export type Actor = {
  readonly org: OrgFacts
  readonly orgId: string
  readonly userId: string
  readonly name: string
  readonly lang: Lang
  readonly roles: readonly Role[]
  readonly deptId: string | null
  /** Own department and all below it, and those the person heads. */
  readonly branchIds: readonly string[]
  /** What lies in these is shared by their members until one of them takes it. */
  readonly poolIds: readonly string[]
  readonly grants: Readonly<Record<string, Reach>>
  readonly fieldRights: FieldRights
  readonly via: Via
  /** Of a key that is narrower than its person: whoever has it is told nothing of what is there. */
  readonly keyScope?: Exclude<KeyScope, 'full'>
}

/** Whoever comes by a link has no account: this stands for their id, and nothing is written of it. */
export const nobody = '00000000-0000-0000-0000-000000000000'
export const writerOf = (userId: string | null): string | null => (userId === nobody ? null : userId)

/** What a rule needs to know of a person. */
export type Holder = Pick<Actor, 'userId' | 'deptId' | 'branchIds' | 'poolIds' | 'grants'>

/** What a rule needs to know of a record; the department follows the owner. */
export type Owned = {
  readonly ownerId: string | null
  readonly deptId: string | null
  readonly poolId?: string | null
  readonly readerIds?: readonly string[]
}

/** What nobody owns waits for whoever may give it to someone, whatever department it came from; a pool has its own people. */
const ownerless: Condition = {
  all: [
    { field: 'ownerId', op: 'empty' },
    { field: 'poolId', op: 'empty' },
  ],
}
const givesOwnerless = /^(\w+)\.(?:read|assign)$/

/** The one condition value behind `can` and every list; `sharedWith` opens reading to teams, shares and live approvers. */
export function visibleTo(actor: Holder, permission: string): Condition {
  const reach = actor.grants[permission]
  if (reach === undefined) return never
  if (reach === 'all') return always
  const own: Condition = { field: 'ownerId', op: 'is', value: actor.userId }
  const shared: Condition = { field: 'readerIds', op: 'sharedWith', value: actor.userId }
  const isRead = permission.endsWith('.read')
  const parts: Condition[] = isRead ? [own, shared] : [own]
  if (isRead && actor.poolIds.length > 0) parts.push({ field: 'poolId', op: 'in', value: actor.poolIds })
  if (reach === 'department' && actor.deptId) parts.push({ field: 'deptId', op: 'in', value: [actor.deptId] })
  if (reach === 'branch') parts.push({ field: 'deptId', op: 'in', value: actor.branchIds })
  const entity = givesOwnerless.exec(permission)?.[1]
  if (entity && actor.grants[`${entity}.unowned`] === 'all') parts.push(ownerless)
  return { any: parts }
}

/** Without a record: may the actor do this to anything at all? */
export function can(actor: Holder, permission: string, record?: Owned): boolean {
  const condition = visibleTo(actor, permission)
  if (!record) return condition !== never
  const values: Record<string, unknown> = {
    ownerId: record.ownerId,
    deptId: record.deptId,
    poolId: record.poolId ?? null,
    readerIds: record.readerIds ?? [],
  }
  return evaluate(condition, field => ({ value: values[field], as: 'text' }))
}

const widest = (a: Reach | undefined, b: Reach): Reach => (a && reaches.indexOf(a) > reaches.indexOf(b) ? a : b)

/** Merges the defaults of every feature with an organisation's overrides; `null` in an override takes a permission away. */
export function grantsFor(
  actorRoles: readonly Role[],
  rows: PermissionRows,
  overrides: Readonly<Record<string, Partial<Record<Role, Reach | null>>>> = {},
): Record<string, Reach> {
  const grants: Record<string, Reach> = {}
  for (const [permission, defaults] of Object.entries(rows)) {
    for (const role of actorRoles) {
      const override = overrides[permission]?.[role]
      const reach = role === 'owner' ? 'all' : override === undefined ? defaults[role] : override
      if (reach) grants[permission] = widest(grants[permission], reach)
    }
  }
  return grants
}
