import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'

export const templateKinds = ['one_off', 'framework', 'supplement'] as const
export type TemplateKind = (typeof templateKinds)[number]
export const blockKinds = ['title', 'heading', 'clause', 'text'] as const

export const Block = shape({ kind: OneOf(blockKinds), text: Text(10_000) })
export type Block = Static<typeof Block>
const Body = Type.Array(Block, { maxItems: 300, minItems: 1 })

export const Template = shape({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  lang: OneOf(langs),
  kind: OneOf(templateKinds),
  body: Body,
  archived: Type.Boolean(),
  updatedAt: Instant,
  updatedByName: Nullable(Type.String()),
  /** How many contracts were written by it. */
  used: Type.Integer(),
})
export type Template = Static<typeof Template>
export const NewTemplate = shape({ name: Said(100), lang: OneOf(langs), kind: OneOf(templateKinds), body: Body })
export type NewTemplate = Static<typeof NewTemplate>
export const TemplateEdit = shape({
  version: Type.Integer(),
  name: Type.Optional(Said(100)),
  body: Type.Optional(Body),
  archived: Type.Optional(Type.Boolean()),
})
export type TemplateEdit = Static<typeof TemplateEdit>

const RunShape = shape({ text: Type.String(), blank: Type.Optional(Type.String()) })
const PieceShape = Type.Union([
  shape({ kind: OneOf(['title', 'heading', 'clause', 'text']), mark: Type.String(), runs: Type.Array(RunShape) }),
  shape({
    kind: OneOf(['table']),
    table: shape({
      head: Type.Array(
        shape({ text: Type.String(), isNumber: Type.Optional(Type.Boolean()), isWide: Type.Optional(Type.Boolean()) }),
      ),
      rows: Type.Array(Type.Array(Type.String())),
      foot: Type.Array(Type.String()),
    }),
  }),
  shape({ kind: OneOf(['sides']), sides: Type.Array(Type.Array(RunShape)) }),
])
/** The contract as it will stand there, and what is still missing. */
export const Written = shape({ pieces: Type.Array(PieceShape), blanks: Type.Array(Type.String()) })
export type Written = Static<typeof Written>
export const PreviewBody = shape({ contractId: Id, body: Body, lang: OneOf(langs) })
