// What Home is made of: every feature gives its own lines, so that none has to know of the others.
import { type Static, Type } from 'typebox'
import type { Actor } from '#kernel/access.ts'
import { Id, Instant, Nullable, OneOf, shape } from '#kernel/api.ts'
import type { Day } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'

/** In the order in which Home asks for attention. */
export const homeParts = [
  'packet',
  'review',
  'invoice',
  'money',
  'mine',
  'papers',
  'service',
  'waiting',
  'stalled',
] as const
/** `due` is cut into late, today and tomorrow by its time. */
const homeSections = ['due', ...homeParts] as const
export type HomeSection = (typeof homeSections)[number]

export const HomeLine = shape({
  /** Unique within Home. */
  key: Type.String(),
  entity: Type.String(),
  recordId: Id,
  /** Whom it is about: the customer, the lead. */
  who: Type.String(),
  /** In the person's own words; or a text key with values. */
  text: Nullable(Type.String()),
  say: Nullable(
    shape({
      key: Type.String(),
      values: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
    }),
  ),
  note: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  /** Who answers there, where it is a person. */
  callee: Type.Optional(Nullable(Type.String())),
  /** When it is or was due, or since when it waits. */
  at: Nullable(Instant),
  /** Due some time on that day. */
  allDay: Type.Optional(Type.Boolean()),
  /** What a follow-up is logged on, where the record itself takes none. */
  about: Type.Optional(shape({ entity: Type.String(), id: Id })),
  /** Past its time, whatever part of Home it stands in. */
  late: Type.Optional(Type.Boolean()),
  /** The part of the thread it stands in, e.g. `deal`. */
  step: Nullable(Type.String()),
  /** A move made in place by one press: its text key and where it is posted. */
  move: Nullable(shape({ say: Type.String(), path: Type.String() })),
  /** What else can be done in place; unknown ones are only shown as a link. */
  actions: Type.Array(OneOf(['log', 'checkIn', 'reschedule', 'done', 'plan', 'assign', 'giveBack', 'lose', 'open'])),
})
export type HomeLine = Static<typeof HomeLine>

export type HomeSource = {
  readonly section: HomeSection
  /** Who is asked at all. */
  readonly access: string
  /** At most 50, most pressing first; only what the actor may read. `until`: the end of tomorrow. */
  lines(db: Db, actor: Actor, until: string): Promise<HomeLine[]>
}

const sources: HomeSource[] = []

/** Once per process, by the composition root. */
export function registerHome(...rows: readonly HomeSource[]): void {
  for (const row of rows) if (!sources.includes(row)) sources.push(row)
}

export const homeSources = (): readonly HomeSource[] => sources

/** What of somebody's own is promised for the days from one to another, beside their next steps. */
export type HomeDays = {
  readonly access: string
  count(db: Db, actor: Actor, span: { from: Day; to: Day }): Promise<{ day: Day; count: number }[]>
}

const days: HomeDays[] = []

export function registerHomeDays(...rows: readonly HomeDays[]): void {
  for (const row of rows) if (!days.includes(row)) days.push(row)
}

export const homeDays = (): readonly HomeDays[] => days
