// A contract is held with what it changes, both in one statement of level 7; out of reach does not exist.
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import type { Contract } from '../contract.schema.ts'
import { gone, type Held } from './contract.service.ts'
import { contractSource, lockContractRows, selectAmends, selectLinesOf } from './contract.sql.ts'

type Whose = { readonly principal?: 'approval' | 'service' | undefined }

export async function holdContract(tx: Tx, actor: Actor, id: string, { principal }: Whose = {}): Promise<Held> {
  const found = await selectAmends(tx, id)
  if (!found) throw gone()
  const ids = found.amendsId ? [id, found.amendsId] : [id]
  const [rows, lines] = await Promise.all([
    lockContractRows(tx, ids),
    selectLinesOf(tx, ids),
    principal ? undefined : getRecord<Contract>(tx, actor, contractSource, id),
  ])
  const of = (one: string) => {
    const row = rows.find(each => each.id === one)
    return row && !row.deletedAt ? { row, lines: lines.filter(line => line.contractId === one) } : undefined
  }
  const own = of(id)
  if (!own) throw gone()
  return { ...own, amends: found.amendsId ? of(found.amendsId) : undefined }
}
