// Whether the company only warns of duplicates or refuses them: one answer for every door.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { Strictness } from '../strictness.api.ts'
import { lockKeysBound } from './customer.sql.ts'

export const isStrict = ({ org }: Actor): boolean => org.settings.duplicates === 'strict'

export const strictnessOf = (actor: Actor): Strictness => ({ duplicates: isStrict(actor) ? 'strict' : 'advisory' })

/** What is a duplicate already stays one; only what is written from now on is refused. */
export async function setStrictness(tx: Tx, actor: Actor, next: Strictness): Promise<Strictness> {
  await setOrgSetting(tx, 'duplicates', next.duplicates)
  const { before, after } = changes(strictnessOf(actor), next)
  if (Object.keys(after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'customer.strictnessSet', before, after })
  return next
}

/** Where duplicates are refused, two people typing the same phone wait for each other. */
export function lockTwins(tx: Tx, actor: Actor, keys: readonly (string | null)[]): void {
  const found = keys.filter(key => key !== null)
  if (isStrict(actor) && found.length > 0) tx.write(lockKeysBound(tx.orgId, found))
}

type Alike = { readonly why: string; readonly title: string }

type Wherever = { readonly entity: string; readonly paths: Readonly<Partial<Record<string, string>>> }

/** A similar trade name is a suspicion, never a reason to refuse. `paths`: the field of each kind of likeness. */
export function refuseTwins(actor: Actor, duplicates: readonly Alike[], { entity, paths }: Wherever): void {
  if (!isStrict(actor)) return
  const known = duplicates.flatMap(({ why, title }) => {
    const path = paths[why]
    return path ? [{ why, path, title }] : []
  })
  if (known.length === 0) return
  // a key that only brings leads hears that there is one, not which nor how many
  if (actor.keyScope)
    throw new Refusal(
      [...new Set(known.map(one => one.path))].map(path => reason('customer.duplicate.known', path)),
      'conflict',
    )
  throw new Refusal(
    known.map(({ why, path, title }) => reason(`${entity}.duplicate.${why}`, path, { title })),
    'conflict',
    { duplicates },
  )
}
