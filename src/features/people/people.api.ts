import { Type } from 'typebox'
import { endpoint, Id, ListQuery, moves, Nullable, Offers, Page, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import { FieldRightEdits, FieldRightTable } from './fieldRight.schema.ts'
import { userFlow } from './people.flow.ts'
import {
  Absence,
  AcceptInvitation,
  ApiKey,
  Department,
  DepartmentEdit,
  ForgotPassword,
  GrantEdits,
  Invitation,
  InvitationToken,
  Me,
  MyEdit,
  NewApiKey,
  NewDepartment,
  NewInvitation,
  Org,
  OrgEdit,
  OwnSession,
  PermissionTable,
  ResetPassword,
  SignUp,
  User,
  UserEdit,
} from './people.schema.ts'
import { MyStep, StepRule } from './secondStep.schema.ts'

const Empty = shape({})
const All = <S extends Parameters<typeof Type.Array>[0]>(item: S) => shape({ items: Type.Array(item) })

// biome-ignore format: a table
export const peopleApi = {
  me:                endpoint({ method: 'GET',    path: '/me',                mode: 'read',  access: 'signedIn', enrolling: true, reply: Me }),
  editMe:            endpoint({ method: 'PATCH',  path: '/me',                mode: 'write', access: 'signedIn', body: MyEdit, reply: Me }),
  sessions:          endpoint({ method: 'GET',    path: '/sessions',          mode: 'read',  access: 'signedIn', reply: All(OwnSession) }),
  endSession:        endpoint({ method: 'DELETE', path: '/sessions/:id',      mode: 'write', access: 'signedIn', reply: Empty }),
  secondStep:        endpoint({ method: 'GET',    path: '/second-step',       mode: 'read',  access: 'signedIn', enrolling: true, reply: MyStep, about: 'How I stand with the second step of sign-in.' }),
  stepRule:          endpoint({ method: 'GET',    path: '/second-step/rule',  mode: 'read',  access: 'org.edit', reply: StepRule }),
  setStepRule:       endpoint({ method: 'PUT',    path: '/second-step/rule',  mode: 'write', access: 'org.edit', body: StepRule, reply: StepRule }),
  resetSecondStep:   endpoint({ method: 'POST',   path: '/users/:id/second-step/reset', mode: 'write', access: 'user.edit', body: Empty, reply: Empty }),
  org:               endpoint({ method: 'GET',    path: '/orgs/current',      mode: 'read',  access: 'signedIn', reply: Org }),
  editOrg:           endpoint({ method: 'PATCH',  path: '/orgs/current',      mode: 'write', access: 'org.edit', body: OrgEdit, reply: Org }),
  users:             endpoint({ method: 'GET',    path: '/users',             mode: 'read',  access: 'user.read', query: ListQuery, reply: Page(User), about: 'Without a filter, active people only.' }),
  userSummary:       endpoint({ method: 'GET',    path: '/users/summary',     mode: 'read',  plan: 'free', access: 'user.read', query: SummaryQuery, reply: Summary }),
  user:              endpoint({ method: 'GET',    path: '/users/:id',         mode: 'read',  access: 'user.read', reply: User }),
  editUser:          endpoint({ method: 'PATCH',  path: '/users/:id',         mode: 'write', access: 'user.edit', body: UserEdit, reply: User }),
  setAbsence:        endpoint({ method: 'PUT',    path: '/users/:id/absence', mode: 'write', access: 'user.absence', body: Absence, reply: User }),
  userOffers:        endpoint({ method: 'GET',    path: '/users/:id/moves',   mode: 'read',  access: 'user.read', reply: Offers }),
  ...moves('/users/:id/moves', userFlow, User),
  passwordLink:      endpoint({ method: 'POST',   path: '/users/:id/password-link', mode: 'write', access: 'user.edit', secret: true, body: Empty, reply: shape({ link: Nullable(Type.String()), mailed: Type.Boolean() }), about: 'By mail to the person; where no mail can go out, the link itself.' }),
  unlock:            endpoint({ method: 'POST',   path: '/users/:id/unlock',  mode: 'write', access: 'user.edit', body: Empty, reply: Empty }),
  departments:       endpoint({ method: 'GET',    path: '/departments',       mode: 'read',  access: 'department.read', query: ListQuery, reply: Page(Department) }),
  department:        endpoint({ method: 'GET',    path: '/departments/:id',   mode: 'read',  access: 'department.read', reply: Department }),
  createDepartment:  endpoint({ method: 'POST',   path: '/departments',       mode: 'write', access: 'department.edit', body: NewDepartment, reply: Department }),
  editDepartment:    endpoint({ method: 'PATCH',  path: '/departments/:id',   mode: 'write', access: 'department.edit', body: DepartmentEdit, reply: Department }),
  removeDepartment:  endpoint({ method: 'DELETE', path: '/departments/:id',   mode: 'write', access: 'department.edit', reply: Empty }),
  permissions:       endpoint({ method: 'GET',    path: '/role-permissions',  mode: 'read',  access: 'user.read', reply: PermissionTable }),
  editPermissions:   endpoint({ method: 'PUT',    path: '/role-permissions',  mode: 'write', access: 'role.edit', body: GrantEdits, reply: PermissionTable }),
  fieldRights:       endpoint({ method: 'GET',    path: '/field-rights',      mode: 'read',  access: 'role.edit', reply: FieldRightTable }),
  editFieldRights:   endpoint({ method: 'PUT',    path: '/field-rights',      mode: 'write', access: 'role.edit', body: FieldRightEdits, reply: FieldRightTable }),
  apiKeys:           endpoint({ method: 'GET',    path: '/api-keys',          mode: 'read',  access: 'apiKey.edit', reply: All(ApiKey) }),
  createApiKey:      endpoint({ method: 'POST',   path: '/api-keys',          mode: 'write', access: 'apiKey.edit', secret: true, body: NewApiKey, reply: shape({ ...ApiKey.properties, secret: Type.String() }) }),
  revokeApiKey:      endpoint({ method: 'DELETE', path: '/api-keys/:id',      mode: 'write', access: 'apiKey.edit', reply: Empty }),
  invitations:       endpoint({ method: 'GET',    path: '/invitations',       mode: 'read',  access: 'user.edit', reply: All(Invitation) }),
  invite:            endpoint({ method: 'POST',   path: '/invitations',       mode: 'write', access: 'user.edit', secret: true, body: NewInvitation, reply: shape({ ...Invitation.properties, link: Type.String(), mailed: Type.Boolean() }) }),
  revokeInvitation:  endpoint({ method: 'DELETE', path: '/invitations/:id',   mode: 'write', access: 'user.edit', reply: Empty }),
}

/** Before anyone is signed in, and about the sign-in itself. */
// biome-ignore format: a table
export const signInApi = {
  signUpOffer:       endpoint({ method: 'GET',    path: '/sign-up',             mode: 'read',  access: 'public', reply: shape({ open: Type.Boolean(), first: Type.Boolean(), mail: Type.Boolean() }), about: '`mail`: a forgotten password can be asked for.' }),
  signUp:            endpoint({ method: 'POST',   path: '/sign-up',             mode: 'write', access: 'public', body: SignUp, reply: shape({ orgId: Id }) }),
  previewInvitation: endpoint({ method: 'POST',   path: '/invitations/preview', mode: 'read',  access: 'public', body: InvitationToken, reply: shape({ company: Type.String(), email: Type.String(), known: Type.Boolean() }) }),
  acceptInvitation:  endpoint({ method: 'POST',   path: '/invitations/accept',  mode: 'write', access: 'public', body: AcceptInvitation, reply: shape({ orgId: Id }) }),
  forgotPassword:    endpoint({ method: 'POST',   path: '/password/forgot',     mode: 'write', access: 'public', body: ForgotPassword, reply: Empty, about: 'Answers the same whether the address is known or not.' }),
  resetPassword:     endpoint({ method: 'POST',   path: '/password/reset',      mode: 'write', access: 'public', body: ResetPassword, reply: Empty }),
  switchOrg:         endpoint({ method: 'POST',   path: '/me/org',              mode: 'write', access: 'signedIn', body: shape({ orgId: Id }), reply: shape({ orgId: Id }) }),
}
