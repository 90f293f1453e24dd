import type { Handlers } from '#kernel/api.ts'
import type { contactApi } from '../contact.api.ts'
import {
  createContact,
  editContact,
  getContact,
  listContacts,
  summariseContacts,
  trashContact,
} from './contact.service.ts'

export const contactHandlers: Handlers<typeof contactApi> = {
  list: (db, actor, query) => listContacts(db, actor, query),
  summary: (db, actor, query) => summariseContacts(db, actor, query),
  create: (tx, actor, input) => createContact(tx, actor, input),
  get: (db, actor, { id }) => getContact(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editContact(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashContact(tx, actor, id)
    return {}
  },
}
