import { Type } from 'typebox'
import { endpoint, FileReply, OneOf, shape } from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'
import { PaperTemplate, PaperTemplateEdit } from './template.schema.ts'

export const paperTemplateApi = {
  template: endpoint({
    method: 'GET',
    path: '/quote-paper',
    mode: 'read',
    access: 'quote.paper',
    reply: PaperTemplate,
  }),
  setTemplate: endpoint({
    method: 'PATCH',
    path: '/quote-paper',
    mode: 'write',
    access: 'quote.paper',
    body: PaperTemplateEdit,
    reply: PaperTemplate,
  }),
  sample: endpoint({
    method: 'GET',
    path: '/quote-paper/sample',
    mode: 'read',
    access: 'quote.paper',
    query: shape({ lang: Type.Optional(OneOf(langs)) }),
    reply: FileReply,
    about: 'The newest quote that the reader may read, as the paper looks now.',
  }),
}
