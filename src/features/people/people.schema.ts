import { type Static, Type } from 'typebox'
import { keyScopes, reaches, roles } from '#kernel/access.ts'
import { DateOnly, Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'

export const Email = Type.String({
  maxLength: 254,
  pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
  description: 'name@company.com',
})
export const Password = Type.String({ minLength: 8, maxLength: 128 })
const RoleName = OneOf(roles)
const RoleList = Type.Array(RoleName, { minItems: 1, maxItems: roles.length, uniqueItems: true })
const LangName = OneOf(langs)
const ThemeName = OneOf(['light', 'dark'])

export const userStates = ['active', 'inactive'] as const
export type UserState = (typeof userStates)[number]

const text = Nullable(Type.String())

export const User = shape({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  email: Type.String(),
  phone: text,
  lang: Nullable(LangName),
  roles: Type.Array(RoleName),
  deptId: Nullable(Id),
  deptName: text,
  managerId: Nullable(Id),
  managerName: text,
  state: OneOf(userStates),
  awayFrom: Nullable(DateOnly),
  awayUntil: Nullable(DateOnly),
  createdAt: Instant,
  updatedAt: Instant,
})
export type User = Static<typeof User>

export const UserEdit = shape({
  name: Type.Optional(Text(100, 1)),
  phone: Type.Optional(Nullable(Text(60))),
  roles: Type.Optional(RoleList),
  deptId: Type.Optional(Nullable(Id)),
  managerId: Type.Optional(Nullable(Id)),
  awayFrom: Type.Optional(Nullable(DateOnly)),
  awayUntil: Type.Optional(Nullable(DateOnly)),
  version: Type.Optional(Type.Integer()),
})
export type UserEdit = Static<typeof UserEdit>

/** Somebody who may own records and cannot sign in yet: imports bring colleagues, an invitation lets them in. */
export const NewPerson = shape({
  name: Text(100, 1),
  email: Email,
  phone: Type.Optional(Nullable(Text(60))),
  roles: RoleList,
  deptId: Type.Optional(Nullable(Id)),
  managerId: Type.Optional(Nullable(Id)),
  awayFrom: Type.Optional(Nullable(DateOnly)),
  awayUntil: Type.Optional(Nullable(DateOnly)),
})
export type NewPerson = Static<typeof NewPerson>

/** Both days belong to it; without a first one it has begun. */
export const Absence = shape({ awayFrom: Nullable(DateOnly), awayUntil: Nullable(DateOnly) })
export type Absence = Static<typeof Absence>

export const MyEdit = shape({
  name: Type.Optional(Text(100, 1)),
  phone: Type.Optional(Nullable(Text(60))),
  /** Null: as the browser asks. */
  lang: Type.Optional(Nullable(LangName)),
  theme: Type.Optional(Nullable(ThemeName)),
  awayFrom: Type.Optional(Nullable(DateOnly)),
  awayUntil: Type.Optional(Nullable(DateOnly)),
})
export type MyEdit = Static<typeof MyEdit>

export const Org = shape({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  zone: Type.String(),
  currency: Type.String(),
  country: Type.String(),
  lang: LangName,
  booksClosedUntil: Nullable(DateOnly),
})
export type Org = Static<typeof Org>

const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'CNY' })
const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'CN' })

export const OrgEdit = shape({
  name: Type.Optional(Text(200, 1)),
  zone: Type.Optional(Text(60, 1)),
  currency: Type.Optional(Currency),
  country: Type.Optional(Country),
  lang: Type.Optional(LangName),
  booksClosedUntil: Type.Optional(Nullable(DateOnly)),
  version: Type.Optional(Type.Integer()),
})
export type OrgEdit = Static<typeof OrgEdit>

export const Me = shape({
  userId: Id,
  name: Type.String(),
  email: Type.String(),
  phone: text,
  awayFrom: Nullable(DateOnly),
  awayUntil: Nullable(DateOnly),
  /** The person's own choice; null leaves it to the browser. */
  lang: Nullable(LangName),
  theme: Nullable(ThemeName),
  roles: Type.Array(RoleName),
  deptId: Nullable(Id),
  grants: Type.Record(Type.String(), OneOf(reaches)),
  org: Org,
  /** The second step of sign-in is asked for and still missing: nothing else opens. */
  barred: Type.Boolean(),
  /** Where the same login works too. */
  orgs: Type.Array(shape({ id: Id, name: Type.String() })),
})
export type Me = Static<typeof Me>

