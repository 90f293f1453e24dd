import type { Role } from '#kernel/access.ts'
import type { Flow, Guard } from '#kernel/flow.ts'
import type { UserState } from './people.schema.ts'

export type UserMove = 'deactivate' | 'reactivate'
export type UserFacts = { readonly state: UserState; readonly roles: readonly Role[]; readonly otherOwners: number }

/** Somebody must always be able to open every door. */
export const lastOwner: Guard<UserFacts> = ({ roles, otherOwners }) =>
  roles.includes('owner') && otherOwners === 0 ? 'people.lastOwner' : undefined

// prettier-ignore
export const userFlow: Flow<UserState, UserMove, UserFacts, 'user.edit'> = {
  deactivate: { from: ['active'],   to: 'inactive', may: 'user.edit', unless: [lastOwner] },
  reactivate: { from: ['inactive'], to: 'active',   may: 'user.edit' },
}
