import { purgeFiles } from '#features/file/server/purge.service.ts'
import type { Work } from './work.ts'

/** The disk does not answer within a transaction: each content has its own. */
export const purgeWork = (folder: string): Work => ({
  kind: 'purgeFiles',
  everySeconds: 24 * 3600,
  runAlone: (db, orgId) => purgeFiles(db, orgId, folder),
})
