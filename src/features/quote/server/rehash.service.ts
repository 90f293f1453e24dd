// Where a customer or contact took another's place, a quote still says what was offered: its hash follows.
import { rebindApprovals } from '#features/approval/server/rebind.service.ts'
import type { Tx } from '#kernel/db.ts'
import { rehashBound, selectLines, selectQuoteRows } from './quote.sql.ts'
import { hashOf } from './quoteMove.service.ts'

/** The quotes are locked. */
export async function rehashQuotes(tx: Tx, ids: readonly string[]): Promise<void> {
  const rows = (await selectQuoteRows(tx, ids)).filter(row => row.contentHash !== null)
  for (const row of rows) {
    const to = hashOf(row, await selectLines(tx, row.id))
    tx.write(rehashBound(tx.orgId, row.id, to))
    if (row.contentHash) rebindApprovals(tx, 'quote', [{ recordId: row.id, from: row.contentHash, to }])
  }
}
