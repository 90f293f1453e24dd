// Every statement about campaigns, their cost, and sources; nobody else writes these tables.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Campaign, Cost } from '../campaign.schema.ts'
import {
  type CampaignRow,
  type CostRow,
  campaignCosts,
  campaigns,
  leadSources,
  type SourceRow,
} from './campaign.table.ts'

nameConstraints({
  campaigns_name: { key: 'campaign.nameTaken', path: 'name', conflict: true },
  lead_sources_en: { key: 'campaign.sourceTaken', path: 'items', conflict: true },
  lead_sources_zh: { key: 'campaign.sourceTaken', path: 'items', conflict: true },
})

const spent = `trim_scale(coalesce((select sum(c.base_amount) from campaign_costs c
  where c.org_id = m.org_id and c.campaign_id = m.id and c.deleted_at is null), 0))::text as spent`
const shown = `select m.id, m.version, m.name, m.code, m.state, m.source, m.starts_on, m.ends_on, m.budget, m.currency, m.note,
  m.owner_id, u.name as owner_name, ${spent}, m.archived_at, m.created_at, m.updated_at
  from campaigns m left join users u on u.org_id = m.org_id and u.id = m.owner_id where m.org_id = $1`
const all = stmt('campaign.list', `${shown} order by m.archived_at is not null, m.created_at desc, m.id desc limit $2`)
const one = stmt('campaign.get', `${shown} and m.id = $2`)
export const selectCampaigns = (db: Db, limit: number): Promise<Campaign[]> => db.query<Campaign>(all(db.orgId, limit))
export const selectCampaign = (db: Db, id: string): Promise<Campaign | undefined> => db.one<Campaign>(one(db.orgId, id))

const byCode = stmt(
  'campaign.byCode',
  'select id, name from campaigns where org_id = $1 and code = $2 and archived_at is null',
)
export type NamedCampaign = { readonly id: string; readonly name: string }
export const selectByCode = (db: Db, code: string): Promise<NamedCampaign | undefined> =>
  db.one<NamedCampaign>(byCode(db.orgId, code))

const lock = stmt(
  'campaign.lock',
  `select ${campaigns.select('m')} from campaigns m where m.org_id = $1 and m.id = $2 for no key update`,
)
export function lockCampaign(tx: Tx, id: string): Promise<CampaignRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<CampaignRow>(lock(tx.orgId, id))
}

const costs = stmt(
  'campaign.costs',
  `select c.id, c.on_date, c.amount, c.currency, c.base_amount, c.note, u.name as created_by_name from campaign_costs c
   left join users u on u.org_id = c.org_id and u.id = c.created_by
   where c.org_id = $1 and c.campaign_id = $2 and c.deleted_at is null order by c.on_date desc, c.id desc limit 500`,
)
export const selectCosts = (db: Db, campaignId: string): Promise<Cost[]> => db.query<Cost>(costs(db.orgId, campaignId))
const cost = stmt(
  'campaign.cost',
  `select ${campaignCosts.select('c')} from campaign_costs c where c.org_id = $1 and c.campaign_id = $2 and c.id = $3 and c.deleted_at is null`,
)
export const selectCost = (db: Db, campaignId: string, id: string): Promise<CostRow | undefined> =>
  db.one<CostRow>(cost(db.orgId, campaignId, id))

const person = stmt('campaign.person', 'select id from users where org_id = $1 and id = $2 and active')
export const isActivePerson = async (db: Db, id: string): Promise<boolean> =>
  (await db.one<{ id: string }>(person(db.orgId, id))) !== undefined

const sources = stmt(
  'source.list',
  `select ${leadSources.select('s')} from lead_sources s where s.org_id = $1 order by s.position, s.id`,
)
const lockedSources = stmt(
  'source.lock',
  `select ${leadSources.select('s')} from lead_sources s where s.org_id = $1 order by s.id for no key update`,
)
export const selectSources = (db: Db): Promise<SourceRow[]> => db.query<SourceRow>(sources(db.orgId))
export function lockSources(tx: Tx): Promise<SourceRow[]> {
  tx.level(lockLevel.record)
  return tx.query<SourceRow>(lockedSources(tx.orgId))
}
