// Who is likely the same company: one verdict for form, import, API and conversion. Advisory; never merged by itself.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { companyKey, emailKey, nameKey, usccKey } from '#kernel/keys.ts'
import { phoneE164 } from '#kernel/phone.ts'
import type { Duplicate } from '../customer.schema.ts'
import { type Keys, selectByNames, selectLike } from './customer.sql.ts'

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

/** Likely the same company. Advisory: the same verdict for form, import, API and conversion. */
export async function matchCustomers(
  db: Db,
  actor: Actor,
  like: Likeness,
  except: string | null = null,
): Promise<Duplicate[]> {
  const rows = await selectLike(db, keysOf(actor, like), except)
  return rows.map(row => ({ entity: 'customer', ...row }))
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
