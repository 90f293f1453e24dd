import { Type } from 'typebox'
import { endpoint, Page, shape } from '#kernel/api.ts'
import { Bot, BotEdit, Bots, NewBot } from './bot.schema.ts'
import {
  MailEdit,
  MailSettings,
  Notice,
  NoticeQuery,
  NoticeWish,
  NoticeWishes,
  Snooze,
  SnoozeTimes,
} from './notice.schema.ts'
import { NudgeEdit, NudgeSettings } from './nudge.schema.ts'

const Empty = shape({})

// biome-ignore format: a table
export const noticeApi = {
  list:      endpoint({ method: 'GET',   path: '/notices',                mode: 'read',  access: 'signedIn', query: NoticeQuery, reply: Page(Notice), about: 'One’s own, newest first.' }),
  unread:    endpoint({ method: 'GET',   path: '/notices/unread',         mode: 'read',  access: 'signedIn', reply: shape({ count: Type.Integer() }) }),
  readAll:   endpoint({ method: 'POST',  path: '/notices/read',           mode: 'write', access: 'signedIn', body: Empty, reply: Empty }),
  read:      endpoint({ method: 'POST',  path: '/notices/:id/moves/read', mode: 'write', access: 'signedIn', body: Empty, reply: Empty }),
  snooze:    endpoint({ method: 'POST',  path: '/notices/:id/moves/snooze', mode: 'write', access: 'signedIn', body: Snooze, reply: Empty, about: 'Gone until then; new again from then on.' }),
  times:     endpoint({ method: 'GET',   path: '/snooze-times',           mode: 'read',  access: 'signedIn', reply: SnoozeTimes }),
  wishes:    endpoint({ method: 'GET',   path: '/notice-wishes',          mode: 'read',  access: 'signedIn', reply: NoticeWishes }),
  setWishes: endpoint({ method: 'PUT',   path: '/notice-wishes',          mode: 'write', access: 'signedIn', body: NoticeWish, reply: NoticeWishes }),
  nudges:    endpoint({ method: 'GET',   path: '/nudge-settings',         mode: 'read',  access: 'org.edit', reply: NudgeSettings, about: 'What the morning of a working day tells by itself.' }),
  setNudges: endpoint({ method: 'PATCH', path: '/nudge-settings',         mode: 'write', access: 'org.edit', body: NudgeEdit, reply: NudgeSettings }),
  bots:      endpoint({ method: 'GET',   path: '/notice-bots',            mode: 'read',  access: 'bot.edit', reply: Bots, about: 'Groups of WeCom, DingTalk and Feishu that are told too, and what was posted last.' }),
  addBot:    endpoint({ method: 'POST',  path: '/notice-bots',            mode: 'write', access: 'bot.edit', body: NewBot, reply: Bot }),
  editBot:   endpoint({ method: 'PATCH', path: '/notice-bots/:id',        mode: 'write', access: 'bot.edit', body: BotEdit, reply: Bot }),
  dropBot:   endpoint({ method: 'DELETE', path: '/notice-bots/:id',       mode: 'write', access: 'bot.edit', reply: Empty }),
  testBot:   endpoint({ method: 'POST',  path: '/notice-bots/:id/moves/test', mode: 'write', access: 'bot.edit', body: Empty, reply: Empty }),
  mail:      endpoint({ method: 'GET',   path: '/mail-settings',          mode: 'read',  access: 'mail.edit', reply: MailSettings }),
  setMail:   endpoint({ method: 'PATCH', path: '/mail-settings',          mode: 'write', access: 'mail.edit', body: MailEdit, reply: MailSettings }),
  testMail:  endpoint({ method: 'POST',  path: '/mail-settings/test',     mode: 'write', access: 'mail.edit', body: Empty, reply: Empty }),
}