export const Department = shape({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  parentId: Nullable(Id),
  parentName: text,
  headId: Nullable(Id),
  headName: text,
  people: Type.Integer(),
})
export type Department = Static<typeof Department>

export const NewDepartment = shape({
  name: Text(100, 1),
  parentId: Type.Optional(Nullable(Id)),
  headId: Type.Optional(Nullable(Id)),
})
export type NewDepartment = Static<typeof NewDepartment>

export const DepartmentEdit = shape({
  name: Type.Optional(Text(100, 1)),
  parentId: Type.Optional(Nullable(Id)),
  headId: Type.Optional(Nullable(Id)),
  version: Type.Optional(Type.Integer()),
})
export type DepartmentEdit = Static<typeof DepartmentEdit>

const ReachOrNone = Nullable(OneOf(reaches))

/** A permission as the organisation has it: per role its reach, and the default it came from. */
export const PermissionRow = shape({
  permission: Type.String(),
  reach: Type.Record(Type.String(), ReachOrNone),
  byDefault: Type.Record(Type.String(), ReachOrNone),
})
export type PermissionRow = Static<typeof PermissionRow>
export const PermissionTable = shape({ roles: Type.Array(RoleName), items: Type.Array(PermissionRow) })
export type PermissionTable = Static<typeof PermissionTable>

export const GrantEdits = shape({
  changes: Type.Array(shape({ permission: Text(100, 1), role: RoleName, reach: ReachOrNone }), {
    minItems: 1,
    maxItems: 500,
  }),
})
export type GrantEdits = Static<typeof GrantEdits>

export const ApiKey = shape({
  id: Id,
  name: Type.String(),
  prefix: Type.String(),
  roles: Type.Array(RoleName),
  scope: OneOf(keyScopes),
  userId: Id,
  userName: Type.String(),
  createdAt: Instant,
  lastUsedAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
})
export type ApiKey = Static<typeof ApiKey>

export const NewApiKey = shape({
  name: Text(100, 1),
  roles: Type.Optional(Type.Array(RoleName, { uniqueItems: true })),
  /** `leads`: nothing but `POST /leads`. */
  scope: Type.Optional(OneOf(keyScopes)),
  /** From `/auth/second-step/fresh`, where the person has a second step or must have one. */
  proof: Type.Optional(Text(200, 1)),
})
export type NewApiKey = Static<typeof NewApiKey>

export const Invitation = shape({
  id: Id,
  email: Type.String(),
  roles: Type.Array(RoleName),
  deptId: Nullable(Id),
  deptName: text,
  createdAt: Instant,
  expiresAt: Instant,
})
export type Invitation = Static<typeof Invitation>

export const NewInvitation = shape({ email: Email, roles: RoleList, deptId: Type.Optional(Nullable(Id)) })
export type NewInvitation = Static<typeof NewInvitation>

export const OwnSession = shape({
  id: Type.String(),
  createdAt: Instant,
  seenAt: Instant,
  address: text,
  device: text,
})
export type OwnSession = Static<typeof OwnSession>

export const SignUp = shape({
  company: Text(200, 1),
  name: Text(100, 1),
  email: Email,
  password: Password,
  /** The company's. The founder's own stays as the browser asks. */
  lang: Type.Optional(LangName),
  zone: Type.Optional(Text(60, 1)),
  currency: Type.Optional(Currency),
})
export type SignUp = Static<typeof SignUp>

export const AcceptInvitation = shape({ token: Text(200, 20), name: Text(100, 1), password: Password })
export type AcceptInvitation = Static<typeof AcceptInvitation>

export const InvitationToken = shape({ token: Text(200, 20) })

export const ForgotPassword = shape({ email: Email })
export const ResetPassword = shape({ token: Text(200, 20), password: Password })
export type ResetPassword = Static<typeof ResetPassword>
