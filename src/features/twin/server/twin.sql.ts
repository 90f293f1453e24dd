// Records that look alike, found by their keys; and what was merged.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import type { Keyed } from '../twin.rules.ts'
import type { Merge, TwinEntity, TwinSide } from '../twin.schema.ts'
import { type MergedRow, merges } from './twin.table.ts'

export type Side = TwinSide &
  Keyed & { readonly ownerId: string | null; readonly deptId: string | null; readonly poolId: string | null }

const person = 'left join users u on u.org_id = t.org_id and u.id = '
// contacts are whose their customer is
const sides: Readonly<Record<TwinEntity, string>> = {
  customer: `select t.id, t.name, null::text as of, t.phone, t.email, u.name as owner_name, t.created_at, t.owner_id, t.dept_id, t.pool_id,
      t.name as company, t.name_key, t.company_key, t.phone_key, t.email_key, t.uscc from customers t ${person} t.owner_id`,
  contact: `select t.id, t.name, k.name as of, t.phone, t.email, u.name as owner_name, t.created_at, k.owner_id, k.dept_id, k.pool_id,
      null::text as company, null::text as name_key, null::text as company_key, t.phone_key, t.email_key, null::text as uscc
    from contacts t join customers k on k.org_id = t.org_id and k.id = t.customer_id ${person} k.owner_id`,
  lead: `select t.id, t.name, t.company as of, t.phone, t.email, u.name as owner_name, t.created_at, t.owner_id, t.dept_id, t.pool_id,
      null::text as company, null::text as name_key, null::text as company_key, t.phone_key, t.email_key, null::text as uscc from leads t ${person} t.owner_id`,
}
const tables: Readonly<Record<TwinEntity, string>> = { customer: 'customers', contact: 'contacts', lead: 'leads' }
const keys: Readonly<Record<TwinEntity, readonly string[]>> = {
  customer: ['name_key', 'company_key', 'phone_key', 'email_key'],
  contact: ['phone_key', 'email_key'],
  lead: ['phone_key', 'email_key'],
}
const open: Readonly<Record<TwinEntity, string>> = { customer: '', contact: '', lead: " and t.state <> 'converted'" }

/** As they stand, whoever may see them. */
export const selectSides = (db: Db, entity: TwinEntity, ids: readonly string[]): Promise<Side[]> =>
  db.query<Side>({
    name: `twin.sides.${entity}`,
    text: `${sides[entity]} where t.org_id = $1 and t.id = any($2)`,
    values: [db.orgId, ids],
  })

const names = stmt(
  'twin.names',
  'select id, name from customers where org_id = $1 and id = any($2) union all select id, name from users where org_id = $1 and id = any($2)',
)
export const selectNames = async (db: Db, ids: readonly string[]): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await db.query<{ id: string; name: string }>(names(db.orgId, ids))).map(one => [one.id, one.name]),
  )

export type Pair = { readonly aId: string; readonly bId: string }

// a key that very many share (a switchboard, a made-up number) says nothing of any two of them
const most = 20

/** Pairs that share a key, newest first; by `about` those of one record. */
export function selectPairs(
  db: Db,
  entity: TwinEntity,
  { about, limit }: { about: string | null; limit: number },
): Promise<Pair[]> {
  const table = tables[entity]
  const live = `org_id = $1 and deleted_at is null`
  const parts = keys[entity].map(
    key => `select a.id as a_id, b.id as b_id, greatest(a.created_at, b.created_at) as at
      from (select ${key} as k from ${table} t where ${live} and ${key} is not null and ${key} <> ''${open[entity]}
              and ($2::uuid is null or ${key} = (select ${key} from ${table} where org_id = $1 and id = $2))
            group by 1 having count(*) between 2 and ${most}) g
      join ${table} a on a.org_id = $1 and a.deleted_at is null and a.${key} = g.k${open[entity].replace('t.', 'a.')}
      join ${table} b on b.org_id = $1 and b.deleted_at is null and b.${key} = g.k and b.id > a.id${open[entity].replace('t.', 'b.')}`,
  )
  const text = `select p.a_id, p.b_id from (${parts.join(' union all ')}) p
    where ($2::uuid is null or $2 in (p.a_id, p.b_id))
      and not exists (select from twin_dismissals d where d.org_id = $1 and d.entity = $3 and d.a_id = p.a_id and d.b_id = p.b_id)
    group by 1, 2 order by max(p.at) desc, 1, 2 limit $4`
  return db.query<Pair>({ name: `twin.pairs.${entity}`, text, values: [db.orgId, about, entity, limit] })
}

