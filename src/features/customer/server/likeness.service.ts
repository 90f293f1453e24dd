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

/** For imports: customers by exact name or number. */
export async function findCustomersByName(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const keys = names.map(nameKey)
  const rows = await selectByNames(db, keys, names)
  const found = new Map([
    ...rows.map(row => [row.nameKey, row.id] as const),
    ...rows.map(row => [nameKey(row.number), row.id] as const),
  ])
  return new Map(
    names.flatMap((name, i) => (found.has(keys[i] ?? '') ? [[name, found.get(keys[i] ?? '') ?? ''] as const] : [])),
  )
}
