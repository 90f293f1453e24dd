import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { noticeKinds } from './notice.schema.ts'

export const botKinds = ['wecom', 'dingtalk', 'feishu'] as const
export type BotKind = (typeof botKinds)[number]

const Kinds = Type.Array(OneOf(noticeKinds), { maxItems: noticeKinds.length, uniqueItems: true })
const Url = Text(500, 10)

export const Bot = shape({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  kind: OneOf(botKinds),
  /** Its host and the last characters: enough to know it by. */
  urlHint: Type.String(),
  hasSecret: Type.Boolean(),
  /** What it tells. */
  kinds: Kinds,
  /** Only what is told to people of this department and below. */
  deptId: Nullable(Id),
  active: Type.Boolean(),
})
export type Bot = Static<typeof Bot>

export const BotPostRow = shape({
  id: Id,
  botId: Id,
  kind: OneOf(noticeKinds),
  state: OneOf(['waiting', 'sent', 'failed']),
  tries: Type.Integer(),
  error: Nullable(Type.String()),
  createdAt: Type.String(),
  sentAt: Nullable(Type.String()),
})
export type BotPostRow = Static<typeof BotPostRow>
export const Bots = shape({ items: Type.Array(Bot), recent: Type.Array(BotPostRow) })
export type Bots = Static<typeof Bots>

const settable = {
  secret: Type.Optional(Nullable(Text(200))),
  kinds: Type.Optional(Kinds),
  deptId: Type.Optional(Nullable(Id)),
  active: Type.Optional(Type.Boolean()),
}
export const NewBot = shape({ name: Text(60, 1), kind: OneOf(botKinds), url: Url, ...settable })
export type NewBot = Static<typeof NewBot>
/** An address or a secret that is left out stays; nobody can read either again. */
export const BotEdit = shape({
  name: Type.Optional(Text(60, 1)),
  url: Type.Optional(Url),
  ...settable,
  version: Type.Optional(Type.Integer()),
})
export type BotEdit = Static<typeof BotEdit>
