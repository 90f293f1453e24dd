// Every statement about spot checks and what was drawn; nobody else writes these tables.
import { type Actor, visibleTo } from '#kernel/access.ts'
import { conditionSql, Params } from '#kernel/conditionSql.ts'
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Flaw, FlawCell, SpotCheck, WeekCell } from '../spotCheck.schema.ts'
import { type DrawnRow, spotCheckRecords } from './spotCheck.table.ts'

const subject = (owner: string, dept: string) => (key: string) => {
  const sql = key === 'ownerId' ? owner : key === 'deptId' ? dept : undefined
  return sql === undefined ? undefined : { sql, as: 'text' as const, type: 'uuid' }
}

/** One's own, and those that people within reach ran. */
export function selectSpotChecks(db: Db, actor: Actor, id: string | null): Promise<SpotCheck[]> {
  const params = new Params([db.orgId, id])
  const may = conditionSql(visibleTo(actor, 'spotCheck.run'), subject('b.id', 'b.dept_id'), params)
  const counted = (when: string) => `(count(r.id) filter (where ${when}))::int`
  const text = `select k.id, k.entity, k.week, k.user_id, u.name as user_name, k.dept_id, d.name as dept_name, k.from_day as "from", k.to_day as "to",
      k.seed, k.size, k.found, k.by_id, b.name as by_name, k.created_at, count(r.id)::int as drawn,
      ${counted(`r.verdict = 'ok'`)} as ok, ${counted(`r.verdict = 'flawed'`)} as flawed, ${counted('r.mended_at is not null')} as mended
    from spot_checks k join users b on b.org_id = k.org_id and b.id = k.by_id
      left join users u on u.org_id = k.org_id and u.id = k.user_id left join departments d on d.org_id = k.org_id and d.id = k.dept_id
      left join spot_check_records r on r.org_id = k.org_id and r.check_id = k.id
    where k.org_id = $1 and ($2::uuid is null or k.id = $2::uuid) and (b.id = ${params.add(actor.userId)}::uuid or ${may})
    group by k.org_id, k.id, u.name, d.name, b.name order by k.created_at desc, k.id desc limit 100`
  return db.query<SpotCheck>({ text, values: params.values })
}

/** What was judged of people within reach, by the week in which it was drawn. */
export function selectCells(db: Db, actor: Actor, since: string): Promise<WeekCell[]> {
  const params = new Params([db.orgId, since])
  const may = conditionSql(visibleTo(actor, 'spotCheck.run'), subject('r.owner_id', 'r.dept_id'), params)
  const counted = (when: string) => `(count(*) filter (where ${when}))::int`
  const text = `select k.week, r.owner_id as user_id, u.name as user_name, r.dept_id, d.name as dept_name,
      ${counted(`r.verdict = 'ok'`)} as ok, ${counted(`r.verdict = 'flawed'`)} as flawed, ${counted('r.mended_at is not null')} as mended
    from spot_checks k join spot_check_records r on r.org_id = k.org_id and r.check_id = k.id
      join users u on u.org_id = r.org_id and u.id = r.owner_id left join departments d on d.org_id = r.org_id and d.id = r.dept_id
    where k.org_id = $1 and k.week >= $2::date and r.verdict is not null and ${may}
    group by 1, 2, 3, 4, 5 order by 1, 3, 2 limit 2000`
  return db.query<WeekCell>({ text, values: params.values })
}

/** The same of what was flawed, by its reason. */
export function selectFlawCells(db: Db, actor: Actor, since: string): Promise<FlawCell[]> {
  const params = new Params([db.orgId, since])
  const may = conditionSql(visibleTo(actor, 'spotCheck.run'), subject('r.owner_id', 'r.dept_id'), params)
  const text = `select k.week, r.reason, count(*)::int as count, (count(*) filter (where r.mended_at is not null))::int as mended
    from spot_checks k join spot_check_records r on r.org_id = k.org_id and r.check_id = k.id
    where k.org_id = $1 and k.week >= $2::date and r.verdict = 'flawed' and ${may} group by 1, 2 order by 1, 2 limit 1000`
  return db.query<FlawCell>({ text, values: params.values })
}

