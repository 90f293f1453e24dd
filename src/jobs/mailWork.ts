import { type Post, sendDueMails } from '#features/notice/server/mail.service.ts'
import type { Work } from './work.ts'

/** A letter box does not answer within a transaction: this one stays empty, each mail has its own. */
export const mailWork = (post: Post): Work => ({
  kind: 'sendMails',
  everySeconds: 10,
  run: async tx => {
    await sendDueMails(tx.database, tx.orgId, post)
    return 0
  },
})
