// Who asks, as the rest of the house knows them.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import type { ActorRow } from './principal.sql.ts'

export function actorOf(
  db: Db,
  row: ActorRow,
  own: Pick<Actor, 'userId' | 'via' | 'roles' | 'branchIds' | 'grants' | 'fieldRights' | 'keyScope'>,
): Actor {
  const { orgName, zone, currency, country, booksClosedUntil, orgSettings, metaVersion, name, deptId, poolIds } = row
  const org = {
    id: db.orgId,
    name: orgName,
    zone,
    currency,
    country,
    booksClosedUntil,
    settings: orgSettings,
    metaVersion,
  }
  return { org, orgId: db.orgId, name, lang: row.lang ?? row.orgLang, deptId, poolIds, ...own }
}
