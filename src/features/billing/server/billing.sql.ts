// Every statement about billing profiles.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { billingProfileEntity } from '../billing.entity.ts'
import type { Profile } from '../billing.rules.ts'
import { type BillingProfileRow, billingProfiles } from './billing.table.ts'

/** Rights follow the parent: owner and department are the customer's. */
export const billingProfileSource: Source = {
  entity: billingProfileEntity,
  from: `billing_profiles t join customers k on k.org_id = t.org_id and k.id = t.customer_id and k.deleted_at is null left join users u on u.org_id = t.org_id and u.id = k.owner_id`,
  select: `t.id, t.version, t.customer_id, k.name as customer_name, t.kind, t.name, t.tax_number, t.address, t.phone, t.bank, t.account, t.email,
    t.tax_kind, t.is_default, t.note, k.owner_id, u.name as owner_name, k.dept_id, k.pool_id, t.created_at, t.updated_at, t.custom`,
  permission: 'billingProfile.read',
  ownedBy: { alias: 'k', entity: 'customer' },
  pooled: {
    alias: 'k',
    lies: 'select 1 from billing_profiles c join customers p on p.org_id = c.org_id and p.id = c.customer_id where c.org_id = $1 and c.id = s.record_id and p.pool_id is not null',
  },
  defaultSort: '-createdAt',
  columns: {
    customerId: { sql: 't.customer_id', notNull: true },
    kind: { sql: 't.kind', notNull: true },
    name: { sql: 't.name', notNull: true },
    taxNumber: { sql: 't.tax_number' },
    taxKind: { sql: 't.tax_kind', notNull: true },
    isDefault: { sql: 't.is_default', notNull: true },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const ofCustomer = stmt(
  'billing.ofCustomer',
  `select ${billingProfiles.select('t')} from billing_profiles t where t.org_id = $1 and t.customer_id = $2 and t.deleted_at is null
   order by t.created_at, t.id for no key update`,
)
/** Whoever writes one of them holds all, under the lock of their customer. */
export async function lockProfilesOf(tx: Tx, customerId: string): Promise<BillingProfileRow[]> {
  tx.level(lockLevel.record)
  return tx.query<BillingProfileRow>(ofCustomer(tx.orgId, customerId))
}

const placeOf = stmt('billing.place', 'select customer_id from billing_profiles where org_id = $1 and id = $2')
export const selectCustomerOf = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.one<{ customerId: string }>(placeOf(db.orgId, id)))?.customerId

const papers = 't.kind, t.name, t.tax_number, t.address, t.phone, t.bank, t.account, t.email, t.tax_kind'
const usual = stmt(
  'billing.usual',
  `select ${papers} from billing_profiles t where t.org_id = $1 and t.customer_id = $2 and t.is_default`,
)
export const selectUsual = (db: Db, customerId: string): Promise<Profile | undefined> =>
  db.one<Profile>(usual(db.orgId, customerId))

const yieldDefault = stmt(
  'billing.yieldDefault',
  `update billing_profiles set is_default = false, version = version + 1 where org_id = $1 and customer_id = $2 and is_default and id <> $3`,
)
export const yieldDefaultBound = (orgId: string, customerId: string, except: string): Bound =>
  yieldDefault(orgId, customerId, except)

const trash = stmt(
  'billing.trash',
  'update billing_profiles set deleted_at = $3, is_default = false, version = version + 1, updated_at = $3 where org_id = $1 and id = $2',
)
export const trashProfileBound = (tx: Tx, id: string): Bound => trash(tx.orgId, id, tx.now)

const noDefault = `not exists (select from billing_profiles o where o.org_id = $1 and o.customer_id = t.customer_id and o.is_default)`
const oldest = stmt(
  'billing.oldest',
  `update billing_profiles t set is_default = true, version = version + 1 where t.org_id = $1 and t.id in (
     select distinct on (p.customer_id) p.id from billing_profiles p where p.org_id = $1 and p.customer_id = any($2) and p.deleted_at is null
       order by p.customer_id, p.id = any($3) desc, p.created_at, p.id) and ${noDefault}`,
)
/** Where nobody is the default any more: one of `rather`, else the oldest. */
export const someDefaultBound = (
  orgId: string,
  customerIds: readonly string[],
  rather: readonly string[] = [],
): Bound => oldest(orgId, customerIds, rather)

const giveWay = stmt(
  'billing.giveWay',
  `update billing_profiles t set is_default = false, version = version + 1 where t.org_id = $1 and t.customer_id = $2 and t.is_default
     and exists (select from billing_profiles w where w.org_id = $1 and w.customer_id = $3 and w.is_default) returning t.id`,
)
/** Before they go to another customer: that one's default stays it. */
export const giveWayTo = async (tx: Tx, from: string, to: string): Promise<string[]> =>
  (await tx.query<{ id: string }>(giveWay(tx.orgId, from, to))).map(row => row.id)
