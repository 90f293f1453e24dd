// Who may what: the features' defaults, and where an organisation departs from them.
import { type Actor, type PermissionRows, type Reach, type Role, roles } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import type { GrantEdits, PermissionTable } from '../people.schema.ts'
import { rightsChangedBound, setGrantsBound } from './org.sql.ts'
import { overridesOf } from './principal.service.ts'
import { selectOverrides } from './principal.sql.ts'

/** Nobody gives away what they do not have; the owner has everything. */
export function refuseForeignRoles(actor: Actor, given: readonly Role[], path = 'roles'): void {
  if (actor.roles.includes('owner')) return
  const foreign = given.find(role => !actor.roles.includes(role))
  if (foreign) throw new Refusal(reason('people.notYourRole', path, { role: foreign }), 'forbidden')
}

export async function readPermissions(db: Db, permissions: PermissionRows): Promise<PermissionTable> {
  const overrides = overridesOf(await selectOverrides(db))
  const items = Object.entries(permissions).map(([permission, defaults]) => {
    const byDefault = perRole(role => defaults[role] ?? null)
    return {
      permission,
      byDefault,
      reach: perRole(role => overrides[permission]?.[role] ?? kept(overrides[permission], role, byDefault[role])),
    }
  })
  return { roles: [...roles], items }
}

// an override of null takes the permission away; only an absent one leaves the default
const kept = (own: Partial<Record<Role, Reach | null>> | undefined, role: Role, byDefault: Reach | null | undefined) =>
  own && role in own ? null : (byDefault ?? null)

function perRole(reachFor: (role: Role) => Reach | null): Record<string, Reach | null> {
  return Object.fromEntries(roles.map(role => [role, role === 'owner' ? 'all' : reachFor(role)]))
}

export async function editPermissions(
  tx: Tx,
  actor: Actor,
  permissions: PermissionRows,
  { changes }: GrantEdits,
): Promise<PermissionTable> {
  const reasons = changes.flatMap<Reason>(({ permission, role }, i) => {
    if (!Object.hasOwn(permissions, permission)) return [reason('people.unknownPermission', `changes.${i}.permission`)]
    return role === 'owner' ? [reason('people.ownerHasAll', `changes.${i}.role`)] : []
  })
  refuseAll(reasons)
  const last = [...new Map(changes.map(change => [`${change.permission} ${change.role}`, change])).values()]
  tx.write(setGrantsBound(tx.orgId, last), rightsChangedBound(tx.orgId))
  const after = Object.fromEntries(last.map(({ permission, role, reach }) => [`${permission} ${role}`, reach]))
  tell(tx, { actor, entity: 'org', recordId: tx.orgId, kind: 'org.rightsEdited', after })
  return readPermissions(tx, permissions)
}
