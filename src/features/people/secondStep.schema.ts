import { type Static, Type } from 'typebox'
import { roles } from '#kernel/access.ts'
import { Instant, Nullable, OneOf, shape } from '#kernel/api.ts'

/** How a person stands with the second step. `barred`: the days of grace are over, nothing else opens. */
export const MyStep = shape({
  on: Type.Boolean(),
  codesLeft: Type.Integer(),
  required: Type.Boolean(),
  due: Nullable(Instant),
  barred: Type.Boolean(),
})
export type MyStep = Static<typeof MyStep>

/** Which roles must have it, and after how many days it is asked for. */
export const StepRule = shape({
  roles: Type.Array(OneOf(roles), { uniqueItems: true, maxItems: roles.length }),
  graceDays: Type.Integer({ minimum: 0, maximum: 90 }),
})
export type StepRule = Static<typeof StepRule>

/** Shown once, while it is being set up. */
export type StepOffer = {
  readonly secret: string
  readonly qr: string
  readonly codes: readonly string[]
}
