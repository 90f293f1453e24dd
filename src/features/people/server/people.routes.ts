import type { Actor, PermissionRows } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { emailKey } from '#kernel/keys.ts'
import { accept } from '#kernel/validate.ts'
import { type EntityVerbs, twinsBy } from '#meta/registry.ts'
import type { peopleApi } from '../people.api.ts'
import { userFlow } from '../people.flow.ts'
import { DepartmentEdit, type NewApiKey, NewDepartment, NewPerson, UserEdit } from '../people.schema.ts'
import { stepRuleOf } from '../secondStep.rules.ts'
import {
  createDepartment,
  editDepartment,
  getDepartment,
  listDepartments,
  removeDepartment,
} from './department.service.ts'
import { editFieldRights, readFieldRights } from './fieldRight.service.ts'
import { invite, listInvitations, revokeInvitation } from './invitation.service.ts'
import { createKey, listKeys, revokeKey } from './key.service.ts'
import type { SendLetter } from './letter.service.ts'
import { unlockUser } from './lockout.service.ts'
import { readMyStep } from './myStep.service.ts'
import { editOrg, endOwnSession, getOrg, listSessions, readMe } from './org.service.ts'
import { makePasswordLink } from './reset.service.ts'
import { editPermissions, readPermissions } from './role.service.ts'
import { refuseStaleStep, resetStep, setStepRule } from './secondStep.service.ts'
import {
  addPerson,
  editMyself,
  editUser,
  getUser,
  listUsers,
  moveUser,
  setAbsence,
  summariseUsers,
  userOffers,
} from './user.service.ts'

nameConstraints({
  user_email_key: { key: 'people.emailKnown', path: 'email', conflict: true },
  users_email: { key: 'people.emailTaken', path: 'email', conflict: true },
  departments_name: { key: 'people.departmentTaken', path: 'name', conflict: true },
  invitations_open: { key: 'people.invitedTwice', path: 'email', conflict: true },
})

/** The permissions of every feature, whether mails go out, what signs: only the server as a whole knows. */
export type PeopleParts = { readonly permissions: PermissionRows; readonly send: SendLetter; readonly secret: string }

export const peopleHandlers = ({ permissions, send, secret }: PeopleParts): Handlers<typeof peopleApi> => ({
  me: (db, actor) => readMe(db, actor),
  editMe: async (tx, actor, input) => {
    await editMyself(tx, actor, input)
    return readMe(tx, input.name ? { ...actor, name: input.name.trim() } : actor)
  },
  sessions: (db, actor) => listSessions(db, actor),
  endSession: (tx, actor, { id }) => done(endOwnSession(tx, actor, id)),
  secondStep: (db, actor) => readMyStep(db, actor),
  stepRule: async (_db, actor) => stepRuleOf(actor.org),
  setStepRule: (tx, actor, input) => setStepRule(tx, actor, input),
  resetSecondStep: (tx, actor, { id }) => done(resetStep(tx, actor, id)),
  org: db => getOrg(db),
  editOrg: (tx, actor, input) => editOrg(tx, actor, input),
  users: (db, actor, query) => listUsers(db, actor, query),
  userSummary: (db, actor, query) => summariseUsers(db, actor, query),
  user: (db, actor, { id }) => getUser(db, actor, id),
  editUser: (tx, actor, { id, ...input }) => editUser(tx, actor, id, input),
  setAbsence: (tx, actor, { id, ...absence }) => setAbsence(tx, actor, id, absence),
  userOffers: (db, actor, { id }) => userOffers(db, actor, id),
  deactivate: (tx, actor, { id }) => moveUser(tx, actor, id, 'deactivate'),
  reactivate: (tx, actor, { id }) => moveUser(tx, actor, id, 'reactivate'),
  passwordLink: (tx, actor, { id }) => makePasswordLink(tx, actor, id, send),
  unlock: (tx, actor, { id }) => done(unlockUser(tx, actor, id)),
  departments: (db, actor, query) => listDepartments(db, actor, query),
  department: (db, actor, { id }) => getDepartment(db, actor, id),
  createDepartment: (tx, actor, input) => createDepartment(tx, actor, input),
  editDepartment: (tx, actor, { id, ...input }) => editDepartment(tx, actor, id, input),
  removeDepartment: (tx, actor, { id }) => done(removeDepartment(tx, actor, id)),
  permissions: db => readPermissions(db, permissions),
  editPermissions: (tx, actor, input) => editPermissions(tx, actor, permissions, input),
  fieldRights: (db, actor) => readFieldRights(db, actor, permissions),
  editFieldRights: (tx, actor, input) => editFieldRights(tx, actor, permissions, input),
  apiKeys: db => listKeys(db),
  createApiKey: (tx, actor, input) => makeKey(tx, actor, input, secret),
  revokeApiKey: (tx, actor, { id }) => done(revokeKey(tx, actor, id)),
  invitations: db => listInvitations(db),
  invite: (tx, actor, input) => invite(tx, actor, input, send),
  revokeInvitation: (tx, actor, { id }) => done(revokeInvitation(tx, actor, id)),
})

async function makeKey(tx: Tx, actor: Actor, { proof, ...input }: NewApiKey, secret: string) {
  await refuseStaleStep(tx, actor, { secret, proof })
  return createKey(tx, actor, input)
}

async function done(work: Promise<void>): Promise<Record<string, never>> {
  await work
  return {}
}

export const userVerbs: EntityVerbs = {
  list: listUsers,
  summary: summariseUsers,
  get: getUser,
  create: (tx, actor, input) => addPerson(tx, actor, accept(NewPerson, input)),
  edit: (tx, actor, id, input) => editUser(tx, actor, id, accept(UserEdit, input)),
  move: (tx, actor, id, move) => moveUser(tx, actor, id, moveNameIn(userFlow, move)),
  twins: async (_db, _actor, inputs) => inputs.map(input => twinsBy(input, 'email', emailKey)),
}

export const departmentVerbs: EntityVerbs = {
  list: listDepartments,
  get: getDepartment,
  create: (tx, actor, input) => createDepartment(tx, actor, accept(NewDepartment, input)),
  edit: (tx, actor, id, input) => editDepartment(tx, actor, id, accept(DepartmentEdit, input)),
  remove: removeDepartment,
  twins: async (_db, _actor, inputs) =>
    inputs.map(input => twinsBy(input, 'name', name => `${input.parentId ?? ''} ${name.trim().toLowerCase()}`)),
}
