import type { Tx } from '#kernel/db.ts'
import { renameCampaignBound } from './lead.sql.ts'

/** For a campaign that is called otherwise now: no lead of it is changed, it only goes on saying where it came from. */
export const renameLeadCampaign = (tx: Tx, from: string, to: string): void =>
  tx.write(renameCampaignBound(tx.orgId, from, to))
