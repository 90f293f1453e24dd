import { type Posting, postDue } from '#features/notice/server/botPost.service.ts'
import type { Work } from './work.ts'

/** A chat service does not answer within a transaction: each post has its own two. */
export const botWork = (posting: Posting): Work => ({
  kind: 'postBots',
  everySeconds: 10,
  runAlone: (db, orgId) => postDue(db, orgId, posting),
})
