// Every statement about deals; nobody else writes these tables.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import type { Lang } from '#kernel/text.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { dealEntity } from '../deal.entity.ts'
import type { StageStay } from '../deal.schema.ts'
import { type DealRow, deals } from './deal.table.ts'

const from = `deals t
  join deal_stages s on s.org_id = t.org_id and s.id = t.stage_id
  join orgs o on o.org_id = t.org_id
  join customers c on c.org_id = t.org_id and c.id = t.customer_id
  left join contacts p on p.org_id = t.org_id and p.id = t.contact_id
  left join users u on u.org_id = t.org_id and u.id = t.owner_id
  left join competitors x on x.org_id = t.org_id and x.id = t.lost_to`

// the day of the organisation's zone: the flag is the same on the record, in the list and in a filter
const overdue = `(t.state = 'open' and t.expected_close is not null and t.expected_close < (now() at time zone o.zone)::date)`

const forecastAs = 'coalesce(t.forecast, s.forecast)'

const shown = `t.id, t.version, t.number, t.name, t.customer_id, c.name as customer_name, c.level as customer_level, t.contact_id, p.name as contact_name,
  t.pipeline_id, t.stage_id, s.label as stage_label, s.probability, s.rotting_days, t.state, t.amount, t.amount_from, t.currency, t.expected_close, ${overdue} as overdue, t.forecast, ${forecastAs} as forecast_as,
  t.closed_at, t.won_at, t.lost_reason, t.lost_note, t.lost_to, x.name as lost_to_name, t.won_reason, t.won_note, t.ended_stage_id, t.no_order_reason, t.source, t.product_line, t.campaign, t.note, t.thread_id, t.next_step, t.next_step_at, t.stage_since, t.waiting_stage_id, t.checks, t.board_key,
  t.primary_quote_id, t.accepted_quote_id, t.live_orders, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`

const columns: Source['columns'] = {
  number: { sql: 't.number', notNull: true },
  name: { sql: 't.name', notNull: true },
  customerId: { sql: 't.customer_id', notNull: true },
  contactId: { sql: 't.contact_id' },
  pipelineId: { sql: 't.pipeline_id', notNull: true },
  stageId: { sql: 't.stage_id', notNull: true },
  state: { sql: 't.state', notNull: true },
  amount: { sql: 't.amount' },
  currency: { sql: 't.currency', notNull: true },
  expectedClose: { sql: 't.expected_close' },
  overdue: { sql: overdue, notNull: true },
  forecast: { sql: 't.forecast' },
  forecastAs: { sql: forecastAs, notNull: true },
  closedAt: { sql: 't.closed_at' },
  wonAt: { sql: 't.won_at' },
  lostReason: { sql: 't.lost_reason' },
  lostNote: { sql: 't.lost_note' },
  wonReason: { sql: 't.won_reason' },
  endedStageId: { sql: 't.ended_stage_id' },
  sellerId: {
    sql: 'm.user_id',
    within: test =>
      `t.id in (select m.id from (select d.org_id, d.id, d.owner_id as user_id from deals d union all select g.org_id, g.deal_id, g.user_id from deal_members g) m where m.org_id = $1 and ${test})`,
  },
  competitorId: {
    sql: 'k.competitor_id',
    within: test => `t.id in (select k.deal_id from deal_competitors k where k.org_id = $1 and ${test})`,
  },
  source: { sql: 't.source' },
  productLine: { sql: 't.product_line' },
  campaign: { sql: 't.campaign' },
  nextStep: { sql: 't.next_step' },
  nextStepAt: { sql: 't.next_step_at' },
  stageSince: { sql: 't.stage_since', notNull: true },
  boardKey: { sql: 't.board_key', notNull: true },
  createdAt: { sql: 't.created_at', notNull: true },
  updatedAt: { sql: 't.updated_at', notNull: true },
}

const base = { entity: dealEntity, from, permission: 'deal.read', defaultSort: '-createdAt', columns }
const stageName: Readonly<Record<Lang, string>> = { en: `s.label ->> 'en'`, zh: `s.label ->> 'zh'` }

export const dealSource: Readonly<Record<Lang, Source>> = {
  en: { ...base, select: `${shown}, ${stageName.en} as stage_name` },
  zh: { ...base, select: `${shown}, ${stageName.zh} as stage_name` },
}

// C080, C081: amounts are added up in the organisation's currency, and what has no rate is counted, not hidden
const rated = `${from}
  left join lateral (select case when t.currency = o.currency then 1 else (
    select r.rate from currency_rates r where r.org_id = t.org_id and r.currency = t.currency and r.on_date <= (now() at time zone o.zone)::date
    order by r.on_date desc limit 1) end as rate) fx on true`

