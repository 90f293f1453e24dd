import { Type } from 'typebox'
import { endpoint, FileReply, OneOf, shape, Text } from '#kernel/api.ts'

const ExportQuery = shape({
  filter: Type.Optional(Text(8000)),
  sort: Type.Optional(Text(200)),
  q: Type.Optional(Text(200)),
  fields: Type.Optional(Text(1000)),
  format: Type.Optional(Type.Literal('csv')),
  /** GBK is always refused: it cannot write every name. */
  encoding: Type.Optional(OneOf(['utf-8', 'gb18030', 'gbk'])),
})

/** One for every entity that has a list and somebody who may export it. */
export const exportApi = (path: string, entity: string) => ({
  export: endpoint({
    method: 'GET',
    path: `${path}/export`,
    mode: 'read',
    plan: 'free',
    access: `${entity}.export`,
    query: ExportQuery,
    reply: FileReply,
  }),
})
