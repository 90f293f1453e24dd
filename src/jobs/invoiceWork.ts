import { issueDue } from '#journeys/issueDue.ts'
import type { PermissionRows } from '#kernel/access.ts'
import type { Work } from './work.ts'

/** A tax service does not answer within a transaction: each invoice has its own two. */
export const invoiceWork = (permissions: PermissionRows): Work => ({
  kind: 'issueInvoices',
  everySeconds: 10,
  runAlone: (db, orgId) => issueDue(db, orgId, { permissions }),
})
