// Stock documents and their lines: every statement about them.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { stockDocumentEntity } from '../document.entity.ts'
import type { DocumentLine } from '../document.schema.ts'
import { type DocumentLineRow, type DocumentRow, documentLines, stockDocuments } from './stock.table.ts'

export const documentSource: Source = {
  entity: stockDocumentEntity,
  from: `stock_documents t
  join warehouses w on w.org_id = t.org_id and w.id = t.warehouse_id
  left join warehouses v on v.org_id = t.org_id and v.id = t.to_warehouse_id
  left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.kind, t.state, t.date, t.warehouse_id, w.name as warehouse_name, t.to_warehouse_id, v.name as to_warehouse_name,
  t.reason, t.note, (select count(*) from stock_document_lines l where l.org_id = t.org_id and l.document_id = t.id) as line_count,
  t.posted_at, t.owner_id, u.name as owner_name, t.created_at, t.updated_at`,
  permission: 'stockDocument.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    kind: { sql: 't.kind', notNull: true },
    state: { sql: 't.state', notNull: true },
    date: { sql: 't.date', notNull: true },
    warehouseId: { sql: 't.warehouse_id', notNull: true },
    toWarehouseId: { sql: 't.to_warehouse_id' },
    reason: { sql: 't.reason' },
    postedAt: { sql: 't.posted_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const lockRow = stmt(
  'stock_document.lock',
  `select ${stockDocuments.select('t')} from stock_documents t where t.org_id = $1 and t.id = $2 and t.deleted_at is null for no key update`,
)
export async function lockDocumentRow(tx: Tx, id: string): Promise<DocumentRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<DocumentRow>(lockRow(tx.orgId, id))
}

const rows = stmt(
  'stock_document_line.rows',
  `select ${documentLines.select('l')} from stock_document_lines l where l.org_id = $1 and l.document_id = $2 order by l.no`,
)
export const selectLineRows = (db: Db, documentId: string): Promise<DocumentLineRow[]> =>
  db.query<DocumentLineRow>(rows(db.orgId, documentId))

const shown = stmt(
  'stock_document_line.shown',
  `select l.no, l.product_id, p.code as product_code, p.name as product_name, p.unit as base_unit, l.unit, l.unit_qty, l.factor, l.qty, l.batch, l.moved, l.note
   from stock_document_lines l join products p on p.org_id = l.org_id and p.id = l.product_id
   where l.org_id = $1 and l.document_id = $2 order by l.no`,
)
export const selectLines = (db: Db, documentId: string): Promise<DocumentLine[]> =>
  db.query<DocumentLine>(shown(db.orgId, documentId))

const drop = stmt('stock_document_line.drop', 'delete from stock_document_lines where org_id = $1 and document_id = $2')
export const dropLinesBound = (orgId: string, documentId: string): Bound => drop(orgId, documentId)

const moved = stmt(
  'stock_document_line.moved',
  `update stock_document_lines l set moved = x.moved from unnest($3::integer[], $4::numeric[]) as x(no, moved)
   where l.org_id = $1 and l.document_id = $2 and l.no = x.no`,
)
export const movedBound = (orgId: string, documentId: string, lines: ReadonlyMap<number, string>): Bound =>
  moved(orgId, documentId, [...lines.keys()], [...lines.values()])

const trash = stmt(
  'stock_document.trash',
  `update stock_documents set deleted_at = $3, version = version + 1, updated_at = $3 where org_id = $1 and id = $2 and state = 'draft'`,
)
export const trashDocumentBound = (orgId: string, id: string, now: string): Bound => trash(orgId, id, now)
