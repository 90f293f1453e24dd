import { Conflict, Subject } from '#features/registration/registration.schema.ts'
import { endpoint } from '#kernel/api.ts'

const read = { method: 'GET', mode: 'read', access: 'registration.read' } as const

export const registrationConflictApi = {
  /** Before anything is asked for: who has this customer or name, and this line. */
  look: endpoint({ ...read, path: '/registration-conflicts', query: Subject, reply: Conflict }),
  /** Of one that is asked for: everybody who has, had or wants the same. */
  about: endpoint({ ...read, path: '/registrations/:id/conflict', reply: Conflict }),
}
