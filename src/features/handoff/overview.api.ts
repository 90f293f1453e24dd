import { type Static, Type } from 'typebox'
import { endpoint, Nullable, OneOf, shape } from '#kernel/api.ts'
import { figureKeys, overviewGroups } from './overview.rules.ts'

export const Overview = shape({
  figures: Type.Array(
    shape({
      key: OneOf(figureKeys),
      count: Type.Integer(),
      /** In the organisation's currency; of figures that are not money, none. */
      sum: Nullable(Type.String()),
    }),
  ),
})
export type Overview = Static<typeof Overview>

export const overviewApi = {
  overview: endpoint({
    method: 'GET',
    path: '/overview',
    mode: 'read',
    plan: 'free',
    access: 'handoff.read',
    query: shape({ group: OneOf(overviewGroups) }),
    reply: Overview,
    about: 'What the reader looks at in the morning: counts and sums of lists, as far as the reader’s rights go.',
  }),
}
