import type { Handlers } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import { standingFor } from '#meta/server/giving.ts'
import type { customerApi } from '../customer.api.ts'
import { customerFlow } from '../customer.flow.ts'
import { CustomerEdit, NewCustomer } from '../customer.schema.ts'
import { createCustomers } from './create.service.ts'
import { getCredit, setCredit } from './credit.service.ts'
import {
  createCustomer,
  customerOffers,
  editCustomer,
  getCustomer,
  listCustomers,
  moveCustomer,
  summariseCustomers,
} from './customer.service.ts'
import { customerTwins, matchCustomers } from './likeness.service.ts'
import { restoreCustomer, trashCustomer } from './trash.service.ts'

export const customerHandlers: Handlers<typeof customerApi> = {
  list: (db, actor, query) => listCustomers(db, actor, query),
  summary: (db, actor, query) => summariseCustomers(db, actor, query),
  similar: async (db, actor, like) => {
    const [duplicates, standing] = await Promise.all([matchCustomers(db, actor, like), standingFor(db, actor, like)])
    return { duplicates, held: standing.held(actor.userId) }
  },
  create: (tx, actor, input) => createCustomer(tx, actor, input),
  get: (db, actor, { id }) => getCustomer(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editCustomer(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashCustomer(tx, actor, id)
    return {}
  },
  restore: (tx, actor, { id }) => restoreCustomer(tx, actor, id),
  offers: (db, actor, { id }) => customerOffers(db, actor, id),
  credit: (db, actor, { id }) => getCredit(db, actor, id),
  setCredit: (tx, actor, { id, ...input }) => setCredit(tx, actor, id, input),
  block: (tx, actor, { id }) => moveCustomer(tx, actor, id, 'block'),
  unblock: (tx, actor, { id }) => moveCustomer(tx, actor, id, 'unblock'),
}

export const customerVerbs: EntityVerbs = {
  list: listCustomers,
  summary: summariseCustomers,
  get: getCustomer,
  create: (tx, actor, input) => createCustomer(tx, actor, accept(NewCustomer, input)),
  createAll: createCustomers,
  edit: (tx, actor, id, input) => editCustomer(tx, actor, id, accept(CustomerEdit, input)),
  move: (tx, actor, id, move) => moveCustomer(tx, actor, id, moveNameIn(customerFlow, move)),
  remove: trashCustomer,
  twins: async (_db, actor, inputs) => inputs.map(input => customerTwins(actor, input)),
}