export type DrawnView = DrawnRow & {
  readonly ownerName: string | null
  readonly deptName: string | null
  readonly judgedByName: string | null
}
const drawn = stmt(
  'spotCheck.drawn',
  `select ${spotCheckRecords.select('r')}, u.name as owner_name, d.name as dept_name, j.name as judged_by_name from spot_check_records r
   join users u on u.org_id = r.org_id and u.id = r.owner_id left join departments d on d.org_id = r.org_id and d.id = r.dept_id
   left join users j on j.org_id = r.org_id and j.id = r.judged_by
   where r.org_id = $1 and r.check_id = $2 order by r.position`,
)
export const selectDrawn = (db: Db, checkId: string): Promise<DrawnView[]> =>
  db.query<DrawnView>(drawn(db.orgId, checkId))

const lock = stmt(
  'spotCheck.lock',
  `select ${spotCheckRecords.select('r')} from spot_check_records r where r.org_id = $1 and r.id = $2 for no key update`,
)
export function lockDrawn(tx: Tx, id: string): Promise<DrawnRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<DrawnRow>(lock(tx.orgId, id))
}

export type FlawRow = Omit<Flaw, 'mayAnswer'> & { readonly recordId: string; readonly answerBy: string }
const flawColumns = `r.id, r.version, r.verdict, r.reason, r.remark, r.judged_at, j.name as judged_by_name, r.answer, r.answered_at, r.mended_at, k.week, r.entity, r.record_id, r.answer_by`
const flawFrom = `spot_check_records r join spot_checks k on k.org_id = r.org_id and k.id = r.check_id
   left join users j on j.org_id = r.org_id and j.id = r.judged_by`
const ofRecord = stmt(
  'spotCheck.flawsOf',
  `select ${flawColumns} from ${flawFrom}
   where r.org_id = $1 and r.verdict = 'flawed' and (r.mended_at is null or r.mended_at > $4::timestamptz - interval '30 days')
     and ((r.entity = $2 and r.record_id = $3)
       or (r.entity = 'followup' and r.record_id in (select f.id from followups f where f.org_id = $1 and f.subject_entity = $2 and f.subject_id = $3 and f.deleted_at is null)))
   order by r.mended_at nulls first, r.judged_at desc limit 10`,
)
/** What is to be mended, and what was within the month. */
export const selectFlaws = (db: Db, entity: string, id: string): Promise<FlawRow[]> =>
  db.query<FlawRow>(ofRecord(db.orgId, entity, id, db.now))

const oneFlaw = stmt('spotCheck.flaw', `select ${flawColumns} from ${flawFrom} where r.org_id = $1 and r.id = $2`)
export const selectFlaw = (db: Db, id: string): Promise<FlawRow | undefined> => db.one<FlawRow>(oneFlaw(db.orgId, id))

export type OpenFlaw = { readonly id: string; readonly entity: string; readonly recordId: string; readonly at: string }
const open = stmt(
  'spotCheck.open',
  `select r.id, case r.entity when 'followup' then f.subject_entity else r.entity end as entity,
     case r.entity when 'followup' then f.subject_id else r.record_id end as record_id, r.judged_at as at
   from spot_check_records r left join followups f on r.entity = 'followup' and f.org_id = r.org_id and f.id = r.record_id
   where r.org_id = $1 and r.answer_by = $2 and r.verdict = 'flawed' and r.mended_at is null and r.answered_at is null
     and (r.entity <> 'followup' or f.deleted_at is null) order by r.judged_at limit 20`,
)
/** What waits for somebody's answer. */
export const selectOpenFlaws = (db: Db, userId: string): Promise<OpenFlaw[]> =>
  db.query<OpenFlaw>(open(db.orgId, userId))