export const ratedSource: Source = {
  ...dealSource.zh,
  from: rated,
  columns: {
    ...columns,
    amount: { sql: '(t.amount * fx.rate)' },
    unpriced: { sql: '(case when t.amount is not null and fx.rate is null then 1 else 0 end)' },
  },
}

const lockRows = stmt(
  'deal.lock',
  `select ${deals.select('t')} from deals t where t.org_id = $1 and t.id = any($2) order by t.id for no key update`,
)

export async function lockDealRows(tx: Tx, ids: readonly string[]): Promise<DealRow[]> {
  tx.level(lockLevel.deal)
  return tx.query<DealRow>(lockRows(tx.orgId, ids))
}

const readRow = stmt('deal.row', `select ${deals.select('t')} from deals t where t.org_id = $1 and t.id = $2`)
export const selectDealRow = (db: Db, id: string): Promise<DealRow | undefined> =>
  db.one<DealRow>(readRow(db.orgId, id))

const leaveStage = stmt(
  'deal_stage_log.leave',
  'update deal_stage_log set left_at = greatest($3::timestamptz, entered_at) where org_id = $1 and deal_id = $2 and left_at is null',
)
export const leaveStageBound = (orgId: string, dealId: string, at: string): Bound => leaveStage(orgId, dealId, at)

const lastOpen = stmt(
  'deal_stage_log.lastOpen',
  `select l.stage_id from deal_stage_log l join deal_stages s on s.org_id = l.org_id and s.id = l.stage_id
   where l.org_id = $1 and l.deal_id = $2 and s.kind = 'open' and s.archived_at is null order by l.entered_at desc, l.id desc limit 1`,
)
export const selectLastOpenStage = async (db: Db, dealId: string): Promise<string | undefined> =>
  (await db.one<{ stageId: string }>(lastOpen(db.orgId, dealId)))?.stageId

const stays = stmt(
  'deal_stage_log.of',
  `select l.stage_id, s.label, l.entered_at, l.left_at, u.name as by_name from deal_stage_log l
   join deal_stages s on s.org_id = l.org_id and s.id = l.stage_id left join users u on u.org_id = l.org_id and u.id = l.by_id
   where l.org_id = $1 and l.deal_id = $2 order by l.entered_at, l.id limit 500`,
)
export const selectStays = (db: Db, dealId: string): Promise<StageStay[]> =>
  db.query<StageStay>(stays(db.orgId, dealId))

const stood = stmt(
  'deal_stage_log.stood',
  'select exists (select 1 from deal_stage_log where org_id = $1 and deal_id = $2 and stage_id = $3) as stood',
)
export const hasStoodIn = async (db: Db, dealId: string, stageId: string): Promise<boolean> =>
  (await db.one<{ stood: boolean }>(stood(db.orgId, dealId, stageId)))?.stood ?? false

const rankOf = stmt(
  'deal.rank',
  'select id, board_key from deals where org_id = $1 and stage_id = $2 and id = $3 and deleted_at is null',
)
const rankBelow = stmt(
  'deal.rankBelow',
  'select board_key from deals where org_id = $1 and stage_id = $2 and deleted_at is null and id <> $5 and (board_key, id) > ($3, $4::uuid) order by board_key, id limit 1',
)
const rankAbove = stmt(
  'deal.rankAbove',
  'select board_key from deals where org_id = $1 and stage_id = $2 and deleted_at is null and id <> $5 and (board_key, id) < ($3, $4::uuid) order by board_key desc, id desc limit 1',
)
type Rank = { id: string; boardKey: string }

export const selectRank = (db: Db, stageId: string, id: string): Promise<Rank | undefined> =>
  db.one<Rank>(rankOf(db.orgId, stageId, id))

/** The neighbour of a card in its column, the moved card aside. */
export async function selectNeighbour(
  db: Db,
  side: 'above' | 'below',
  at: Rank & { stageId: string },
  moved: string,
): Promise<string | undefined> {
  const find = side === 'above' ? rankAbove : rankBelow
  return (await db.one<{ boardKey: string }>(find(db.orgId, at.stageId, at.boardKey, at.id, moved)))?.boardKey
}

const orders = stmt('deal.orders', 'update deals set live_orders = live_orders + $3 where org_id = $1 and id = $2')
export const touchOrdersBound = (orgId: string, id: string, by: number): Bound => orders(orgId, id, by)

const nextStep = stmt(
  'deal.nextStep',
  'update deals set next_step = $3, next_step_at = $4, updated_at = $5 where org_id = $1 and id = $2',
)
type NextStep = { readonly step: string | null; readonly at: string | null }
export const nextStepBound = (orgId: string, id: string, next: NextStep, now: string): Bound =>
  nextStep(orgId, id, next.step, next.at, now)

const renamed = stmt('deal.renameCampaign', 'update deals set campaign = $3 where org_id = $1 and campaign = $2')
export const renameCampaignBound = (orgId: string, from: string, to: string): Bound => renamed(orgId, from, to)
