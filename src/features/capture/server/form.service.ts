// Forms as they are set up: what they ask is a version of its own whenever it changes.

import { campaignNamed } from '#features/campaign/server/campaign.service.ts'
import { newToken } from '#features/people/server/letter.service.ts'
import { openDoor } from '#features/people/server/visitor.service.ts'
import { leadPoolOf } from '#features/pool/server/giving.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { newId } from '#kernel/ids.ts'
import { missing, type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { changes, editStamp, entityFor, refuseStale, tell } from '#meta/server/record.service.ts'
import { sourceOf } from '#meta/server/sources.ts'
import { contentProblems } from '../capture.rules.ts'
import {
  type CountKind,
  countKinds,
  type FormEdit,
  type FormVersion,
  type LeadForm,
  type NewForm,
} from '../capture.schema.ts'
import {
  type CountRow,
  hasRule,
  lockForm,
  selectCounts,
  selectForm,
  selectForms,
  selectVersions,
} from './capture.sql.ts'
import { type FormRow, leadForms, leadFormVersions } from './capture.table.ts'

const pathOf = ({ token }: Pick<FormRow, 'token'>): string => `/f/${token}`

function shown(row: FormRow, counts: readonly CountRow[]): LeadForm {
  const { token: _, createdBy: __, updatedBy: ___, archivedAt: ____, ...form } = row
  const n = (kind: CountKind) => counts.find(one => one.formId === row.id && one.kind === kind)?.n ?? 0
  const byKind = Object.fromEntries(countKinds.map(kind => [kind, n(kind)])) as LeadForm['counts'] // exactly its keys
  return { ...form, path: pathOf(row), counts: byKind }
}

const countsNow = (db: Db, actor: Actor): Promise<CountRow[]> =>
  selectCounts(db, today(db.database.clock, actor.org.zone))

export async function listForms(db: Db, actor: Actor, limit: number): Promise<{ items: LeadForm[] }> {
  const [rows, counts] = await Promise.all([selectForms(db), countsNow(db, actor)])
  return { items: rows.slice(0, limit).map(row => shown(row, counts)) }
}

export async function getForm(db: Db, actor: Actor, id: string): Promise<LeadForm> {
  const [row, counts] = await Promise.all([selectForm(db, id), countsNow(db, actor)])
  if (!row) throw missing('form')
  return shown(row, counts)
}

export async function formVersions(db: Db, id: string): Promise<{ items: FormVersion[] }> {
  if (!(await selectForm(db, id))) throw missing('form')
  return { items: await selectVersions(db, id) }
}

export async function createForm(tx: Tx, actor: Actor, input: NewForm): Promise<LeadForm> {
  refuseAll(await problemsOf(tx, actor, input))
  const { content, campaignId = null, ...aims } = input
  const [id, token] = [newId(), newToken()]
  const stamp = { createdAt: tx.now, createdBy: actor.userId, updatedAt: tx.now, updatedBy: actor.userId }
  const name = filled(aims.name, 'name')
  const row: FormRow = {
    ...aims,
    campaignId,
    name,
    id,
    token,
    active: true,
    asked: 1,
    version: 1,
    ...stamp,
    archivedAt: null,
    content,
  }
  tx.write(leadForms.insert(tx.orgId, [row]), versionBound(tx, actor, row))
  openDoor(tx, id, token)
  tell(tx, { actor, entity: 'form', recordId: id, kind: 'form.created', after: { name }, version: 1 })
  return shown(row, [])
}

export async function editForm(tx: Tx, actor: Actor, id: string, input: FormEdit): Promise<LeadForm> {
  const row = await lockForm(tx, id)
  if (!row) throw missing('form')
  await refuseStale(tx, 'form', row, input)
  const { version: _, ...wanted } = input
  const named = { ...wanted, ...(wanted.name !== undefined && { name: filled(wanted.name, 'name') }) }
  const next: FormRow = { ...row, ...named, ...editStamp(tx, actor, row) }
  refuseAll(await problemsOf(tx, actor, next))
  const { before, after } = changes(row, next)
  const asksElse = 'content' in after
  const kept = { ...next, asked: row.asked + (asksElse ? 1 : 0) }
  if (Object.keys(after).length > 0) {
    if (asksElse) tx.write(versionBound(tx, actor, kept))
    tx.write(leadForms.update(tx.orgId, kept))
    tell(tx, { actor, entity: 'form', recordId: id, kind: 'form.edited', before, after, version: kept.version })
  }
  return getForm(tx, actor, id)
}

/** Its page opens nothing any more; what was answered stays. */
export async function archiveForm(tx: Tx, actor: Actor, id: string): Promise<Record<never, never>> {
  const row = await lockForm(tx, id)
  if (!row) throw missing('form')
  const next: FormRow = { ...row, active: false, archivedAt: tx.now, ...editStamp(tx, actor, row) }
  tx.write(leadForms.update(tx.orgId, next))
  tell(tx, { actor, entity: 'form', recordId: id, kind: 'form.archived', version: next.version })
  return {}
}

const versionBound = (tx: Tx, actor: Actor, { id, asked, content }: FormRow) =>
  leadFormVersions.insert(tx.orgId, [
    { formId: id, version: asked, content, createdAt: tx.now, createdBy: actor.userId },
  ])

async function problemsOf(
  db: Db,
  actor: Actor,
  { content, poolId, ruleId, campaignId }: Omit<NewForm, 'name'>,
): Promise<Reason[]> {
  const [entity, pool, rule, campaign] = await Promise.all([
    entityFor(db, actor, sourceOf('lead').entity),
    leadPoolOf(db, poolId),
    ruleId === null || hasRule(db, ruleId),
    campaignId ? campaignNamed(db, campaignId) : true,
  ])
  return [
    ...contentProblems(content, entity),
    ...(poolId !== null && (!pool || pool.archivedAt) ? [reason('pool.unknown', 'poolId')] : []),
    ...(campaign ? [] : [reason('campaign.unknown', 'campaignId')]),
    ...(rule ? [] : [reason('assignment.unknownRule', 'ruleId')]),
    ...(poolId !== null && ruleId !== null ? [reason('form.oneAim', 'ruleId')] : []),
  ]
}
