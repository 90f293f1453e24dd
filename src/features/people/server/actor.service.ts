// Who asks, as the rest of the house knows them.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { registered } from '#meta/registry.ts'
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

/** `product.cost` is what asks for a cost elsewhere, on a quote's lines or in its margin: closed, it is so everywhere. */
export function closedGrants(rights: Actor['fieldRights'], grants: Actor['grants']): Pick<Actor, 'grants'> {
  const closed = Object.entries(rights).flatMap(([entity, said]) =>
    (registered(entity)?.entity.fields ?? []).flatMap(({ key, readAs }) =>
      readAs === `${entity}.${key}` && said[key] === 'hidden' ? [readAs] : [],
    ),
  )
  return { grants: Object.fromEntries(Object.entries(grants).filter(([permission]) => !closed.includes(permission))) }
}
