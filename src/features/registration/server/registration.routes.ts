import type { Handlers } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { registrationApi } from '../registration.api.ts'
import { registrationFlow } from '../registration.flow.ts'
import { NewRegistration, RegistrationDecided, RegistrationMoved } from '../registration.schema.ts'
import { moveRegistration, registrationOffers } from './move.service.ts'
import {
  createRegistration,
  getRegistration,
  listRegistrations,
  readRegistrationSettings,
  registrationsOf,
  setRegistrationSettings,
  summariseRegistrations,
} from './registration.service.ts'

export const registrationHandlers: Handlers<typeof registrationApi> = {
  list: (db, actor, query) => listRegistrations(db, actor, query),
  summary: (db, actor, query) => summariseRegistrations(db, actor, query),
  create: (tx, actor, input) => createRegistration(tx, actor, input),
  get: (db, actor, { id }) => getRegistration(db, actor, id),
  offers: (db, actor, { id }) => registrationOffers(db, actor, id),
  approve: (tx, actor, { id, ...wish }) => moveRegistration(tx, actor, id, { move: 'approve', ...wish }),
  refuse: (tx, actor, { id, ...wish }) => moveRegistration(tx, actor, id, { move: 'refuse', ...wish }),
  award: (tx, actor, { id, ...wish }) => moveRegistration(tx, actor, id, { move: 'award', ...wish }),
  uphold: (tx, actor, { id, ...wish }) => moveRegistration(tx, actor, id, { move: 'uphold', ...wish }),
  renew: (tx, actor, { id, ...wish }) => moveRegistration(tx, actor, id, { move: 'renew', ...wish }),
  win: (tx, actor, { id, ...wish }) => moveRegistration(tx, actor, id, { move: 'win', ...wish }),
  release: (tx, actor, { id, ...wish }) => moveRegistration(tx, actor, id, { move: 'release', ...wish }),
  ofCustomer: (db, actor, { id }) => registrationsOf(db, actor, id),
  settings: async (_db, actor) => readRegistrationSettings(actor),
  setSettings: (tx, actor, input) => setRegistrationSettings(tx, actor, input),
}

const { expire: _, ...byPeople } = registrationFlow
const withReason = new Set(['refuse', 'award', 'uphold'])

export const registrationVerbs: EntityVerbs = {
  list: listRegistrations,
  summary: summariseRegistrations,
  get: getRegistration,
  create: (tx, actor, input) => createRegistration(tx, actor, accept(NewRegistration, input)),
  move: (tx, actor, id, ...[name, input]) => {
    const move = moveNameIn(byPeople, name)
    const shape = withReason.has(move) ? RegistrationDecided : RegistrationMoved
    return moveRegistration(tx, actor, id, { move, ...accept(shape, input) })
  },
}
