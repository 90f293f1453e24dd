import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, ReasonShape, shape, Text } from '#kernel/api.ts'

/** What a form may ask of a lead beside the organisation's own fields; the rest is for whoever sells. */
export const askable = ['name', 'company', 'title', 'phone', 'email', 'region', 'productLine', 'need'] as const

const Words = (most: number) => shape({ en: Text(most), zh: Text(most) })

const AskedField = shape({
  /** One of `askable`, or `custom.` and the key of a field of one's own. */
  key: Text(80, 1),
  /** Null: as the field is called everywhere. */
  label: Nullable(Words(100)),
  help: Nullable(Words(200)),
  required: Type.Boolean(),
})
export type AskedField = Static<typeof AskedField>

/** What is asked: kept as a version whenever it changes. */
export const FormContent = shape({
  fields: Type.Array(AskedField, { minItems: 1, maxItems: 40 }),
  title: Words(100),
  intro: Nullable(Words(1000)),
  thanks: Nullable(Words(1000)),
  /** Where whoever answered goes on, https alone. */
  redirectUrl: Nullable(Text(500)),
  /** What is agreed to by a tick; without it nothing is sent. */
  consent: Nullable(Words(2000)),
  langs: Type.Array(OneOf(['zh', 'en']), { minItems: 1, maxItems: 2, uniqueItems: true }),
  showLogo: Type.Boolean(),
  /** Sites that may frame the page and send answers by script. */
  hosts: Type.Array(Text(253, 1), { maxItems: 20 }),
})
export type FormContent = Static<typeof FormContent>

const aims = {
  name: Text(60, 1),
  source: Nullable(Text(60)),
  /** One of both or none: into this pool, or by this rule alone; else by all rules. */
  poolId: Nullable(Id),
  ruleId: Nullable(Id),
  /** Whose leads these are, where the address names no other by `c`. */
  campaignId: Type.Optional(Nullable(Id)),
}
export const NewForm = shape({ ...aims, content: FormContent })
export type NewForm = Static<typeof NewForm>
export const FormEdit = shape({
  ...Type.Partial(shape(aims)).properties,
  content: Type.Optional(FormContent),
  active: Type.Optional(Type.Boolean()),
  version: Type.Integer(),
})
export type FormEdit = Static<typeof FormEdit>

export const countKinds = ['opened', 'taken', 'held', 'wrong', 'refused'] as const
export type CountKind = (typeof countKinds)[number]
const Counts = shape({
  opened: Type.Integer(),
  taken: Type.Integer(),
  held: Type.Integer(),
  wrong: Type.Integer(),
  refused: Type.Integer(),
})

export const LeadForm = shape({
  id: Id,
  version: Type.Integer(),
  ...aims,
  active: Type.Boolean(),
  /** Which version is asked now. */
  asked: Type.Integer(),
  content: FormContent,
  /** From the server's own address on. */
  path: Type.String(),
  /** Of the last thirty days. */
  counts: Counts,
  createdAt: Instant,
  updatedAt: Instant,
})
export type LeadForm = Static<typeof LeadForm>

export const FormVersion = shape({
  version: Type.Integer(),
  content: FormContent,
  createdAt: Instant,
  createdByName: Nullable(Type.String()),
})
export type FormVersion = Static<typeof FormVersion>

const answerStates = ['taken', 'held', 'dropped'] as const
export type AnswerState = (typeof answerStates)[number]

/** A field as it was called when it was asked, and what was said. */
const Said = shape({
  key: Type.String(),
  label: Words(200),
  value: Type.String(),
  /** A region that is none we know, as it was written. */
  strange: Type.Optional(Type.Boolean()),
})
export const FormAnswer = shape({
  id: Id,
  formId: Id,
  formName: Type.String(),
  formVersion: Type.Integer(),
  at: Instant,
  state: OneOf(answerStates),
  why: Type.Array(ReasonShape),
  said: Type.Array(Said),
  consent: Nullable(Type.String()),
  lang: OneOf(['en', 'zh']),
  via: OneOf(['page', 'api']),
  origin: Nullable(Type.String()),
  leadId: Nullable(Id),
  customerId: Nullable(Id),
  made: Type.Boolean(),
  reviewedAt: Nullable(Instant),
  reviewedByName: Nullable(Type.String()),
})
export type FormAnswer = Static<typeof FormAnswer>

export const AnswersQuery = shape({
  formId: Type.Optional(Id),
  state: Type.Optional(OneOf(answerStates)),
  cursor: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 30 })),
})
export type AnswersQuery = Static<typeof AnswersQuery>
