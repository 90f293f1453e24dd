import type { Actor } from '#kernel/access.ts'
import type { ListQuery, PageOf } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { newId } from '#kernel/ids.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { forgetRecords } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { changes, refuseStale, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import type { Department, DepartmentEdit, NewDepartment } from '../people.schema.ts'
import {
  departmentSource,
  hasDepartment,
  lockDepartmentRow,
  moveBounds,
  newDepartmentBounds,
  removeBounds,
  selectBelow,
  selectOccupants,
} from './department.sql.ts'
import { rightsChangedBound } from './org.sql.ts'
import { deptOf, indexDepartment } from './people.service.ts'
import { departments } from './people.table.ts'
import { lockPeople } from './user.sql.ts'

export const listDepartments = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Department>> =>
  listRecords<Department>(db, actor, departmentSource, query)

export const getDepartment = (db: Db, actor: Actor, id: string): Promise<Department> =>
  getRecord<Department>(db, actor, departmentSource, id)

export async function createDepartment(tx: Tx, actor: Actor, input: NewDepartment): Promise<Department> {
  const { name, parentId = null, headId = null } = input
  // the whole tree changes one at a time: closure rows of two moves would cross
  await lockPeople(tx)
  await refuseUnknown(tx, parentId, headId)
  const id = newId()
  tx.write(
    ...newDepartmentBounds(tx, { id, name: filled(name, 'name'), parentId, headId }),
    rightsChangedBound(tx.orgId),
  )
  indexDepartment(tx, id, name, true)
  tell(tx, {
    actor,
    entity: 'department',
    recordId: id,
    kind: 'department.created',
    after: { name, parentId, headId },
    version: 1,
  })
  return readBack<Department>(tx, actor, departmentSource, id)
}

export async function editDepartment(
  tx: Tx,
  actor: Actor,
  id: string,
  { version, ...wanted }: DepartmentEdit,
): Promise<Department> {
  if (wanted.name !== undefined) filled(wanted.name, 'name')
  await lockPeople(tx)
  const row = await lockDepartmentRow(tx, id)
  if (!row) throw missing('department')
  await refuseStale(tx, 'department', row, { ...wanted, ...(version !== undefined && { version }) })
  const next = { ...row, ...wanted, version: row.version + 1, updatedAt: tx.now }
  await refuseUnknown(
    tx,
    next.parentId === row.parentId ? null : next.parentId,
    next.headId === row.headId ? null : next.headId,
  )
  const moves = next.parentId !== row.parentId
  if (moves && next.parentId && (await selectBelow(tx, id)).includes(next.parentId))
    throw new Refusal(reason('people.departmentCircle', 'parentId'))
  tx.write(departments.update(tx.orgId, next), rightsChangedBound(tx.orgId))
  if (next.name !== row.name) indexDepartment(tx, id, next.name)
  if (moves) tx.write(...moveBounds(tx.orgId, id, next.parentId))
  tell(tx, {
    actor,
    entity: 'department',
    recordId: id,
    kind: 'department.edited',
    ...changes(row, next),
    version: next.version,
  })
  return readBack<Department>(tx, actor, departmentSource, id)
}

export async function removeDepartment(tx: Tx, actor: Actor, id: string): Promise<void> {
  await lockPeople(tx)
  const [row, inside] = await Promise.all([lockDepartmentRow(tx, id), selectOccupants(tx, id)])
  if (!row || !inside) throw missing('department')
  const { people, departments: below } = inside
  if (people + below > 0)
    throw new Refusal({ key: 'people.departmentNotEmpty', values: { people, departments: below } })
  tx.write(...removeBounds(tx.orgId, id, tx.now), rightsChangedBound(tx.orgId))
  forgetRecords(tx, 'department', [id])
  tell(tx, { actor, entity: 'department', recordId: id, kind: 'department.deleted', version: row.version + 1 })
}

async function refuseUnknown(tx: Tx, parentId: string | null, headId: string | null): Promise<void> {
  if (parentId && !(await hasDepartment(tx, parentId)))
    throw new Refusal(reason('people.unknownDepartment', 'parentId'))
  if (headId) await deptOf(tx, headId, 'headId')
}
