// Where a customer or contact took another's place, a contract still says what was approved and signed: its hash follows.
import { rebindApprovals } from '#features/approval/server/rebind.service.ts'
import type { Tx } from '#kernel/db.ts'
import { hashOf } from './contract.service.ts'
import { rehashBound, selectContractRows, selectLinesOf } from './contract.sql.ts'

/** The contracts are locked. */
export async function rehashContracts(tx: Tx, ids: readonly string[]): Promise<void> {
  const [rows, lines] = await Promise.all([selectContractRows(tx, ids), selectLinesOf(tx, ids)])
  for (const row of rows) {
    if (row.contentHash === null) continue
    const to = hashOf(
      row,
      lines.filter(line => line.contractId === row.id),
    )
    tx.write(rehashBound(tx.orgId, row.id, to))
    rebindApprovals(tx, 'contract', [{ recordId: row.id, from: row.contentHash, to }])
  }
}
