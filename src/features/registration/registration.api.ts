import { Type } from 'typebox'
import { endpoint, ListQuery, moves, Offers, Page, Summary, SummaryQuery } from '#kernel/api.ts'
import { registrationFlow } from './registration.flow.ts'
import {
  NewRegistration,
  Registration,
  RegistrationDecided,
  RegistrationMoved,
  RegistrationSettings,
} from './registration.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'registration.read' } as const
const { expire: _, ...byPeople } = registrationFlow

export const registrationApi = {
  list: endpoint({ ...read, path: '/registrations', query: ListQuery, reply: Page(Registration) }),
  summary: endpoint({ ...read, path: '/registrations/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  create: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/registrations',
    access: 'registration.create',
    body: NewRegistration,
    reply: Registration,
  }),
  get: endpoint({ ...read, path: '/registrations/:id', reply: Registration }),
  offers: endpoint({ ...read, path: '/registrations/:id/moves', reply: Offers }),
  ...moves('/registrations/:id/moves', byPeople, Registration, {
    approve: RegistrationMoved,
    refuse: RegistrationDecided,
    award: RegistrationDecided,
    uphold: RegistrationDecided,
    renew: RegistrationMoved,
    win: RegistrationMoved,
    release: RegistrationMoved,
  }),
  /** Of one customer, newest first: what its page shows. */
  ofCustomer: endpoint({ ...read, path: '/customers/:id/registrations', reply: Type.Array(Registration) }),
  settings: endpoint({ ...read, path: '/registration-settings', access: 'signedIn', reply: RegistrationSettings }),
  setSettings: endpoint({
    method: 'PUT',
    mode: 'write',
    path: '/registration-settings',
    access: 'org.edit',
    body: RegistrationSettings,
    reply: RegistrationSettings,
  }),
}
