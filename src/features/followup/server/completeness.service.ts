// How complete records are: of one, by owner, the least complete. Fields that are closed to the asker do not count.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { namedBy, refuseAll } from '#kernel/refusal.ts'
import { resolveEntity } from '#meta/entity.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { registered } from '#meta/registry.ts'
import { changes, entityFor, ownFields, tell } from '#meta/server/record.service.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { sourceOf } from '#meta/server/sources.ts'
import {
  type ContactPart,
  contactParts,
  isContactPart,
  isScorable,
  keyFieldProblems,
  keyFieldsOf,
} from '../completeness.rules.ts'
import {
  type DeptScore,
  type KeyFields,
  type OwnerScore,
  type RecordScore,
  type Score,
  type ScoredEntity,
  type ScoresQuery,
  scoredEntities,
} from '../completeness.schema.ts'
import { scoreSql, selectDeptScores, selectOwnerScores, selectRecordScores, selectScores } from './completeness.sql.ts'
import { subjectOf } from './subject.service.ts'

const kinds: Readonly<Record<ScoredEntity, { live: string; name: string; customer: string }>> = {
  lead: {
    live: "t.state in ('unassigned', 'assigned', 'following')",
    name: 'coalesce(t.company, t.name)',
    customer: 'null::uuid',
  },
  customer: { live: 'true', name: 't.name', customer: 't.id' },
  contact: { live: 'true', name: 't.name', customer: 't.customer_id' },
  deal: { live: "t.state = 'open'", name: 't.name', customer: 't.customer_id' },
}

async function scoredFor(db: Db, actor: Actor, entity: ScoredEntity) {
  const source = sourceOf(entity)
  const whole = { ...source, entity: await entityFor(db, actor, source.entity) }
  return { ...fieldsFor(whole, actor, entity), ...kinds[entity] }
}

function fieldsFor(source: Source, actor: Actor, entity: ScoredEntity) {
  const hidden = hiddenFields(actor, source.entity)
  const fields = keyFieldsOf(actor.org.settings)[entity].filter(({ field }) =>
    isContactPart(field) ? seesPart(actor, field) : !hidden.has(field) && isScorable(source.entity, field),
  )
  return { source, actor, fields }
}

/** Whoever does not see the people of a customer, or that field of theirs, is not asked for it. */
const seesPart = (actor: Actor, part: ContactPart): boolean =>
  can(actor, 'contact.read') && !hiddenFields(actor, sourceOf('contact').entity).has(contactParts[part])

/** The score as a column of the entity's list, the same that its page shows. */
export const scoreColumn =
  (entity: ScoredEntity) =>
  (source: Source, actor: Actor): string => {
    const params = new Params([])
    const sql = scoreSql(fieldsFor(source, actor, entity), params)
    if (params.values.length > 0) throw new Error('a score asks for no values')
    return sql
  }

export async function readScore(db: Db, actor: Actor, entity: ScoredEntity, id: string): Promise<Score> {
  await namedBy('id', subjectOf(db, actor, entity, id))
  return (await scoresOf(db, actor, entity, [id])).get(id) ?? { score: 100, missing: [] }
}

/** Of records that the actor is known to see. */
export async function scoresOf(
  db: Db,
  actor: Actor,
  entity: ScoredEntity,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Score>> {
  const scored = await scoredFor(db, actor, entity)
  const missing = (filled: readonly boolean[]) =>
    scored.fields.filter((_, at) => filled[at] === false).map(one => one.field)
  const rows = await selectScores(db, scored, ids)
  return new Map(rows.map(({ id, score, filled }) => [id, { score, missing: missing(filled) }]))
}

export const readOwnerScores = async (db: Db, actor: Actor, { entity }: ScoresQuery): Promise<OwnerScore[]> =>
  selectOwnerScores(db, await scoredFor(db, actor, entity))

export const readDeptScores = async (db: Db, actor: Actor, { entity }: ScoresQuery): Promise<DeptScore[]> =>
  selectDeptScores(db, await scoredFor(db, actor, entity))

export const readRecordScores = async (
  db: Db,
  actor: Actor,
  { entity, ownerId, deptId }: ScoresQuery,
): Promise<RecordScore[]> => selectRecordScores(db, { ...(await scoredFor(db, actor, entity)), ownerId, deptId })

export async function setKeyFields(tx: Tx, actor: Actor, next: KeyFields): Promise<KeyFields> {
  const own = new Map(
    await Promise.all(scoredEntities.map(async name => [name as string, await ownFields(tx, actor, name)] as const)), // looked up by any name
  )
  const entityOf = (name: string) => {
    const known = registered(name)
    return known && resolveEntity(known.entity, own.get(name) ?? [])
  }
  refuseAll(keyFieldProblems(next, entityOf))
  const { before, after } = changes(keyFieldsOf(actor.org.settings), next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'completeness', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'followup.keyFieldsSet', before, after })
  return next
}
