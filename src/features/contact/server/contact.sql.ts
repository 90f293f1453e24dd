// Every statement about contacts.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import { keyedSql } from '#meta/server/keyedSql.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { contactEntity } from '../contact.entity.ts'
import { type ContactRow, contacts } from './contact.table.ts'

/** Rights follow the parent: owner and department are the customer's. */
export const contactSource: Source = {
  entity: contactEntity,
  from: `contacts t join customers k on k.org_id = t.org_id and k.id = t.customer_id and k.deleted_at is null left join users u on u.org_id = t.org_id and u.id = k.owner_id`,
  select: `t.id, t.version, t.name, t.customer_id, k.name as customer_name, t.title, t.phone, t.email, t.wechat, t.decision_role, t.is_primary, t.note,
    k.owner_id, u.name as owner_name, k.dept_id, k.pool_id, t.created_at, t.updated_at, t.custom`,
  permission: 'contact.read',
  ownedBy: { alias: 'k', entity: 'customer' },
  pooled: {
    alias: 'k',
    lies: 'select 1 from contacts c join customers p on p.org_id = c.org_id and p.id = c.customer_id where c.org_id = $1 and c.id = s.record_id and p.pool_id is not null',
  },
  defaultSort: '-createdAt',
  columns: {
    name: { sql: 't.name', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    title: { sql: 't.title' },
    phone: { sql: 't.phone' },
    email: { sql: 't.email' },
    decisionRole: { sql: 't.decision_role' },
    isPrimary: { sql: 't.is_primary', notNull: true },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const lockRows = stmt(
  'contact.lock',
  `select ${contacts.select('t')} from contacts t where t.org_id = $1 and t.id = any($2) order by t.id for no key update`,
)

export async function lockContactRows(tx: Tx, ids: readonly string[]): Promise<ContactRow[]> {
  tx.level(lockLevel.record)
  return tx.query<ContactRow>(lockRows(tx.orgId, ids))
}

const dropPrimary = stmt(
  'contact.dropPrimary',
  'update contacts set is_primary = false where org_id = $1 and customer_id = $2 and is_primary and id <> $3',
)
export const dropPrimaryBound = (orgId: string, customerId: string, except: string): Bound =>
  dropPrimary(orgId, customerId, except)

const ofCustomer = stmt(
  'contact.ofCustomer',
  `select ${contacts.select('t')} from contacts t where t.org_id = $1 and t.customer_id = $2 and t.deleted_at is null order by t.is_primary desc, t.created_at limit 200`,
)
export const selectContactsOf = (db: Db, customerId: string): Promise<ContactRow[]> =>
  db.query<ContactRow>(ofCustomer(db.orgId, customerId))

const likeness = (phone: string, email: string, more = '', from = 'contacts'): string =>
  `select t.id, t.customer_id, t.name as title, k.name as customer_name, case when t.phone_key = ${phone} then 'phone' else 'email' end as why
   from ${from} t join customers k on k.org_id = t.org_id and k.id = t.customer_id
   where t.org_id = $1 and t.deleted_at is null and k.deleted_at is null and (t.phone_key = ${phone} or t.email_key = ${email})${more} order by t.created_at limit 10`
const like = stmt('contact.like', likeness('$2', '$3', ' and t.id is distinct from $4'))
const likeEach = stmt(
  'contact.likeEach',
  `with known as materialized (${keyedSql({
    from: 'contacts',
    columns: 'org_id, id, customer_id, name, created_at, deleted_at, phone_key, email_key',
    keys: { phone_key: '$2', email_key: '$3' },
  })})
   select x.at::integer, l.* from unnest($2::text[], $3::text[]) with ordinality as x(phone, email, at)
   cross join lateral (${likeness('x.phone', 'x.email', '', 'known')}) l order by x.at`,
)
export type LikeContact = {
  id: string
  customerId: string
  title: string
  customerName: string
  why: 'phone' | 'email'
}
export const selectLikeContacts = (
  db: Db,
  phoneKey: string | null,
  email: string | null,
  except: string | null,
): Promise<LikeContact[]> => db.query<LikeContact>(like(db.orgId, phoneKey, email, except))

type Reached = { readonly phoneKey: string | null; readonly emailKey: string | null }
/** Each of these its own; `at` counts from one. */
export const selectLikeEach = (db: Db, all: readonly Reached[]): Promise<(LikeContact & { at: number })[]> =>
  db.query({
    ...likeEach(
      db.orgId,
      all.map(one => one.phoneKey),
      all.map(one => one.emailKey),
    ),
    plan: 'own',
  })

const trash = stmt(
  'contact.trash',
  'update contacts set deleted_at = $3, is_primary = false, version = version + 1, updated_at = $3 where org_id = $1 and id = $2',
)
export const trashContactBound = (orgId: string, id: string, now: string): Bound => trash(orgId, id, now)

const retired = stmt(
  'contact.retire',
  'update contacts set deleted_at = $3, merged_into = $4, is_primary = false, version = version + 1, updated_at = $3 where org_id = $1 and id = $2',
)
export const retireBound = (tx: Tx, id: string, into: string): Bound => retired(tx.orgId, id, tx.now, into)
const revived = stmt(
  'contact.revive',
  'update contacts set deleted_at = null, merged_into = null, version = version + 1, updated_at = $3 where org_id = $1 and id = $2',
)
export const reviveBound = (tx: Tx, id: string): Bound => revived(tx.orgId, id, tx.now)

const readRows = stmt(
  'contact.rows',
  `select ${contacts.select('t')} from contacts t where t.org_id = $1 and t.id = any($2) order by t.id`,
)
export const selectContactRows = (db: Db, ids: readonly string[]): Promise<ContactRow[]> =>
  db.query<ContactRow>(readRows(db.orgId, ids))

const yieldPrimary = stmt(
  'contact.yieldPrimary',
  `update contacts t set is_primary = false where t.org_id = $1 and t.customer_id = $2 and t.is_primary and t.deleted_at is null
     and exists (select from contacts w where w.org_id = $1 and w.customer_id = $3 and w.is_primary and w.deleted_at is null) returning t.id`,
)
/** Before they go to another customer: that one's main contact stays it. */
export const yieldPrimaries = async (tx: Tx, from: string, to: string): Promise<string[]> =>
  (await tx.query<{ id: string }>(yieldPrimary(tx.orgId, from, to))).map(row => row.id)

const primaryAgain = stmt(
  'contact.primaryAgain',
  `update contacts t set is_primary = true where t.org_id = $1 and t.customer_id = $2 and t.id = any($3) and t.deleted_at is null
     and not exists (select from contacts o where o.org_id = $1 and o.customer_id = $2 and o.is_primary and o.deleted_at is null)`,
)
export const primaryAgainBound = (orgId: string, customerId: string, ids: readonly string[]): Bound =>
  primaryAgain(orgId, customerId, ids)
