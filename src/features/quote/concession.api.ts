import { endpoint } from '#kernel/api.ts'
import { Concessions } from './concession.schema.ts'

export const concessionApi = {
  /** From version to version of the quote's number, the newest first. */
  given: endpoint({
    method: 'GET',
    mode: 'read',
    path: '/quotes/:id/concessions',
    access: 'quote.read',
    reply: Concessions,
  }),
}