const dismissed = stmt(
  'twin_dismissals.insert',
  `insert into twin_dismissals (org_id, entity, a_id, b_id, at, by_id) values ($1, $2, least($3::uuid, $4::uuid), greatest($3::uuid, $4::uuid), $5, $6)
   on conflict do nothing`,
)
type Dismissal = { readonly entity: TwinEntity; readonly aId: string; readonly bId: string; readonly byId: string }
export const dismissBound = (tx: Tx, { entity, aId, bId, byId }: Dismissal): Bound =>
  dismissed(tx.orgId, entity, aId, bId, tx.now, byId)

const shown = `select m.id, m.entity, m.winner_id, m.loser_id, m.winner_name, m.loser_name, m.at, u.name as by_name, m.undo_until, m.undone_at
  from merges m join users u on u.org_id = m.org_id and u.id = m.by_id`
const recent = stmt(
  'merges.recent',
  `${shown} where m.org_id = $1 and ($2::text is null or m.entity = $2) order by m.at desc, m.id limit 200`,
)
export const selectMerges = (db: Db, entity: TwinEntity | null): Promise<Merge[]> =>
  db.query<Merge>(recent(db.orgId, entity))

const told = stmt('merges.shown', `${shown} where m.org_id = $1 and m.id = $2`)
export const selectShown = (db: Db, id: string): Promise<Merge | undefined> => db.one<Merge>(told(db.orgId, id))

const lock = stmt(
  'merges.lock',
  `select ${merges.select('m')} from merges m where m.org_id = $1 and m.id = $2 for no key update`,
)
export const lockMergeRow = (tx: Tx, id: string): Promise<MergedRow | undefined> =>
  tx.one<MergedRow>(lock(tx.orgId, id))

const leads = stmt(
  'merges.into',
  `with recursive way as (
     select m.winner_id, 1 as step from merges m where m.org_id = $1 and m.entity = $2 and m.loser_id = $3 and m.undone_at is null
     union all select m.winner_id, w.step + 1 from way w join merges m on m.org_id = $1 and m.entity = $2 and m.loser_id = w.winner_id and m.undone_at is null where w.step < 20)
   select winner_id as id from way order by step desc limit 1`,
)
/** The one that stayed, over any number of merges. */
export const selectLeadsTo = async (db: Db, entity: TwinEntity, id: string): Promise<string | undefined> =>
  (await db.one<{ id: string }>(leads(db.orgId, entity, id)))?.id

const fresh = stmt(
  'merges.fresh',
  `select ${merges.select('m')} from merges m where m.org_id = $1 and m.undone_at is null and m.at between $2::timestamptz - interval '10 minutes' and $2::timestamptz - interval '20 seconds'
   order by m.id limit $3 for no key update skip locked`,
)
/** Merges whose records somebody may still have been writing to. */
export const selectFresh = (tx: Tx, limit: number): Promise<MergedRow[]> =>
  tx.query<MergedRow>(fresh(tx.orgId, tx.now, limit))

const later = stmt(
  'merges.later',
  `select m.id from merges m where m.org_id = $1 and m.entity = $2 and m.undone_at is null and m.id <> $3 and m.at >= $5 and m.loser_id = $4 limit 1`,
)
/** The winner has itself been merged since: that one is undone first. */
export const selectLater = async (db: Db, { id, entity, winnerId, at }: MergedRow): Promise<boolean> =>
  (await db.one(later(db.orgId, entity, id, winnerId, at))) !== undefined
