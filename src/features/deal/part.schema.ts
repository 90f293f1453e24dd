// What belongs to a deal beside its fields: who sells it, against whom, what it is about, and why deals end.
import { type Static, Type } from 'typebox'
import { DateOnly, Id, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

const text = Nullable(Type.String())
const Words = shape({ en: Said(60), zh: Said(60) })
const Version = Type.Optional(Type.Integer())

export const reasonKinds = ['lost', 'won'] as const
export type ReasonKind = (typeof reasonKinds)[number]
const DealReason = shape({
  /** What deals keep; it never changes. */
  code: Text(60, 1),
  kind: OneOf(reasonKinds),
  label: Words,
  /** A remark is asked with it. */
  noteRequired: Type.Boolean(),
  archived: Type.Boolean(),
})
export type DealReason = Static<typeof DealReason>
export const DealReasons = shape({
  items: Type.Array(DealReason),
  /** Nobody wins without saying why. */
  winRequired: Type.Boolean(),
})
export type DealReasons = Static<typeof DealReasons>
export const DealReasonsEdit = shape({
  /** In their order; those left out are archived. */
  items: Type.Array(
    shape({
      code: Type.Optional(Text(60, 1)),
      kind: OneOf(reasonKinds),
      label: Words,
      noteRequired: Type.Optional(Type.Boolean()),
      archived: Type.Optional(Type.Boolean()),
    }),
    { minItems: 1, maxItems: 100 },
  ),
  winRequired: Type.Optional(Type.Boolean()),
})
export type DealReasonsEdit = Static<typeof DealReasonsEdit>

export const outcomeCuts = ['reason', 'competitor', 'stage', 'owner', 'month'] as const
export type OutcomeCut = (typeof outcomeCuts)[number]
export const OutcomeQuery = shape({ from: DateOnly, to: DateOnly, by: OneOf(outcomeCuts) })
export type OutcomeQuery = Static<typeof OutcomeQuery>
const Counted = shape({ count: Type.Integer(), amount: Type.String(), unpriced: Type.Integer() })
export type Counted = Static<typeof Counted>
const OutcomeRow = shape({
  /** A code, a stage, a person, a competitor, a month; nothing where it was not said. */
  key: text,
  name: text,
  won: Counted,
  lost: Counted,
})
export type OutcomeRow = Static<typeof OutcomeRow>
export const Outcomes = shape({ items: Type.Array(OutcomeRow), won: Counted, lost: Counted })
export type Outcomes = Static<typeof Outcomes>

export const memberRoles = ['seller', 'presales', 'delivery', 'support'] as const
const Share = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,2})?$', description: 'percent' })
const Member = shape({
  userId: Id,
  name: Type.String(),
  role: OneOf(memberRoles),
  share: Type.String(),
  active: Type.Boolean(),
})
export type Member = Static<typeof Member>
export const Team = shape({
  version: Type.Integer(),
  ownerId: Nullable(Id),
  ownerName: text,
  /** What the members leave of a hundred. */
  ownerShare: Type.String(),
  items: Type.Array(Member),
})
export type Team = Static<typeof Team>
export const TeamEdit = shape({
  version: Version,
  items: Type.Array(shape({ userId: Id, role: OneOf(memberRoles), share: Share }), { maxItems: 20 }),
})
export type TeamEdit = Static<typeof TeamEdit>

const Positive = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: 'decimal' })
const Line = shape({
  id: Id,
  no: Type.Integer(),
  productId: Nullable(Id),
  name: Type.String(),
  qty: Type.String(),
  price: Type.String(),
  discount: Type.String(),
  amount: Type.String(),
})
export type Line = Static<typeof Line>
export const Lines = shape({ version: Type.Integer(), total: Type.String(), items: Type.Array(Line) })
export type Lines = Static<typeof Lines>
export const LinesEdit = shape({
  version: Version,
  items: Type.Array(
    shape({
      productId: Type.Optional(Nullable(Id)),
      /** Absent: the product's. */
      name: Type.Optional(Said(200)),
      qty: Positive,
      /** Absent: the product's list price. */
      price: Type.Optional(Positive),
      discount: Type.Optional(Share),
    }),
    { maxItems: 200 },
  ),
  /** The deal's amount is their sum from now on, or stands by itself again. */
  asAmount: Type.Optional(Type.Boolean()),
})
export type LinesEdit = Static<typeof LinesEdit>

export const Competitor = shape({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  strengths: text,
  weaknesses: text,
  archived: Type.Boolean(),
})
export type Competitor = Static<typeof Competitor>
const competitor = { strengths: Type.Optional(Nullable(Text(2000))), weaknesses: Type.Optional(Nullable(Text(2000))) }
export const NewCompetitor = shape({ name: Said(100), ...competitor })
export type NewCompetitor = Static<typeof NewCompetitor>
export const CompetitorEdit = shape({
  version: Version,
  name: Type.Optional(Said(100)),
  archived: Type.Optional(Type.Boolean()),
  ...competitor,
})
export type CompetitorEdit = Static<typeof CompetitorEdit>
const Rival = shape({ competitorId: Id, name: Type.String(), strengths: text, note: text })
export type Rival = Static<typeof Rival>
export const Rivals = shape({ version: Type.Integer(), items: Type.Array(Rival) })
export type Rivals = Static<typeof Rivals>
export const RivalsEdit = shape({
  version: Version,
  items: Type.Array(
    shape({
      competitorId: Id,
      strengths: Type.Optional(Nullable(Text(2000))),
      note: Type.Optional(Nullable(Text(2000))),
    }),
    { maxItems: 20 },
  ),
})
export type RivalsEdit = Static<typeof RivalsEdit>
