// Which items a packet has: set up by those who do the work, every saved change a version of its own.
import { listPipelines } from '#features/deal/server/pipeline.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { entityFor, tell } from '#meta/server/record.service.ts'
import { sourceOf } from '#meta/server/sources.ts'
import { checklistProblems, usualChecklist } from '../checklist.rules.ts'
import type { Checklist, ChecklistEdit } from '../checklist.schema.ts'
import { addChecklist, selectChecklist, selectChecklists, selectNewest } from './checklist.sql.ts'

/** Version 1 is in the product: no organisation has to be given it. */
const first: Checklist = { version: 1, items: [...usualChecklist], createdAt: null, createdByName: null }

export const checklistNow = async (db: Db): Promise<Checklist> => (await selectNewest(db)) ?? first
export const checklistOf = async (db: Db, version: number): Promise<Checklist> =>
  (await selectChecklist(db, version)) ?? first
export const listChecklists = async (db: Db): Promise<Checklist[]> => [...(await selectChecklists(db)), first]

export async function setChecklist(tx: Tx, actor: Actor, { version, items }: ChecklistEdit): Promise<Checklist> {
  const [old, entity, lanes] = await Promise.all([
    checklistNow(tx),
    entityFor(tx, actor, sourceOf('deal').entity),
    listPipelines(tx),
  ])
  if (old.version !== version) throw stale()
  refuseAll(checklistProblems(items, { fields: entity.fields, pipelineIds: lanes.map(one => one.id) }))
  const kept = items.map(one => ({ ...one, label: { en: one.label.en.trim(), zh: one.label.zh.trim() } }))
  if (JSON.stringify(kept) === JSON.stringify(old.items)) return old
  const next = { version: version + 1, items: kept, createdAt: tx.now, createdByName: actor.name }
  if (!(await addChecklist(tx, actor.userId, next))) throw stale()
  const said = (of: readonly Checklist['items'][number][]) => ({
    items: of.map(one => one.label[actor.lang]).join(', '),
  })
  tell(tx, {
    actor,
    entity: 'org',
    recordId: actor.orgId,
    kind: 'handoff.checklistSet',
    before: said(old.items),
    after: said(kept),
  })
  return next
}

const stale = (): Refusal => new Refusal(reason('kernel.stale', 'version'), 'conflict')
