import { Type } from 'typebox'
import { endpoint, OneOf, shape, Text } from '#kernel/api.ts'

const Fields = Type.Record(
  Type.String({ maxLength: 80 }),
  Type.Union([Type.String({ maxLength: 30_000 }), Type.Number(), Type.Boolean(), Type.Null()]),
)

export const AnswerBody = shape({
  fields: Fields,
  consent: Type.Optional(Type.Boolean()),
  began: Type.Optional(Text(200)),
  /** The same key, sent again, is one answer. */
  key: Type.Optional(Text(200, 1)),
})

/** For pages of other sites: what a form asks, and an answer as JSON. */
export const publicFormApi = {
  asks: endpoint({
    method: 'GET',
    mode: 'read',
    path: '/public/forms/:token',
    access: 'public',
    query: shape({ lang: Type.Optional(OneOf(['zh', 'en'])) }),
    reply: shape({
      title: Type.String(),
      intro: Type.String(),
      fields: Type.Array(
        shape({
          key: Type.String(),
          label: Type.String(),
          help: Type.String(),
          kind: Type.String(),
          required: Type.Boolean(),
          choices: Type.Array(shape({ value: Type.String(), label: Type.String() })),
        }),
      ),
      consent: Type.String(),
      began: Type.String(),
    }),
    about: 'What the form asks. `began` is sent back with the answer.',
  }),
  answer: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/public/forms/:token',
    access: 'public',
    status: 200,
    /** `c`: the code of a campaign. */
    query: shape({ lang: Type.Optional(OneOf(['zh', 'en'])), c: Type.Optional(Text(20)) }),
    body: AnswerBody,
    reply: shape({ thanks: Type.String() }),
    about:
      'From a page of a site that the form lists (its `Origin`). Answers the same whether somebody is known or not; programs without a page use POST /leads with an API key.',
  }),
} as const
