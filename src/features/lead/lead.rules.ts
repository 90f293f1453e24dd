// Guards: each is named for the problem it finds.
import type { Guard } from '#kernel/flow.ts'
import type { LeadFacts } from './lead.flow.ts'

export const inactiveOwner: Guard<LeadFacts> = ({ to }) => (to && !to.active ? 'lead.inactiveOwner' : undefined)
export const sameOwner: Guard<LeadFacts> = ({ to, ownerId }) => (to && to.id === ownerId ? 'lead.sameOwner' : undefined)
export const notFollowed: Guard<LeadFacts> = ({ state }) => (state === 'assigned' ? 'lead.notFollowed' : undefined)
