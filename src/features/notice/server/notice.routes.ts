import type { Handlers } from '#kernel/api.ts'
import type { noticeApi } from '../notice.api.ts'
import { readMail, setMail, testMail } from './mailSetting.service.ts'
import { listNotices, readAllNotices, readNotice, readWishes, setWishes, unreadNotices } from './notice.service.ts'

/** `server`: the host that mails leave through, if there is one. */
export const noticeHandlers = (server: string | null): Handlers<typeof noticeApi> => ({
  list: listNotices,
  unread: async (db, actor) => ({ count: (await unreadNotices(db, actor)).count }),
  readAll: readAllNotices,
  read: (tx, actor, { id }) => readNotice(tx, actor, id),
  wishes: (db, actor) => readWishes(db, actor, server !== null),
  setWishes: (tx, actor, { byMail }) => setWishes(tx, actor, byMail, server !== null),
  mail: (db, actor) => readMail(db, actor, server),
  setMail: (tx, actor, input) => setMail(tx, actor, input, server),
  testMail: async (tx, actor) => testMail(tx, actor, server),
})
