import { type Static, Type } from 'typebox'
import { DateOnly, endpoint, Id, Nullable, OneOf, shape } from '#kernel/api.ts'

const count = Type.Integer()
const money = Type.String()

export const TeamQuery = shape({ from: DateOnly, to: DateOnly, deptId: Type.Optional(Id) })
export type TeamQuery = Static<typeof TeamQuery>

const TeamRow = shape({
  userId: Id,
  name: Type.String(),
  deptName: Nullable(Type.String()),
  /** Contacts by day; days without any are left out. */
  days: Type.Array(shape({ day: DateOnly, count })),
  contacts: count,
  /** Leads given by hand, by the rules or by the ladder; taken from a pool; converted. */
  given: count,
  taken: count,
  converted: count,
  /** Working minutes from being given a lead to the first contact. */
  median: Nullable(Type.Number()),
  p90: Nullable(Type.Number()),
  answered: count,
  /** Now: open deals without a next step, or longer in their stage than it allows. */
  noStep: count,
  rotting: count,
  /** Now: next steps of leads and deals that are over. */
  lateLeads: count,
  lateDeals: count,
  won: money,
  /** Of the months that the span touches. */
  target: Nullable(money),
  /** Open deals expected to close within the span, by their chance. */
  forecast: money,
})
export type TeamRow = Static<typeof TeamRow>

export const TeamBoard = shape({
  from: DateOnly,
  to: DateOnly,
  at: Type.String(),
  people: Type.Array(TeamRow),
  pools: Type.Array(
    shape({
      id: Id,
      name: Type.String(),
      entity: OneOf(['lead', 'customer']),
      returned: count,
      recycled: count,
      claimed: count,
      given: count,
      waiting: count,
    }),
  ),
  /** Those that may be chosen. */
  departments: Type.Array(shape({ id: Id, name: Type.String() })),
})
export type TeamBoard = Static<typeof TeamBoard>

const Mine = shape({
  /** The first day. */
  from: DateOnly,
  /** Sums are none where the reader may not see what the records are worth. */
  won: Nullable(money),
  target: Nullable(money),
  /** Money that came in. */
  received: Nullable(money),
  pipeline: Nullable(money),
  followups: count,
  newCustomers: count,
})
export type Mine = Static<typeof Mine>

export const MyNumbers = shape({
  whose: OneOf(['mine', 'team']),
  month: Mine,
  quarter: Mine,
  currency: Type.String(),
  /** Workdays of the month after today. */
  left: Type.Integer(),
  /** What is won at the month's end, did it go on like this. */
  pace: Nullable(money),
})
export type MyNumbers = Static<typeof MyNumbers>

export const teamBoardApi = {
  board: endpoint({
    method: 'GET',
    path: '/team-board',
    mode: 'read',
    plan: 'free',
    access: 'insight.team',
    query: TeamQuery,
    reply: TeamBoard,
    about: 'What the people within reach did over these days, and what of theirs stalls now.',
  }),
  mine: endpoint({
    method: 'GET',
    path: '/my-numbers',
    mode: 'read',
    plan: 'free',
    access: 'deal.create',
    reply: MyNumbers,
    about:
      'What the reader won, has open, spoke and found this month and this quarter, against the reader’s target; of whoever sells nothing and leads others, what these did.',
  }),
}
