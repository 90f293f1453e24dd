import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import { SubjectQuery } from './followup.schema.ts'
import { Known } from './known.schema.ts'

export const knownApi = {
  list: endpoint({
    method: 'GET',
    path: '/known',
    mode: 'read',
    plan: 'free',
    access: 'followup.read',
    query: SubjectQuery,
    reply: shape({ items: Type.Array(Known) }),
    about: 'What follow-ups said of a lead, contact, customer, deal or order: of each kind the newest.',
  }),
}
