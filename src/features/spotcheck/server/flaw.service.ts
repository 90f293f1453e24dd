// What was found on a record, as whoever has it sees it: on its page and on Home, to be answered or marked as mended.
import { subjectOf } from '#features/followup/server/subject.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing, namedBy, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { HomeLine, HomeSource } from '#meta/home.ts'
import { tell } from '#meta/server/record.service.ts'
import { answerProblems } from '../spotCheck.rules.ts'
import type { Flaw, FlawAnswer, FlawQuery } from '../spotCheck.schema.ts'
import { factOf } from './facts.service.ts'
import type { Fact } from './facts.sql.ts'
import { type FlawRow, lockDrawn, type OpenFlaw, selectFlaw, selectFlaws, selectOpenFlaws } from './spotCheck.sql.ts'
import { spotCheckRecords } from './spotCheck.table.ts'

/** Whoever is to answer, whoever has the record by now, and who may check them. */
export async function listFlaws(db: Db, actor: Actor, { entity, id }: FlawQuery): Promise<{ items: Flaw[] }> {
  const subject = await namedBy('id', subjectOf(db, actor, entity, id))
  const has = subject.ownerId === actor.userId
  const items = (await selectFlaws(db, entity, id)).map(row => shown(row, has || row.answerBy === actor.userId))
  return { items: items.filter(one => one.mayAnswer || can(actor, 'spotCheck.run', subject)) }
}

const shown = ({ recordId: _r, answerBy: _a, ...row }: FlawRow, mayAnswer: boolean): Flaw => ({ ...row, mayAnswer })

export async function answerFlaw(tx: Tx, actor: Actor, id: string, input: FlawAnswer): Promise<Flaw> {
  const row = await lockDrawn(tx, id)
  const fact = row && (await factOf(tx, actor, row.entity, row.recordId))
  if (!row || !fact || !(await isTheirs(tx, actor, row.answerBy, fact))) throw missing('spotFlaw')
  if (row.verdict !== 'flawed') throw new Refusal(reason('spotCheck.notFlawed'), 'conflict')
  if (input.version !== undefined && input.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  refuseAll(answerProblems(input))
  const answer = input.answer?.trim() || row.answer
  const next = {
    ...row,
    answer,
    answeredAt: answer === row.answer ? row.answeredAt : tx.now,
    mendedAt: input.mended ? (row.mendedAt ?? tx.now) : row.mendedAt,
    version: row.version + 1,
  }
  tx.write(spotCheckRecords.update(tx.orgId, next))
  const kind = input.mended ? 'spotCheck.mended' : 'spotCheck.answered'
  const after = { entity: row.entity, recordId: row.recordId, ...(input.answer && { answer }) }
  tell(tx, { actor, entity: 'spotCheck', recordId: row.checkId, kind, after })
  notify(tx, actor, {
    userIds: [row.judgedBy],
    kind: input.mended ? 'spotMended' : 'spotAnswered',
    values: { by: actor.name, name: fact.name, answer: input.answer?.trim() ?? '' },
    entity: fact.opens.entity,
    recordId: fact.opens.id,
  })
  const said = await selectFlaw(tx, id)
  if (!said) throw missing('spotFlaw')
  return shown(said, true)
}

/** Whoever has it by now may mend it, too. */
async function isTheirs(db: Db, actor: Actor, answerBy: string, { opens }: Fact): Promise<boolean> {
  if (answerBy === actor.userId) return true
  return (await subjectOf(db, actor, opens.entity, opens.id)).ownerId === actor.userId
}

export const spotCheckHome: HomeSource = {
  section: 'stalled',
  access: 'spotCheck.answer',
  lines: async (db, actor) => {
    const flaws = await selectOpenFlaws(db, actor.userId)
    return (await Promise.all(flaws.map(one => lineOf(db, actor, one)))).flat()
  },
}

/** None for what is gone or out of reach by now. */
async function lineOf(db: Db, actor: Actor, { id, entity, recordId, at }: OpenFlaw): Promise<HomeLine[]> {
  const subject = await subjectOf(db, actor, entity, recordId).catch((error: unknown) => {
    if (error instanceof Refusal && error.kind === 'missing') return undefined
    throw error
  })
  if (!subject) return []
  const nothing = { text: null, note: null, phone: null, step: null, move: null }
  const say = { key: 'spotCheck.toMend' }
  return [{ key: `spot:${id}`, entity, recordId, who: subject.title, say, at, ...nothing, actions: ['open'] }]
}
