// Where a record is told of outside of its own answers (the board, a title, a notice), what it is worth is told with it:
// the same figure as one of its fields, and closed to whom that field is closed.
import type { Actor } from '#kernel/access.ts'
import { hiddenFields } from './fieldRights.ts'
import { registered } from './registry.ts'

type Standing = Pick<Actor, 'grants' | 'fieldRights'>

const figures: Readonly<Record<string, string>> = {
  deal: 'amount',
  quote: 'gross',
  contract: 'amount',
  order: 'gross',
  change: 'grossAfter',
  invoice: 'gross',
  receipt: 'amount',
  refund: 'amount',
  writeOff: 'amount',
  creditRelease: 'amount',
}

/** May the actor see what a record of this entity is worth? */
export function showsFigure(actor: Standing, entity: string): boolean {
  const field = figures[entity]
  const known = field === undefined ? undefined : registered(entity)?.entity
  return known === undefined || field === undefined || !hiddenFields(actor, known).has(field)
}

/** `SO1 · Acme · ¥ 5`: a title that tells a figure says it last. */
const figureLast: ReadonlySet<string> = new Set(['order', 'change', 'writeOff'])
export const titleTo = (actor: Standing, entity: string, title: string): string =>
  figureLast.has(entity) && !showsFigure(actor, entity) ? title.split(' · ').slice(0, -1).join(' · ') : title
