// Statements about what belongs to a deal: its team, its lines, its competitors.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import { shareBound, unshareBound, unshareOneBound } from '#meta/server/sharedSql.ts'
import type { Competitor, Line, Member, Rival } from '../part.schema.ts'
import { type CompetitorRow, competitors } from './part.table.ts'

const membersOf = stmt(
  'deal_member.of',
  `select m.user_id, u.name, m.role, trim_scale(m.share)::text as share, u.active from deal_members m
   join users u on u.org_id = m.org_id and u.id = m.user_id where m.org_id = $1 and m.deal_id = $2 order by u.name, u.id`,
)
export const selectTeam = (db: Db, dealId: string): Promise<Member[]> => db.query<Member>(membersOf(db.orgId, dealId))

const dropMembers = stmt('deal_member.drop', 'delete from deal_members where org_id = $1 and deal_id = $2')
const asTeam = (recordId: string) => ({ entity: 'deal', recordId, why: 'team' })
export const dropTeamBounds = (orgId: string, dealId: string): Bound[] => [
  dropMembers(orgId, dealId),
  unshareBound(orgId, asTeam(dealId)),
]
export const addTeamReaders = (orgId: string, dealId: string, userIds: readonly string[]): Bound =>
  shareBound(orgId, asTeam(dealId), userIds)

const dropMember = stmt(
  'deal_member.dropOne',
  'delete from deal_members where org_id = $1 and deal_id = $2 and user_id = $3',
)
/** The owner is no member: whoever becomes it has the owner's share. */
export const dropMemberBounds = (orgId: string, dealId: string, userId: string): Bound[] => [
  dropMember(orgId, dealId, userId),
  unshareOneBound(orgId, asTeam(dealId), userId),
]

const people = stmt('deal_member.people', 'select id, name, active from users where org_id = $1 and id = any($2)')
export type Somebody = { readonly id: string; readonly name: string; readonly active: boolean }
export const selectPeopleOf = (db: Db, ids: readonly string[]): Promise<Somebody[]> =>
  db.query<Somebody>(people(db.orgId, ids))

const linesOf = stmt(
  'deal_line.of',
  `select id, no, product_id, name, trim_scale(qty)::text as qty, trim_scale(price)::text as price, trim_scale(discount)::text as discount,
     trim_scale(amount)::text as amount from deal_lines where org_id = $1 and deal_id = $2 order by no`,
)
export const selectLines = (db: Db, dealId: string): Promise<Line[]> => db.query<Line>(linesOf(db.orgId, dealId))

const dropLines = stmt('deal_line.drop', 'delete from deal_lines where org_id = $1 and deal_id = $2')
export const dropLinesBound = (orgId: string, dealId: string): Bound => dropLines(orgId, dealId)

const shown = 'id, version, name, strengths, weaknesses, archived_at is not null as archived'
const allCompetitors = stmt(
  'competitor.all',
  `select ${shown} from competitors where org_id = $1 order by archived_at is not null, name, id limit 1000`,
)
export const selectCompetitors = (db: Db): Promise<Competitor[]> => db.query<Competitor>(allCompetitors(db.orgId))

const lockOne = stmt(
  'competitor.lock',
  `select ${competitors.select('t')} from competitors t where t.org_id = $1 and t.id = $2 for no key update`,
)
export function lockCompetitorRow(tx: Tx, id: string): Promise<CompetitorRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<CompetitorRow>(lockOne(tx.orgId, id))
}

const sameName = stmt('competitor.named', 'select id from competitors where org_id = $1 and name_key = $2')
export const selectCompetitorNamed = async (db: Db, key: string): Promise<string | undefined> =>
  (await db.one<{ id: string }>(sameName(db.orgId, key)))?.id

const rivalsOf = stmt(
  'deal_competitor.of',
  `select k.competitor_id, c.name, k.strengths, k.note from deal_competitors k join competitors c on c.org_id = k.org_id and c.id = k.competitor_id
   where k.org_id = $1 and k.deal_id = $2 order by c.name, c.id`,
)
export const selectRivals = (db: Db, dealId: string): Promise<Rival[]> => db.query<Rival>(rivalsOf(db.orgId, dealId))

const dropRivals = stmt('deal_competitor.drop', 'delete from deal_competitors where org_id = $1 and deal_id = $2')
export const dropRivalsBound = (orgId: string, dealId: string): Bound => dropRivals(orgId, dealId)

const noteRival = stmt(
  'deal_competitor.note',
  'insert into deal_competitors (org_id, deal_id, competitor_id) values ($1, $2, $3) on conflict do nothing',
)
/** Whom it was lost to was a competitor in it. */
export const noteRivalBound = (orgId: string, dealId: string, competitorId: string): Bound =>
  noteRival(orgId, dealId, competitorId)

/**
 * Before members change hands (`$2` leaves, `$3` takes): whoever owns the deal now is no member of it, and the shares of
 * two that become one come together.
 */
export const mergeMembers = `with owning as (
    delete from deal_members m using deals d where m.org_id = $1 and d.org_id = m.org_id and d.id = m.deal_id and d.owner_id = m.user_id)
  update deal_members o set share = o.share + t.share from deal_members t, deals d
    where t.org_id = $1 and t.user_id = $2 and d.org_id = t.org_id and d.id = t.deal_id and d.state = 'open' and d.owner_id <> $3
      and o.org_id = $1 and o.deal_id = t.deal_id and o.user_id = $3`
