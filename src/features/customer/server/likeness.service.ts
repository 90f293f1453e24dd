// Who is likely the same company: one verdict for every door. Never merged by itself.
import type { Actor } from '#kernel/access.ts'
import { companyKey, sameCompany } from '#kernel/companyName.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { emailKey, nameKey, usccKey } from '#kernel/keys.ts'
import { phoneE164 } from '#kernel/phone.ts'
import { type Twin, twinsBy } from '#meta/registry.ts'
import type { Duplicate } from '../customer.schema.ts'
import { selectByNames } from './customer.sql.ts'
import { type Keys, type Like, selectLike, selectLikeEach } from './likeness.sql.ts'
import { isStrict, lockTwins, refuseTwins } from './strict.service.ts'

export type Likeness = {
  readonly name?: string | null
  readonly phone?: string | null
  readonly email?: string | null
  readonly uscc?: string | null
}

function keysOf(actor: Actor, like: Likeness): Keys {
  return {
    nameKey: like.name ? nameKey(like.name) : null,
    companyKey: like.name ? companyKey(like.name) : null,
    phoneKey: like.phone ? (phoneE164(like.phone, actor.org.country) ?? null) : null,
    emailKey: like.email ? (emailKey(like.email) ?? null) : null,
    uscc: like.uscc ? usccKey(like.uscc) : null,
  }
}

/** Likely the same company: the same verdict for form, cell, import, API and conversion. */
export async function matchCustomers(
  db: Db,
  actor: Actor,
  like: Likeness,
  except: string | null = null,
): Promise<Duplicate[]> {
  return likelyOf(like, await selectLike(db, keysOf(actor, like), except))
}

/** The same for each of many. */
export async function matchEach(db: Db, actor: Actor, likes: readonly Likeness[]): Promise<Duplicate[][]> {
  const rows = await selectLikeEach(
    db,
    likes.map(like => keysOf(actor, like)),
  )
  const byPlace = Map.groupBy(rows, row => row.at)
  return likes.map((like, i) =>
    likelyOf(
      like,
      (byPlace.get(i + 1) ?? []).map(({ at: _, ...row }) => row),
    ),
  )
}

const likelyOf = (like: Likeness, rows: readonly Like[]): Duplicate[] =>
  rows
    .filter(row => row.why !== 'company' || sameCompany(like.name ?? '', row.title))
    .map(row => ({ entity: 'customer', ...row }))

const paths = { name: 'name', phone: 'phone', email: 'email' } as const

/** Asked and, where the company refuses duplicates, refused; two who write the same at once wait for each other. */
export async function judgeTwins(
  tx: Tx,
  actor: Actor,
  like: Likeness,
  except: string | null = null,
): Promise<Duplicate[]> {
  lockLike(tx, actor, like)
  const found = await matchCustomers(tx, actor, like, except)
  refuseLike(actor, found)
  return found
}

export const lockLike = (tx: Tx, actor: Actor, ...likes: readonly Likeness[]): void =>
  lockTwins(
    tx,
    actor,
    likes
      .map(like => keysOf(actor, like))
      .flatMap(({ phoneKey, emailKey: mail, nameKey: name }) => [phoneKey, mail, name]),
  )

export const refuseLike = (actor: Actor, found: readonly Duplicate[]): void =>
  refuseTwins(actor, found, { entity: 'customer', paths })

/** What two rows of one file may not share, or only with a word about it. */
export function customerTwins(actor: Actor, input: Readonly<Record<string, unknown>>): Twin[] {
  const advisory = !isStrict(actor)
  const alike = [
    ...twinsBy(input, 'phone', phone => keysOf(actor, { phone }).phoneKey),
    ...twinsBy(input, 'email', email => keysOf(actor, { email }).emailKey),
    ...twinsBy(input, 'name', name => keysOf(actor, { name }).nameKey),
  ]
  return [...twinsBy(input, 'uscc', usccKey), ...alike.map(one => ({ ...one, advisory }))]
}

/** For imports: every customer of that name, width, case and punctuation apart, or of that number. */
export async function findCustomersByName(db: Db, names: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await selectByNames(db, names.map(nameKey), names)
  const byName = Map.groupBy(rows, row => row.nameKey)
  const byNumber = new Map(rows.map(row => [row.number, row.id]))
  return new Map(
    names.map(name => {
      const numbered = byNumber.get(name)
      return [name, numbered ? [numbered] : (byName.get(nameKey(name)) ?? []).map(row => row.id)]
    }),
  )
}
