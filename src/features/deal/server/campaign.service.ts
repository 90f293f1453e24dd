import type { Tx } from '#kernel/db.ts'
import { renameCampaignBound } from './deal.sql.ts'

/** For a campaign that is called otherwise now. */
export const renameDealCampaign = (tx: Tx, from: string, to: string): void =>
  tx.write(renameCampaignBound(tx.orgId, from, to))
