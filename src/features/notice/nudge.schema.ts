// What the morning of a working day tells by itself: thresholds, and the digest.
import { type Static, Type } from 'typebox'
import { OneOf, shape } from '#kernel/api.ts'
import { noticeKinds } from './notice.schema.ts'

const Days = Type.Integer({ minimum: 0, maximum: 365 })
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:mm' })

const Nudge = shape({
  kind: OneOf(noticeKinds),
  on: Type.Boolean(),
  /** Null where something else says how many: a stage its rotting days. */
  days: Type.Union([Days, Type.Null()]),
})
export type NudgeSetting = Static<typeof Nudge>

export const NudgeSettings = shape({
  /** In the organisation's zone, from then on on its working days. */
  at: Time,
  digest: Type.Boolean(),
  nudges: Type.Array(Nudge),
})
export type NudgeSettings = Static<typeof NudgeSettings>

export const NudgeEdit = shape({
  at: Type.Optional(Time),
  digest: Type.Optional(Type.Boolean()),
  nudges: Type.Optional(
    Type.Array(shape({ kind: OneOf(noticeKinds), on: Type.Boolean(), days: Type.Optional(Nudge.properties.days) }), {
      maxItems: noticeKinds.length,
    }),
  ),
})
export type NudgeEdit = Static<typeof NudgeEdit>
