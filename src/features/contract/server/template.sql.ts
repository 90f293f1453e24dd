// Every statement about contract templates.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { table } from '#kernel/table.ts'
import type { Lang } from '#kernel/text.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Block, Template, TemplateKind } from '../template.schema.ts'

nameConstraints({ contract_templates_name: { key: 'contract.template.named', path: 'name' } })

const contractTemplates = table('contract_templates', {
  id: 'uuid',
  name: 'text',
  lang: 'text',
  kind: 'text',
  body: 'jsonb',
  archived: 'bool',
  version: 'int',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
  updatedBy: 'uuid?',
})
const templateVersions = table(
  'contract_template_versions',
  { templateId: 'uuid', version: 'int', body: 'jsonb', at: 'timestamptz' },
  ['templateId', 'version'],
)
export type TemplateRow = Omit<Template, 'used' | 'updatedByName'> & { createdAt: string; updatedBy: string | null }

const shown = `select t.id, t.version, t.name, t.lang, t.kind, t.body, t.archived, t.updated_at, u.name as updated_by_name,
    (select count(*)::int from contracts c where c.org_id = t.org_id and c.template_id = t.id) as used
  from contract_templates t left join users u on u.org_id = t.org_id and u.id = t.updated_by where t.org_id = $1`
const all = stmt('contract_template.all', `${shown} order by t.archived, t.lang desc, t.kind, t.name limit 200`)
const one = stmt('contract_template.one', `${shown} and t.id = $2`)
export const selectTemplates = (db: Db): Promise<Template[]> => db.query<Template>(all(db.orgId))
export const selectTemplate = (db: Db, id: string): Promise<Template | undefined> => db.one<Template>(one(db.orgId, id))

const lock = stmt(
  'contract_template.lock',
  `select ${contractTemplates.select('t')} from contract_templates t where t.org_id = $1 and t.id = $2 for no key update`,
)
export function lockTemplate(tx: Tx, id: string): Promise<TemplateRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<TemplateRow>(lock(tx.orgId, id))
}

const fitting = stmt(
  'contract_template.fitting',
  `select id, version from contract_templates where org_id = $1 and lang = $2 and kind = $3 and not archived order by created_at, id limit 1`,
)
const byId = stmt('contract_template.byId', 'select id, version from contract_templates where org_id = $1 and id = $2')
type Found = Pick<Template, 'id' | 'version'>
export const selectFitting = (db: Db, kind: TemplateKind, lang: Lang): Promise<Found | undefined> =>
  db.one<Found>(fitting(db.orgId, lang, kind))
export const selectById = (db: Db, id: string): Promise<Found | undefined> => db.one<Found>(byId(db.orgId, id))

const body = stmt(
  'contract_template.body',
  'select body from contract_template_versions where org_id = $1 and template_id = $2 and version = $3',
)
export const selectBody = async (db: Db, id: string, version: number): Promise<Block[] | undefined> =>
  (await db.one<{ body: Block[] }>(body(db.orgId, id, version)))?.body

export const newTemplates = (orgId: string, rows: readonly TemplateRow[]): Bound[] => [
  contractTemplates.insert(orgId, rows),
  templateVersions.insert(orgId, rows.map(versionOf)),
]
export const changedTemplate = (orgId: string, row: TemplateRow, isOther: boolean): Bound[] => [
  contractTemplates.update(orgId, row),
  ...(isOther ? [templateVersions.insert(orgId, [versionOf(row)])] : []),
]
const versionOf = ({ id, version, body: kept, updatedAt }: TemplateRow) => ({
  templateId: id,
  version,
  body: kept,
  at: updatedAt,
})
