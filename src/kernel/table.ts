// A table as its columns: the row type, the column list, and the two fixed statements (insert over unnest,
// update by id) follow from one constant. Texts are fixed, so each is planned once.
import { type Bound, type Stmt, stmt } from './db.ts'
import { snake } from './pgTypes.ts'

export type Json = unknown
type Kinds = {
  text: string
  uuid: string
  numeric: string
  int: number
  bigint: number
  bool: boolean
  date: string
  timestamptz: string
  jsonb: Json
}
type Kind = keyof Kinds
export type ColumnKind = Kind | `${Kind}?`
type ValueOf<K extends ColumnKind> = K extends `${infer Plain extends Kind}?`
  ? Kinds[Plain] | null
  : K extends Kind
    ? Kinds[K]
    : never

export type Columns = Readonly<Record<string, ColumnKind>>
export type RowOf<C extends Columns> = { [name in keyof C]: ValueOf<C[name]> }

export type Table<C extends Columns> = {
  readonly name: string
  readonly columnKinds: C
  /** `t.id, t.name, …` for the given alias. */
  select(alias: string): string
  /** One statement for any number of rows. */
  insert(orgId: string, rows: readonly RowOf<C>[]): Bound
  /** Writes every column of the row but the keys and the creation stamps. */
  update(orgId: string, row: RowOf<C>): Bound
}

const sqlType = (kind: ColumnKind): string =>
  kind
    .replace('?', '')
    .replace(/^int$/, 'integer')
    .replace(/^bool$/, 'boolean')
const frozen = new Set(['id', 'createdAt', 'createdBy'])

/** The first key of the table is always `org_id`, which is not listed; `key` names the rest of the primary key. */
export function table<const C extends Columns>(
  name: string,
  columnKinds: C,
  key: readonly (keyof C & string)[] = ['id'],
): Table<C> {
  const fields: string[] = Object.keys(columnKinds)
  const kindOf = (field: string): ColumnKind => columnKinds[field] ?? 'text'
  const documents = new Set(fields.filter(field => kindOf(field).startsWith('jsonb')))
  const toSql = (field: string, value: unknown): unknown =>
    value === null || value === undefined ? null : documents.has(field) ? JSON.stringify(value) : value
  const columns = fields.map(snake)
  const arrays = fields.map((field, i) => `$${i + 2}::${sqlType(kindOf(field))}[]`)
  const insertRows = stmt(
    `${name}.insert`,
    `insert into ${name} (org_id, ${columns.join(', ')}) select $1::uuid, * from unnest(${arrays.join(', ')})`,
  )
  // one row alone, as most are: unnest costs a fifth more than the insert itself
  const insertRow = stmt(
    `${name}.insertOne`,
    `insert into ${name} (org_id, ${columns.join(', ')}) values ($1, ${columns.map((_, i) => `$${i + 2}`).join(', ')})`,
  )
  const updateRow = updateStmt(name, fields, kindOf, key)
  const changed = fields.filter(field => !frozen.has(field) && !key.includes(field))
  return {
    name,
    columnKinds,
    select: alias => columns.map(column => `${alias}.${column}`).join(', '),
    insert: (orgId, rows) => {
      const [only] = rows
      return only && rows.length === 1
        ? insertRow(orgId, ...fields.map(field => toSql(field, only[field])))
        : insertRows(orgId, ...fields.map(field => rows.map(row => toSql(field, row[field]))))
    },
    update: (orgId, row) => updateRow(orgId, ...[...key, ...changed].map(field => toSql(field, row[field]))),
  }
}

function updateStmt(
  name: string,
  fields: readonly string[],
  kindOf: (field: string) => ColumnKind,
  key: readonly string[],
): Stmt {
  const changed = fields.filter(field => !frozen.has(field) && !key.includes(field))
  const where = key.map((field, i) => `${snake(field)} = $${i + 2}::${sqlType(kindOf(field))}`)
  const sets = changed.map((field, i) => `${snake(field)} = $${i + 2 + key.length}::${sqlType(kindOf(field))}`)
  return stmt(`${name}.update`, `update ${name} set ${sets.join(', ')} where org_id = $1 and ${where.join(' and ')}`)
}

/** Records stand in their owner's department: values are organisation, owner, department. */
export const deptOfOwner = (name: string): Stmt =>
  stmt(
    `${name}.deptOfOwner`,
    `update ${name} set dept_id = $3::uuid where org_id = $1 and owner_id = $2 and dept_id is distinct from $3::uuid`,
  )

/** Columns every business record has beside its own. */
export const recordColumns = {
  id: 'uuid',
  ownerId: 'uuid?',
  deptId: 'uuid?',
  version: 'int',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  updatedAt: 'timestamptz',
  updatedBy: 'uuid?',
  deletedAt: 'timestamptz?',
  custom: 'jsonb',
} as const satisfies Columns

export type RecordRow = Omit<RowOf<typeof recordColumns>, 'custom'> & { custom: Record<string, unknown> }
