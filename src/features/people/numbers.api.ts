import { Type } from 'typebox'
import { endpoint, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { type NumberedKind, numberedKinds } from '#meta/numberKinds.ts'

const Kind = OneOf<readonly NumberedKind[]>(numberedKinds)
const Numbers = shape({
  kind: Kind,
  pattern: Type.String(),
  /** What it is when the company says nothing. */
  usual: Type.String(),
  /** What a document of today would be called. */
  next: Type.String(),
})
const Asked = shape({ kind: Kind, pattern: Nullable(Text(60)) })

export const numbersApi = {
  list: endpoint({
    method: 'GET',
    path: '/number-patterns',
    mode: 'read',
    access: 'org.edit',
    reply: shape({ items: Type.Array(Numbers) }),
  }),
  preview: endpoint({
    method: 'POST',
    path: '/number-patterns/preview',
    mode: 'read',
    access: 'org.edit',
    body: Asked,
    reply: Numbers,
  }),
  set: endpoint({
    method: 'PUT',
    path: '/number-patterns',
    mode: 'write',
    access: 'org.edit',
    body: Asked,
    reply: Numbers,
    about:
      '`null`: the usual one again. Numbers that were given stay; the new pattern goes on counting where it counts by the same day, month or year.',
  }),
}
