import type { Handlers } from '#kernel/api.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { billingProfileApi } from '../billing.api.ts'
import { BillingProfileEdit, NewBillingProfile } from '../billing.schema.ts'
import {
  createProfile,
  editProfile,
  getProfile,
  listProfiles,
  profileTwins,
  summariseProfiles,
  trashProfile,
} from './billing.service.ts'

export const billingProfileHandlers: Handlers<typeof billingProfileApi> = {
  list: (db, actor, query) => listProfiles(db, actor, query),
  summary: (db, actor, query) => summariseProfiles(db, actor, query),
  create: (tx, actor, input) => createProfile(tx, actor, input),
  get: (db, actor, { id }) => getProfile(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editProfile(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashProfile(tx, actor, id)
    return {}
  },
}

export const billingProfileVerbs: EntityVerbs = {
  list: listProfiles,
  summary: summariseProfiles,
  get: getProfile,
  create: (tx, actor, input) => createProfile(tx, actor, accept(NewBillingProfile, input)),
  edit: (tx, actor, id, input) => editProfile(tx, actor, id, accept(BillingProfileEdit, input)),
  remove: trashProfile,
  twins: async (_db, _actor, inputs) => inputs.map(profileTwins),
}
