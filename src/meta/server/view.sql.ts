// Every statement about saved views and what a person's lists begin with.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { type RowOf, table } from '#kernel/table.ts'
import type { ViewColumn, ViewKind } from '../view.schema.ts'

nameConstraints({ views_name: { key: 'view.nameTaken', path: 'name', conflict: true } })

export const views = table('views', {
  id: 'uuid',
  /** Whose it is; nobody's is everybody's. */
  ownerId: 'uuid?',
  entity: 'text',
  name: 'text',
  kind: 'text',
  q: 'text',
  filter: 'jsonb?',
  sort: 'text',
  columns: 'jsonb',
  position: 'int',
  version: 'int',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  updatedAt: 'timestamptz',
})

export type ViewRow = RowOf<typeof views.columnKinds> & { kind: ViewKind; columns: ViewColumn[] }

const seen = stmt(
  'view.seen',
  `select ${views.select('v')} from views v where v.org_id = $1 and v.entity = $2 and (v.owner_id is null or v.owner_id = $3)
   order by v.owner_id is not null, v.position, v.created_at, v.id`,
)
/** Everybody's, then one's own, each in their order. */
export const selectViews = (db: Db, entity: string, userId: string): Promise<ViewRow[]> =>
  db.query<ViewRow>(seen(db.orgId, entity, userId))

const byId = stmt('view.byId', `select ${views.select('v')} from views v where v.org_id = $1 and v.id = $2`)
export const selectView = (db: Db, id: string): Promise<ViewRow | undefined> => db.one<ViewRow>(byId(db.orgId, id))

const drop = stmt('view.delete', 'delete from views where org_id = $1 and id = $2')
export const deleteView = (orgId: string, id: string): Bound => drop(orgId, id)

const place = stmt(
  'view.place',
  `update views v set position = x.at from unnest($2::uuid[], $3::integer[]) as x(id, at) where v.org_id = $1 and v.id = x.id`,
)
export const placeViews = (orgId: string, ids: readonly string[]): Bound =>
  place(
    orgId,
    ids,
    ids.map((_, at) => at),
  )

type Choice = { viewId: string | null; columns: ViewColumn[] }
const choice = stmt(
  'view_choice.of',
  'select view_id, columns from view_choices where org_id = $1 and user_id = $2 and entity = $3',
)
export const selectChoice = (db: Db, userId: string, entity: string): Promise<Choice | undefined> =>
  db.one<Choice>(choice(db.orgId, userId, entity))

const choose = stmt(
  'view_choice.set',
  `insert into view_choices (org_id, user_id, entity, view_id, columns) values ($1, $2, $3, $4, $5::jsonb)
   on conflict (org_id, user_id, entity) do update set view_id = excluded.view_id, columns = excluded.columns`,
)
export const setChoice = (orgId: string, userId: string, entity: string, { viewId, columns }: Choice): Bound =>
  choose(orgId, userId, entity, viewId, JSON.stringify(columns))

const forget = stmt(
  'view_choice.forget',
  'update view_choices set view_id = null where org_id = $1 and view_id = $2 and user_id is distinct from $3::uuid',
)
/** Nobody's list begins with it any more, but for the one who keeps it. */
export const forgetChoices = (orgId: string, viewId: string, but: string | null = null): Bound =>
  forget(orgId, viewId, but)

const point = stmt(
  'views.point',
  `update views set filter = replace(filter::text, $2::text, $3::text)::jsonb, version = version + 1
   where org_id = $1 and filter is not null and strpos(filter::text, $2::text) > 0 and ($4::uuid[] is null or id = any($4)) returning id`,
)
/** Saved filters that name a record name the one that took its place. */
export const pointViews = async (tx: Tx, from: string, to: string, ids: readonly string[] | null): Promise<string[]> =>
  (await tx.query<{ id: string }>(point(tx.orgId, from, to, ids))).map(one => one.id)

/** Before the views of `$2` go to `$3`: nobody begins with a view that is not theirs. */
export const dropChoicesFirst =
  'delete from view_choices c where c.org_id = $1 and c.user_id = $2 and $3::uuid is not null'
