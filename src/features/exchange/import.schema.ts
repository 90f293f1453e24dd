import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, ReasonShape, shape, Text } from '#kernel/api.ts'

/** `checking` and `running` are worked at by somebody; what breaks off goes back to `inspected`, or is `failed`. */
const importStates = ['inspected', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed'] as const

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252', 'big5'] as const
export type Encoding = (typeof encodings)[number]

/** How the file is built; only a workbook has sheets, and no encoding. */
const formats = ['text', 'workbook', 'cards'] as const
export type Format = (typeof formats)[number]

/** Who said what it holds: the person, its headings, or nobody yet: several kinds fit about as well. */
const kindSayers = ['person', 'headings', 'open'] as const

const Label = shape({ en: Type.String(), zh: Type.String() })

const Mapped = shape({
  column: Type.Integer({ minimum: 0, maximum: 200 }),
  field: Text(60, 1),
  /** What is written → what is meant, once for the whole column. */
  values: Type.Optional(Type.Record(Type.String(), Text(1000))),
  numbers: Type.Optional(OneOf(['point', 'comma'])),
  dates: Type.Optional(OneOf(['dmy', 'mdy'])),
})
export const Mapping = Type.Array(Mapped, { maxItems: 200 })
export type Mapping = Static<typeof Mapping>

/** Cells that are taken, and yet may not be what was meant. */
const Warning = shape({
  key: Type.String(),
  path: Type.String(),
  column: Type.String(),
  count: Type.Integer(),
  lines: Type.Array(Type.Integer()),
})
export type Warning = Static<typeof Warning>

export const Import = shape({
  id: Id,
  /** While `kindBy` is open, the kind that fits best. */
  entity: Type.String(),
  kindBy: OneOf(kindSayers),
  fileName: Type.String(),
  format: OneOf(formats),
  encoding: Nullable(OneOf(encodings)),
  sheets: Type.Array(Type.String()),
  sheet: Nullable(Type.String()),
  mapping: Mapping,
  state: OneOf(importStates),
  /** Why the last check or run broke off. */
  problem: Nullable(ReasonShape),
  warnings: Type.Array(Warning),
  rowsTotal: Type.Integer(),
  /** Of the check while it is one, of the run from then on. */
  rowsRead: Type.Integer(),
  rowsOk: Type.Integer(),
  /** Of those that fit: like a record that exists, or like a row above. */
  rowsAlike: Type.Integer(),
  /** Of customers whom somebody else has registered. */
  rowsHeld: Type.Integer(),
  rowsRefused: Type.Integer(),
  lastLine: Type.Integer(),
  createdAt: Instant,
  finishedAt: Nullable(Instant),
})
export type Import = Static<typeof Import>

const Column = shape({
  column: Type.Integer(),
  name: Type.String(),
  samples: Type.Array(Type.String()),
  /** Every distinct value with its rows, commonest first, where they are few. */
  values: Nullable(Type.Array(shape({ value: Type.String(), count: Type.Integer() }))),
  numbers: OneOf(['point', 'comma', 'mixed', 'unclear', 'plain']),
  dates: OneOf(['dmy', 'mdy', 'mixed', 'unclear', 'plain']),
})

const KnownName = shape({ name: Type.String(), also: Type.Array(Type.String()) })

const TargetField = shape({
  key: Type.String(),
  label: Label,
  required: Type.Boolean(),
  kind: Type.String(),
})

export const Inspection = shape({
  import: Import,
  /** Kinds that its headings fit, best first; none where the person said what it holds. */
  kinds: Type.Array(shape({ entity: Type.String(), known: Type.Integer(), lacking: Type.Integer() })),
  fields: Type.Array(TargetField),
  columns: Type.Array(Column),
  /** As this person mapped the same header last time, else as the names suggest. */
  mapping: Mapping,
  remembered: Type.Boolean(),
  /** This very content was imported already, newest first. */
  before: Type.Array(shape({ who: Type.String(), at: Instant, count: Type.Integer() })),
  unmapped: Type.Array(
    shape({ column: Type.Integer(), header: Type.String(), why: OneOf(['noMatch', 'taken', 'ours']) }),
  ),
  /** Names that a field knows, where they are few; `only`: nothing else may stand there. */
  known: Type.Array(shape({ field: Type.String(), names: Type.Array(KnownName), only: Type.Boolean() })),
})
export type Inspection = Static<typeof Inspection>

export const Verdict = shape({
  /** What was refused and why, most rows first; a row with two reasons stands in two groups. */
  groups: Type.Array(
    shape({
      reason: ReasonShape,
      count: Type.Integer(),
      lines: Type.Array(Type.Integer()),
      cells: Type.Array(Type.String()),
    }),
  ),
  /** The first hundred. */
  rows: Type.Array(shape({ line: Type.Integer(), cells: Type.Array(Type.String()), reasons: Type.Array(ReasonShape) })),
})
export type Verdict = Static<typeof Verdict>

export const Importable = shape({
  items: Type.Array(
    shape({
      entity: Type.String(),
      label: Label,
      /** Where its records are seen. */
      path: Type.String(),
      /** What was before Baton: history and opening balances. */
      opening: Type.Boolean(),
      fields: Type.Array(TargetField),
    }),
  ),
})
