import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, ReasonShape, shape, Text } from '#kernel/api.ts'
import { Answers, Objection, PacketItem } from './checklist.schema.ts'

const handoffStates = ['complete', 'accepted', 'sent_back'] as const
export type HandoffState = (typeof handoffStates)[number]
const text = Nullable(Type.String())

export const PacketNeed = shape({
  id: Id,
  text: Type.String(),
  importance: Type.Integer(),
  state: Type.String(),
  answer: text,
})
export type PacketNeed = Static<typeof PacketNeed>
export const PacketPromise = shape({ id: Id, what: Type.String(), toWhom: text, byWhen: text, kind: Type.String() })
export type PacketPromise = Static<typeof PacketPromise>

export const Handoff = shape({
  id: Id,
  version: Type.Integer(),
  dealId: Id,
  dealName: Type.String(),
  orderId: Id,
  orderNumber: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  gross: Type.String(),
  currency: Type.String(),
  state: OneOf(handoffStates),
  since: Instant,
  checklist: Type.Integer(),
  items: Type.Array(PacketItem),
  needs: Type.Array(PacketNeed),
  promises: Type.Array(PacketPromise),
  reason: text,
  note: text,
  acceptedBy: Nullable(Id),
  acceptedByName: text,
  acceptedAt: Nullable(Instant),
  threadId: Id,
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Handoff = Static<typeof Handoff>

/** With a reason about the whole, with an item, or both. */
export const SendBackBody = shape({
  version: Type.Optional(Type.Integer()),
  reason: Type.Optional(Text(2000)),
  objections: Type.Optional(Type.Array(Objection, { maxItems: 40 })),
})

export const boardParts = {
  followup: ['lead', 'deal', 'quote'],
  handoff: ['wonNoOrder', 'packet', 'submit', 'review'],
  orders: ['supply', 'shipment', 'invoice', 'collection', 'service'],
} as const
export const parts = ['followup', 'handoff', 'orders'] as const
export type BoardPart = (typeof parts)[number]
export const boardColumns = [...boardParts.followup, ...boardParts.handoff, ...boardParts.orders] as const
export type BoardColumn = (typeof boardColumns)[number]
/** 死单: confirmed, nothing moved. 烂尾: partly shipped or paid, nothing moved. And more invoiced than is due. */
export const finds = ['dead', 'unfinished', 'creditOwed'] as const
export type Find = (typeof finds)[number]
const minutes = Type.Integer({ minimum: 1, maximum: 500_000 })
const days = Type.Integer({ minimum: 1, maximum: 3650 })
/** Working minutes allowed in each step; days without a movement until an order counts as dead or unfinished. */
export const Clocks = shape({
  lead: minutes,
  deal: minutes,
  quote: minutes,
  /** From the draft to the end of its approval, and from there to the last signature. */
  contract: minutes,
  signing: minutes,
  wonNoOrder: minutes,
  packet: minutes,
  submit: minutes,
  review: minutes,
  supply: minutes,
  shipment: minutes,
  invoice: minutes,
  collection: minutes,
  service: minutes,
  deadDays: days,
  unfinishedDays: days,
})
export type Clocks = Static<typeof Clocks>
/** Steps with a clock and no column of their own on the board. */
export const contractClocks = ['contract', 'signing'] as const

const Holder = shape({ userId: Nullable(Id), name: text, role: text, me: Type.Boolean() })
export type Holder = Static<typeof Holder>

export const BoardCard = shape({
  key: Type.String(),
  entity: OneOf(['lead', 'deal', 'order', 'handoff', 'ticket', 'goodsReturn']),
  recordId: Id,
  column: OneOf(boardColumns),
  title: Type.String(),
  number: text,
  customerName: Type.String(),
  amount: text,
  currency: Type.String(),
  since: Instant,
  /** Working minutes since then, and how many are allowed. */
  minutes: Type.Integer(),
  allowed: Type.Integer(),
  late: Type.Boolean(),
  holder: Holder,
  /** What holds it up, as a text key; with the step itself where nothing special does. */
  note: text,
  /** What is missing, by name. */
  detail: text,
  href: Type.String(),
})
export type BoardCard = Static<typeof BoardCard>
/** Amounts are none where the reader may not see what the records are worth. */
const Found = shape({ key: OneOf(finds), count: Type.Integer(), amount: text })
export type Found = Static<typeof Found>
export const Board = shape({
  /** How many there are of what nobody moves, whatever is shown. */
  found: Type.Array(Found),
  columns: Type.Array(
    shape({
      key: OneOf(boardColumns),
      count: Type.Integer(),
      late: Type.Integer(),
      /** In the organisation's own currency. */
      amount: text,
      allowed: Type.Integer(),
      median: Type.Integer(),
      cards: Type.Array(BoardCard),
    }),
  ),
})
export type Board = Static<typeof Board>

const threadSteps = [
  'lead',
  'deal',
  'quote',
  'contract',
  'handoff',
  'order',
  'supply',
  'shipment',
  'invoice',
  'collection',
  'ticket',
] as const
export type ThreadStep = (typeof threadSteps)[number]
export const ThreadLeg = shape({
  step: OneOf(threadSteps),
  state: OneOf(['done', 'part', 'here', 'wait', 'late']),
  share: Nullable(Type.Integer()),
  /** Its own word, as a text key (the record's state). */
  word: text,
  /** What the word is about, by name. */
  named: text,
  number: text,
  since: Nullable(Instant),
  until: Nullable(Instant),
  minutes: Nullable(Type.Integer()),
  allowed: Nullable(Type.Integer()),
  holder: Nullable(Holder),
  href: text,
})
export type ThreadLeg = Static<typeof ThreadLeg>
export const Thread = shape({ threadId: Nullable(Id), legs: Type.Array(ThreadLeg) })
export type Thread = Static<typeof Thread>

const fillable = {
  contactId: Type.Optional(Nullable(Id)),
  payerId: Type.Optional(Nullable(Id)),
  address: Type.Optional(Nullable(Text(300))),
  promisedDate: Type.Optional(Nullable(Type.String({ format: 'date', description: 'YYYY-MM-DD' }))),
  poNumber: Type.Optional(Nullable(Text(100))),
  note: Type.Optional(Text(2000)),
  /** Ticks, words and files of the deal, by item of the checklist. */
  answers: Type.Optional(Answers),
  /** Fields of the deal that an item is taken from. */
  values: Type.Optional(Type.Record(Type.String({ maxLength: 80 }), Type.Unknown())),
}
/** What is missing is filled in with the win itself. */
export const WinBody = shape({
  version: Type.Optional(Type.Integer()),
  noOrderReason: Type.Optional(Nullable(Text(500))),
  amount: Type.Optional(Nullable(Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' }))),
  expectedClose: Type.Optional(Nullable(Type.String({ format: 'date', description: 'YYYY-MM-DD' }))),
  /** A code of the organisation's list, or its words. */
  wonReason: Type.Optional(Nullable(Text(500))),
  wonNote: Type.Optional(Nullable(Text(2000))),
  ...fillable,
})
export type WinInput = Static<typeof WinBody>
export const Won = shape({ dealId: Id, orderId: Nullable(Id), handoffId: Nullable(Id) })
export type Won = Static<typeof Won>
export const WinPreview = shape({
  ok: Type.Boolean(),
  reasons: Type.Array(ReasonShape),
  /** What the order would promise that may not be kept: nothing that stops the win. */
  warnings: Type.Array(ReasonShape),
  items: Type.Array(PacketItem),
  /** By which version of the checklist. */
  checklist: Type.Integer(),
  lines: Type.Integer(),
  gross: text,
  currency: text,
  /** What the order would take when nothing else is said. */
  contactId: Nullable(Id),
  address: text,
  promisedDate: text,
})
export type WinPreview = Static<typeof WinPreview>
