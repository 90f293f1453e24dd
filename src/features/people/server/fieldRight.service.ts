// How each role stands to each field: what the field says itself, and where an organisation departs from it.
import { type Actor, type FieldAccess, type PermissionRows, type Role, roles } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { closable, type Entity } from '#meta/entity.ts'
import { isFixed } from '#meta/fieldRights.ts'
import { allRegistered, registered } from '#meta/registry.ts'
import { entityFor, tell } from '#meta/server/record.service.ts'
import type { FieldRightEdits, FieldRightRow, FieldRightTable } from '../fieldRight.schema.ts'
import { dropFieldRightsBound, rightsChangedBound, setFieldRightsBound } from './org.sql.ts'
import { overridesOf, usualFor } from './principal.service.ts'
import { selectFieldRows, selectOverrides } from './principal.sql.ts'

type Usual = (entity: string, field: string, role: Role) => FieldAccess

export async function readFieldRights(db: Db, actor: Actor, permissions: PermissionRows): Promise<FieldRightTable> {
  const [rows, overrides] = await Promise.all([selectFieldRows(db), selectOverrides(db)])
  const usual = usualFor(permissions, overridesOf(overrides))
  const said = new Map(rows.map(row => [keyOf(row), row.access]))
  const entities = await Promise.all(allRegistered().map(row => entityFor(db, actor, row.entity)))
  return { roles: [...roles], items: entities.flatMap(entity => rowsOf(entity, said, usual)) }
}

const keyOf = ({ entity, field, role }: { entity: string; field: string; role: string }): string =>
  `${entity} ${field} ${role}`

function rowsOf(entity: Entity, said: ReadonlyMap<string, FieldAccess>, usual: Usual): FieldRightRow[] {
  const { key } = entity
  const open = closable(entity).filter(field => !isFixed(entity, field.key) && !field.hidden)
  return open.map(({ key: field, label, derived = false }) => {
    const narrowed = (access: FieldAccess): FieldAccess => (derived && access === 'edit' ? 'read' : access)
    const byDefault = perRole(role => (role === 'owner' ? narrowed('edit') : narrowed(usual(key, field, role))))
    const access = perRole(role => {
      const own = role === 'owner' ? undefined : said.get(keyOf({ entity: key, field, role }))
      return own ? narrowed(own) : (byDefault[role] ?? 'edit')
    })
    return { entity: key, field, label, derived, access, byDefault }
  })
}

const perRole = (accessFor: (role: Role) => FieldAccess): Record<string, FieldAccess> =>
  Object.fromEntries(roles.map(role => [role, accessFor(role)]))

export async function editFieldRights(
  tx: Tx,
  actor: Actor,
  permissions: PermissionRows,
  { changes }: FieldRightEdits,
): Promise<FieldRightTable> {
  const entities = await Promise.all(
    [...new Set(changes.map(change => change.entity))].flatMap(key => {
      const known = registered(key)
      return known ? [entityFor(tx, actor, known.entity)] : []
    }),
  )
  const byKey = new Map(entities.map(entity => [entity.key, entity]))
  refuseAll(changes.flatMap((change, i) => problemOf(byKey.get(change.entity), change, `changes.${i}`)))
  const last = [...new Map(changes.map(change => [keyOf(change), change])).values()]
  const gone = last.filter(change => change.access === null)
  const kept = last.flatMap(({ access, ...place }) => (access === null ? [] : [{ ...place, access }]))
  tx.write(dropFieldRightsBound(tx.orgId, gone), setFieldRightsBound(tx.orgId, kept), rightsChangedBound(tx.orgId))
  const after = Object.fromEntries(last.map(change => [keyOf(change), change.access]))
  tell(tx, { actor, entity: 'org', recordId: tx.orgId, kind: 'org.fieldRightsEdited', after })
  return readFieldRights(tx, actor, permissions)
}

function problemOf(
  entity: Entity | undefined,
  { field, role }: { readonly field: string; readonly role: Role },
  path: string,
): Reason[] {
  if (!entity || !closable(entity).some(one => one.key === field))
    return [reason('people.unknownField', `${path}.field`)]
  if (role === 'owner') return [reason('people.ownerHasAll', `${path}.role`)]
  return isFixed(entity, field) ? [reason('people.fieldStays', `${path}.field`)] : []
}
