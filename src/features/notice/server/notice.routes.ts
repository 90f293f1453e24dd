import type { Handlers } from '#kernel/api.ts'
import type { noticeApi } from '../notice.api.ts'
import { type BotParts, createBot, dropBot, editBot, listBots, testBot } from './bot.service.ts'
import { readMail, setMail, testMail } from './mailSetting.service.ts'
import { listNotices, readAllNotices, readNotice, snoozeNotice, unreadNotices } from './notice.service.ts'
import { readNudges, setNudges } from './nudge.service.ts'
import { readSnoozeTimes, readWishes, setWishes } from './wish.service.ts'

/** `server`: the host that mails leave through, if there is one. */
export const noticeHandlers = (server: string | null, parts: BotParts): Handlers<typeof noticeApi> => ({
  list: listNotices,
  unread: async (db, actor) => ({ count: (await unreadNotices(db, actor)).count }),
  readAll: readAllNotices,
  read: (tx, actor, { id }) => readNotice(tx, actor, id),
  wishes: (db, actor) => readWishes(db, actor, server !== null),
  snooze: (tx, actor, { id, until }) => snoozeNotice(tx, actor, id, until),
  times: readSnoozeTimes,
  setWishes: (tx, actor, input) => setWishes(tx, actor, input, server !== null),
  bots: (db, actor) => listBots(db, actor, parts),
  addBot: (tx, actor, input) => createBot(tx, actor, input, parts),
  editBot: (tx, actor, input) => editBot(tx, actor, input, parts),
  dropBot: (tx, actor, { id }) => dropBot(tx, actor, id),
  testBot: (tx, actor, { id }) => testBot(tx, actor, id),
  nudges: readNudges,
  setNudges,
  mail: (db, actor) => readMail(db, actor, server),
  setMail: (tx, actor, input) => setMail(tx, actor, input, server),
  testMail: async (tx, actor) => testMail(tx, actor, server),
})
