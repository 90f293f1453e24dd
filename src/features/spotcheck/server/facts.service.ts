// The facts at hand while a sample is gone through: completeness, last follow-ups, what is still open.
import { scoresOf } from '#features/followup/server/completeness.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { sourceOf } from '#meta/server/sources.ts'
import type { CheckedEntity, Drawn, Spoken } from '../spotCheck.schema.ts'
import { type Fact, selectFacts, selectSpoken } from './facts.sql.ts'
import type { DrawnView } from './spotCheck.sql.ts'

export async function drawnItems(
  db: Db,
  actor: Actor,
  entity: CheckedEntity,
  rows: readonly DrawnView[],
): Promise<Drawn[]> {
  const ids = rows.map(row => row.recordId)
  const facts = new Map((await selectFacts(db, actor, entity, ids)).map(one => [one.id, one]))
  const [spoken, scores] = await Promise.all([
    spokenOf(db, actor, entity, [...facts.keys()]),
    entity === 'followup' ? undefined : scoresOf(db, actor, entity, [...facts.keys()]),
  ])
  const hidden = hiddenFields(actor, sourceOf(entity).entity)
  return rows.map(
    ({ checkId: _c, position: _p, entity: _e, ownerId: _o, deptId: _d, answerBy: _a, judgedBy: _j, ...row }) => {
      const fact = facts.get(row.recordId)
      const score = fact && scores?.get(row.recordId)
      const { score: drawnScore, ...judged } = row
      return {
        ...judged,
        drawnScore,
        name: fact?.name ?? null,
        opens: fact?.opens ?? null,
        score: score?.score ?? null,
        missing: score?.missing ?? [],
        nextStep: hidden.has('nextStep') ? null : (fact?.nextStep ?? null),
        nextStepAt: hidden.has('nextStepAt') ? null : (fact?.nextStepAt ?? null),
        spoken: spoken.get(row.recordId) ?? [],
      }
    },
  )
}

async function spokenOf(db: Db, actor: Actor, entity: CheckedEntity, ids: readonly string[]) {
  const rows = await selectSpoken(db, actor, entity, ids)
  const isShut = hiddenFields(actor, sourceOf('followup').entity).has('content')
  const shown = ({ of: _, ...one }: (typeof rows)[number]): Spoken => (isShut ? { ...one, content: null } : one)
  return new Map([...Map.groupBy(rows, row => row.of)].map(([id, own]) => [id, own.map(shown)]))
}

export const factOf = async (db: Db, actor: Actor, entity: CheckedEntity, id: string): Promise<Fact | undefined> =>
  (await selectFacts(db, actor, entity, [id]))[0]
