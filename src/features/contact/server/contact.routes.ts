import type { Handlers } from '#kernel/api.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { contactApi } from '../contact.api.ts'
import { ContactEdit, NewContact } from '../contact.schema.ts'
import {
  contactTwins,
  editContact,
  getContact,
  listContacts,
  shownAlike,
  summariseContacts,
  trashContact,
} from './contact.service.ts'
import { createContact, createContacts } from './create.service.ts'

export const contactHandlers: Handlers<typeof contactApi> = {
  list: (db, actor, query) => listContacts(db, actor, query),
  summary: (db, actor, query) => summariseContacts(db, actor, query),
  similar: async (db, actor, like) => ({ duplicates: await shownAlike(db, actor, like) }),
  create: (tx, actor, input) => createContact(tx, actor, input),
  get: (db, actor, { id }) => getContact(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editContact(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashContact(tx, actor, id)
    return {}
  },
}

export const contactVerbs: EntityVerbs = {
  list: listContacts,
  summary: summariseContacts,
  get: getContact,
  create: (tx, actor, input) => createContact(tx, actor, accept(NewContact, input)),
  createAll: createContacts,
  edit: (tx, actor, id, input) => editContact(tx, actor, id, accept(ContactEdit, input)),
  remove: trashContact,
  twins: async (_db, actor, inputs) => inputs.map(input => contactTwins(actor, input)),
}
