// Who may do this to that record: the same rows, overrides and reach that would judge them if they tried.
import { can, grantsFor, type Owned, type PermissionRows } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { type HolderRow, selectHolders } from './holder.sql.ts'
import { overridesOf } from './principal.service.ts'
import { selectOverrides } from './principal.sql.ts'

/** Everyone active who may, owners too, by name. */
export async function everyoneWho(
  db: Db,
  permission: string,
  rows: PermissionRows,
  record: Owned,
): Promise<readonly Pick<HolderRow, 'userId' | 'name'>[]> {
  const [people, own] = await Promise.all([selectHolders(db), selectOverrides(db)])
  const overrides = overridesOf(own)
  return people
    .filter(({ roles, ...person }) => can({ ...person, grants: grantsFor(roles, rows, overrides) }, permission, record))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** Owners may do everything and are meant only where nobody else is. */
export async function holdersOf(
  db: Db,
  permission: string,
  rows: PermissionRows,
  record: Owned,
): Promise<readonly string[]> {
  const [people, own] = await Promise.all([selectHolders(db), selectOverrides(db)])
  const overrides = overridesOf(own)
  const may = ({ roles, ...person }: HolderRow): boolean => {
    const meant = roles.filter(role => role !== 'owner')
    return can({ ...person, grants: grantsFor(meant, rows, overrides) }, permission, record)
  }
  const holders = people.filter(may)
  return (holders.length > 0 ? holders : people.filter(one => one.roles.includes('owner'))).map(one => one.userId)
}
