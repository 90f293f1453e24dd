// Which customers are likely the same as one that is about to be written, or as each of many.
import { type Db, stmt } from '#kernel/db.ts'
import { keyedSql } from '#meta/server/keyedSql.ts'

const why = (key: Record<'uscc' | 'phone' | 'email' | 'name', string>): string =>
  `case when uscc = ${key.uscc} then 'uscc' when phone_key = ${key.phone} then 'phone' when email_key = ${key.email} then 'email' when name_key = ${key.name} then 'name' else 'company' end as why`
const likeness = stmt(
  'customer.like',
  `select id, name as title, ${why({ uscc: '$2', phone: '$3', email: '$4', name: '$5' })}
   from customers where org_id = $1 and deleted_at is null
     and (uscc = $2 or phone_key = $3 or email_key = $4 or name_key = $5 or company_key = $6) and id is distinct from $7
   order by (uscc = $2) desc nulls last, (name_key = $5) desc nulls last, created_at limit 10`,
)
const likenesses = stmt(
  'customer.likeEach',
  `with known as materialized (${keyedSql({
    from: 'customers',
    columns: 'id, name, created_at, uscc, phone_key, email_key, name_key, company_key',
    keys: { uscc: '$2', phone_key: '$3', email_key: '$4', name_key: '$5', company_key: '$6' },
  })})
   select x.at::integer, l.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality as x(uscc, phone, email, name, company, at)
   cross join lateral (
     select id, name as title, ${why({ uscc: 'x.uscc', phone: 'x.phone', email: 'x.email', name: 'x.name' })}
     from known where uscc = x.uscc or phone_key = x.phone or email_key = x.email or name_key = x.name or company_key = x.company
     order by (uscc = x.uscc) desc nulls last, (name_key = x.name) desc nulls last, created_at limit 10) l
   order by x.at`,
)

export type Keys = {
  readonly uscc: string | null
  readonly phoneKey: string | null
  readonly emailKey: string | null
  readonly nameKey: string | null
  readonly companyKey: string | null
}

export type Like = { id: string; title: string; why: 'name' | 'company' | 'phone' | 'email' | 'uscc' }

export const selectLike = (db: Db, keys: Keys, except: string | null): Promise<Like[]> =>
  db.query(likeness(db.orgId, keys.uscc, keys.phoneKey, keys.emailKey, keys.nameKey, keys.companyKey, except))

/** Each of these its own; `at` counts from one. */
export const selectLikeEach = (db: Db, all: readonly Keys[]): Promise<(Like & { at: number })[]> => {
  const each = (key: keyof Keys) => all.map(keys => keys[key])
  const keys = [each('uscc'), each('phoneKey'), each('emailKey'), each('nameKey'), each('companyKey')] as const
  return db.query({ ...likenesses(db.orgId, ...keys), plan: 'own' })
}
