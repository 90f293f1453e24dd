// Whom one meets in deals: few, by name, out of use but never gone.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { nameKey } from '#kernel/keys.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { Competitor, CompetitorEdit, NewCompetitor } from '../part.schema.ts'
import { lockCompetitorRow, selectCompetitorNamed, selectCompetitors } from './part.sql.ts'
import { type CompetitorRow, competitors } from './part.table.ts'

export const listCompetitors = (db: Db): Promise<Competitor[]> => selectCompetitors(db)

async function refuseTwice(tx: Tx, name: string, own?: string): Promise<string> {
  const key = nameKey(name) || name.trim()
  const other = await selectCompetitorNamed(tx, key)
  if (other && other !== own) throw new Refusal(reason('deal.competitorTwice', 'name'))
  return key
}

export async function createCompetitor(tx: Tx, actor: Actor, input: NewCompetitor): Promise<Competitor> {
  const key = await refuseTwice(tx, input.name)
  const stamp = { createdAt: tx.now, createdBy: actor.userId, updatedAt: tx.now, updatedBy: actor.userId }
  const row: CompetitorRow = {
    id: newId(),
    name: input.name.trim(),
    nameKey: key,
    strengths: input.strengths?.trim() || null,
    weaknesses: input.weaknesses?.trim() || null,
    version: 1,
    archivedAt: null,
    ...stamp,
  }
  tx.write(competitors.insert(tx.orgId, [row]))
  say(tx, actor, row, { kind: 'competitor.created', before: {}, after: { name: row.name } })
  return shownOf(row)
}

export async function editCompetitor(tx: Tx, actor: Actor, id: string, edit: CompetitorEdit): Promise<Competitor> {
  const row = await lockCompetitorRow(tx, id)
  if (!row) throw missing('competitor')
  const { version, name, archived } = edit
  if (version !== undefined && version !== row.version) throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const next: CompetitorRow = {
    ...row,
    ...(name !== undefined && { name: name.trim(), nameKey: await refuseTwice(tx, name, id) }),
    ...(edit.strengths !== undefined && { strengths: edit.strengths?.trim() || null }),
    ...(edit.weaknesses !== undefined && { weaknesses: edit.weaknesses?.trim() || null }),
    ...(archived !== undefined && { archivedAt: archived ? (row.archivedAt ?? tx.now) : null }),
    version: row.version + 1,
    updatedAt: tx.now,
    updatedBy: actor.userId,
  }
  tx.write(competitors.update(tx.orgId, next))
  say(tx, actor, next, { kind: 'competitor.edited', ...changes(shownOf(row), shownOf(next)) })
  return shownOf(next)
}

const shownOf = ({ id, version, name, strengths, weaknesses, archivedAt }: CompetitorRow): Competitor => ({
  id,
  version,
  name,
  strengths,
  weaknesses,
  archived: archivedAt !== null,
})

type Said = { readonly kind: string; readonly before: Record<string, unknown>; readonly after: Record<string, unknown> }
const say = (tx: Tx, actor: Actor, row: CompetitorRow, said: Said): string =>
  tell(tx, { actor, entity: 'competitor', recordId: row.id, version: row.version, ...said })
