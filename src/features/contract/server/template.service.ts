// What contracts are written from: each saved state stays, so that a contract keeps the text it was submitted with.
import { type Actor, writerOf } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, refuseAll } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { changes, refuseStale, tell } from '#meta/server/record.service.ts'
import { templateProblems } from '../template.rules.ts'
import type { Block, NewTemplate, Template, TemplateEdit, TemplateKind } from '../template.schema.ts'
import { usualTemplates } from '../usual.rules.ts'
import {
  changedTemplate,
  lockTemplate,
  newTemplates,
  selectBody,
  selectById,
  selectFitting,
  selectTemplate,
  selectTemplates,
  type TemplateRow,
} from './template.sql.ts'

export const listTemplates = (db: Db): Promise<Template[]> => selectTemplates(db)

type Asked = { readonly id: string } | { readonly kind: TemplateKind; readonly lang: Lang }
/** The one that is named, or the first that fits. */
export const templateFor = (db: Db, asked: Asked): Promise<{ id: string; version: number } | undefined> =>
  'id' in asked ? selectById(db, asked.id) : selectFitting(db, asked.kind, asked.lang)

/** As it stands now: from here on the contract keeps it. */
export const frozenVersion = async (db: Db, id: string | null): Promise<number | null> =>
  id === null ? null : ((await selectById(db, id))?.version ?? null)

export async function bodyOf(db: Db, id: string, version: number | null): Promise<Block[] | undefined> {
  const kept = version === null ? undefined : await selectBody(db, id, version)
  return kept ?? (await selectTemplate(db, id))?.body
}

const rowOf = (tx: Tx, by: string | null, input: NewTemplate): TemplateRow => ({
  ...input,
  name: input.name.trim(),
  id: newId(),
  archived: false,
  version: 1,
  createdAt: tx.now,
  updatedAt: tx.now,
  updatedBy: by,
})

export async function createTemplate(tx: Tx, actor: Actor, input: NewTemplate): Promise<Template> {
  refuseAll(templateProblems(input.body))
  const row = rowOf(tx, writerOf(actor.userId), input)
  tx.write(...newTemplates(tx.orgId, [row]))
  say(tx, actor, row, { after: { text: row.name } })
  return shown(tx, row.id)
}

export async function editTemplate(tx: Tx, actor: Actor, id: string, input: TemplateEdit): Promise<Template> {
  const row = await lockTemplate(tx, id)
  if (!row) throw missing('contractTemplate')
  await refuseStale(tx, 'contractTemplate', row, input)
  const { version: _, name, body, archived } = input
  if (body) refuseAll(templateProblems(body))
  const next: TemplateRow = {
    ...row,
    ...(name !== undefined && { name: name.trim() }),
    ...(body && { body }),
    ...(archived !== undefined && { archived }),
    version: row.version + 1,
    updatedAt: tx.now,
    updatedBy: writerOf(actor.userId),
  }
  const { before, after } = changes(row, next)
  if (Object.keys(after).length === 0) return shown(tx, id)
  tx.write(...changedTemplate(tx.orgId, next, true))
  const brief = (side: Record<string, unknown>) => ('body' in side ? { ...side, body: blocksSaid(side.body) } : side)
  say(tx, actor, next, { before: brief(before), after: { ...brief(after), text: next.name } })
  return shown(tx, id)
}

const blocksSaid = (body: unknown): number => (Array.isArray(body) ? body.length : 0)

async function shown(tx: Tx, id: string): Promise<Template> {
  const found = await selectTemplate(tx, id)
  if (!found) throw missing('contractTemplate')
  return found
}

type Sides = { readonly before?: Record<string, unknown>; readonly after: Record<string, unknown> }
function say(tx: Tx, actor: Actor, row: TemplateRow, sides: Sides): void {
  const { id: recordId, version } = row
  tell(tx, { actor, entity: 'contractTemplate', recordId, kind: 'contract.templateSet', ...sides, version })
}

/** Those of the standard ones that no template is named like. */
export async function addUsual(tx: Tx): Promise<Template[]> {
  const known = new Set((await selectTemplates(tx)).map(one => one.name))
  const fresh = usualTemplates.filter(one => !known.has(one.name)).map(one => rowOf(tx, null, one))
  if (fresh.length > 0) tx.write(...newTemplates(tx.orgId, fresh))
  return selectTemplates(tx)
}

/** A new company begins with them. */
export const beginTemplates = (tx: Tx): void =>
  tx.write(
    ...newTemplates(
      tx.orgId,
      usualTemplates.map(one => rowOf(tx, null, one)),
    ),
  )
