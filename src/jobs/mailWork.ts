import { type Post, sendDueMails } from '#features/notice/server/mail.service.ts'
import type { Work } from './work.ts'

/** A letter box does not answer within a transaction: each mail has its own two. */
export const mailWork = (post: Post): Work => ({
  kind: 'sendMails',
  everySeconds: 10,
  runAlone: (db, orgId) => sendDueMails(db, orgId, post),
})
