import { Type } from 'typebox'
import { endpoint, MoveBody, OneOf, Page, shape } from '#kernel/api.ts'
import { AnswersQuery, FormAnswer, FormContent, FormEdit, FormVersion, LeadForm, NewForm } from './capture.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'form.read' } as const
const edit = { mode: 'write', access: 'form.edit' } as const
const Answers = shape({ items: Type.Array(FormAnswer) })

// biome-ignore format: a table
export const captureApi = {
  list:     endpoint({ ...read, path: '/forms', query: shape({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 200 })) }), reply: shape({ items: Type.Array(LeadForm) }) }),
  get:      endpoint({ ...read, path: '/forms/:id', reply: LeadForm }),
  create:   endpoint({ ...edit, method: 'POST', path: '/forms', body: NewForm, reply: LeadForm }),
  edit:     endpoint({ ...edit, method: 'PATCH', path: '/forms/:id', body: FormEdit, reply: LeadForm }),
  archive:  endpoint({ ...edit, method: 'DELETE', path: '/forms/:id', reply: shape({}) }),
  versions: endpoint({ ...read, path: '/forms/:id/versions', reply: shape({ items: Type.Array(FormVersion) }) }),
  preview:  endpoint({ method: 'POST', mode: 'read', path: '/forms/preview', access: 'form.read', body: shape({ content: FormContent, lang: OneOf(['en', 'zh']) }), reply: shape({ html: Type.String() }), about: 'The page as visitors would see it; nothing is kept.' }),
  answers:  endpoint({ ...read, path: '/form-answers', query: AnswersQuery, reply: Page(FormAnswer) }),
  drop:     endpoint({ method: 'POST', mode: 'write', path: '/form-answers/:id/moves/drop', access: 'form.review', body: MoveBody, reply: FormAnswer }),
  ofLead:     endpoint({ method: 'GET', mode: 'read', path: '/leads/:id/form-answers', access: 'lead.read', reply: Answers }),
  ofCustomer: endpoint({ method: 'GET', mode: 'read', path: '/customers/:id/form-answers', access: 'customer.read', reply: Answers }),
} as const
