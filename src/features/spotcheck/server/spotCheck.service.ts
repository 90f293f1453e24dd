// Spot checks: the sample is drawn once and kept; each record is judged with the facts at hand, and whoever it is of is told.
import { scoresOf } from '#features/followup/server/completeness.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { addDays, dayRange, instantOf, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import { flawReasonsIn, judgementProblems } from '../flawReason.rules.ts'
import { mondayOf, weeksShown } from '../spotCheck.rules.ts'
import type { CheckedEntity, Judgement, NewSpotCheck, SpotChecks, WholeSpotCheck } from '../spotCheck.schema.ts'
import { drawnItems, factOf } from './facts.service.ts'
import type { Fact } from './facts.sql.ts'
import { type Sampled, selectDepartments, selectPeople, selectSample } from './sample.sql.ts'
import { lockDrawn, selectCells, selectDrawn, selectFlawCells, selectSpotChecks } from './spotCheck.sql.ts'
import { type DrawnRow, spotCheckRecords, spotChecks } from './spotCheck.table.ts'

const thisWeek = (db: Db, actor: Actor): string => mondayOf(today(db.database.clock, actor.org.zone))

export async function listSpotChecks(db: Db, actor: Actor): Promise<SpotChecks> {
  const week = thisWeek(db, actor)
  const since = addDays(week, -7 * (weeksShown - 1))
  const [items, cells, flaws, people, all] = await Promise.all([
    selectSpotChecks(db, actor, null),
    selectCells(db, actor, since),
    selectFlawCells(db, actor, since),
    selectPeople(db, actor),
    selectDepartments(db),
  ])
  const departments = all.filter(one => can(actor, 'spotCheck.run', { ownerId: null, deptId: one.id }))
  const mine = items.find(one => one.byId === actor.userId && one.week === week) ?? null
  return { week, mine, items, cells, flaws, people, departments }
}

export async function getSpotCheck(db: Db, actor: Actor, id: string): Promise<WholeSpotCheck> {
  const [[check], rows] = await Promise.all([selectSpotChecks(db, actor, id), selectDrawn(db, id)])
  if (!check) throw missing('spotCheck')
  return { ...check, items: await drawnItems(db, actor, check.entity, rows) }
}

const [firstDay, lastDay] = ['0001-01-01', '9999-12-31'] as const

export async function drawSpotCheck(tx: Tx, actor: Actor, input: NewSpotCheck): Promise<WholeSpotCheck> {
  refuseAll(await drawProblems(tx, actor, input))
  const { entity, size, userId = null, deptId = null, from = null, to = null } = input
  const { zone } = actor.org
  const id = newId()
  const seed = input.seed?.trim() || id
  // before the first and after the last day there is there are no instants
  const start = from && from > firstDay ? instantOf(from, '00:00', zone).toISOString() : null
  const end = to && to < lastDay ? dayRange(to, zone).end.toISOString() : null
  const { rows, found } = await selectSample(tx, actor, { entity, userId, deptId, start, end, seed, size })
  if (rows.length === 0) throw new Refusal(reason('spotCheck.nothing', 'entity'))
  const check = { id, entity, week: thisWeek(tx, actor), userId, deptId, fromDay: from, toDay: to, seed, size, found }
  const made = { byId: actor.userId, createdAt: tx.now }
  tx.write(spotChecks.insert(tx.orgId, [{ ...check, ...made }]))
  const drawn = await drawnRows(tx, actor, { id, entity }, rows)
  tx.write(spotCheckRecords.insert(tx.orgId, drawn))
  const after = { entity, size: rows.length, found, seed }
  tell(tx, { actor, entity: 'spotCheck', recordId: id, kind: 'spotCheck.drawn', after })
  return getSpotCheck(tx, actor, id)
}

async function drawProblems(db: Db, actor: Actor, input: NewSpotCheck): Promise<Reason[]> {
  const { userId, deptId, from, to } = input
  const reasons: Reason[] = []
  if (from && to && to < from) reasons.push(reason('spotCheck.backwards', 'to'))
  if (userId && deptId) reasons.push(reason('spotCheck.eitherOr', 'deptId'))
  if (userId && !(await selectPeople(db, actor)).some(one => one.id === userId))
    reasons.push(reason('spotCheck.notYours', 'userId'))
  const isOurs = deptId && (await selectDepartments(db)).some(one => one.id === deptId)
  if (deptId && !(isOurs && can(actor, 'spotCheck.run', { ownerId: null, deptId })))
    reasons.push(reason('spotCheck.notYours', 'deptId'))
  return reasons
}

type Of = { readonly id: string; readonly entity: CheckedEntity }
async function drawnRows(db: Db, actor: Actor, { id: checkId, entity }: Of, rows: readonly Sampled[]) {
  const ids = rows.map(one => one.id)
  const scores = entity === 'followup' ? undefined : await scoresOf(db, actor, entity, ids)
  const blank = { verdict: null, reason: null, remark: null, judgedAt: null, judgedBy: null }
  const unanswered = { answer: null, answeredAt: null, mendedAt: null, version: 1 }
  return rows.map(({ id: recordId, ownerId, deptId }, position) => ({
    ...{ id: newId(), checkId, position, entity, recordId, ownerId, deptId, answerBy: ownerId },
    ...{ score: scores?.get(recordId)?.score ?? null, ...blank, ...unanswered },
  }))
}

/** Judged anew as often as is needed; what was answered or mended before belonged to what was found then. */
export async function judgeDrawn(
  tx: Tx,
  actor: Actor,
  { id, drawnId }: { readonly id: string; readonly drawnId: string },
  judgement: Judgement,
): Promise<WholeSpotCheck> {
  const [check] = await selectSpotChecks(tx, actor, id)
  const row = await lockDrawn(tx, drawnId)
  if (!check || row?.checkId !== id) throw missing('spotCheck')
  if (judgement.version !== undefined && judgement.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  refuseAll(judgementProblems(flawReasonsIn(actor.org.settings), judgement, row.reason))
  const fact = await factOf(tx, actor, row.entity, row.recordId)
  if (!fact) throw new Refusal(reason('spotCheck.gone', 'drawnId'))
  const { verdict, reason: why = null, remark } = judgement
  const said = { verdict, reason: why, remark: remark?.trim() || null }
  const isSame = row.verdict === verdict && row.reason === why && row.remark === said.remark
  if (!isSame) writeJudged(tx, actor, row, { ...said, name: fact.name, opens: fact.opens })
  return getSpotCheck(tx, actor, id)
}

type Said = Pick<DrawnRow, 'verdict' | 'reason' | 'remark'> & Pick<Fact, 'name' | 'opens'>
function writeJudged(tx: Tx, actor: Actor, row: DrawnRow, { name, opens, ...said }: Said): void {
  const { entity, recordId } = row
  const stamp = { judgedAt: tx.now, judgedBy: actor.userId, version: row.version + 1 }
  const next: DrawnRow = { ...row, ...said, answer: null, answeredAt: null, mendedAt: null, ...stamp }
  tx.write(spotCheckRecords.update(tx.orgId, next))
  const change = { before: { verdict: row.verdict }, after: { entity, recordId, ...said } }
  tell(tx, { actor, entity: 'spotCheck', recordId: row.checkId, kind: 'spotCheck.judged', ...change })
  if (said.verdict !== 'flawed') return
  notify(tx, actor, {
    userIds: [row.answerBy],
    kind: 'spotFlawed',
    values: { by: actor.name, name, remark: said.remark ?? '' },
    entity: opens.entity,
    recordId: opens.id,
    key: `spot:${row.id}:${next.version}`,
  })
}
