// Whoever may not see an order's money is told none of it by its changes; whoever may not set a price asks for none.
import type { AmendAction, AmendAsked } from '#features/order/amend.schema.ts'
import type { Actor } from '#kernel/access.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { closedOnLines } from '#meta/lineRights.ts'
import { registered } from '#meta/registry.ts'
import type { Change, ChangeLine, ChangePreview } from '../change.schema.ts'

/** Of the order or of its changes: one of them is enough. */
export function hidesMoney(actor: Actor): boolean {
  return ['order', 'change'].some(key => {
    const entity = registered(key)?.entity
    const hidden = entity ? hiddenFields(actor, entity) : new Set<string>()
    return ['gross', 'grossAfter', 'lines.price', 'lines.discountValue'].some(field => hidden.has(field))
  })
}

export const shownTo = (actor: Actor, change: Change): Change =>
  hidesMoney(actor) ? { ...change, grossBefore: null, grossAfter: null, baseDifference: null } : change

export function askedOf(actor: Actor, actions: readonly AmendAction[]): AmendAsked[] {
  const closed = hidesMoney(actor)
  return actions.map(({ was: _, made: __, splitId: ___, ...asked }) => {
    if (!closed) return asked
    const { price: _p, discountKind: _k, discountValue: _v, ...rest } = asked
    return rest
  })
}

export function mayPrice(actor: Actor, asked: readonly AmendAsked[]): Reason[] {
  const entity = registered('order')?.entity
  const closed = entity ? closedOnLines(actor, entity) : []
  const keys = (['price', 'discountValue', 'taxRate', 'note', 'spec'] as const).filter(key => closed.includes(key))
  return asked.flatMap((action, i) =>
    keys.flatMap(key => (action[key] === undefined ? [] : [reason('field.mayNotSet', `actions.${i}.${key}`)])),
  )
}

const money = ['price', 'discountKind', 'discountValue', 'gross'] as const
export function lineTo(actor: Actor, line: ChangeLine): ChangeLine {
  if (!hidesMoney(actor)) return line
  const none = Object.fromEntries(money.flatMap(key => [`${key}Before`, `${key}After`]).map(key => [key, null]))
  return { ...line, ...none }
}

type Head = ChangePreview['before']
export const headTo = (actor: Actor, head: Head): Head =>
  hidesMoney(actor) ? { ...head, net: null, tax: null, gross: null, discountKind: null, discountValue: null } : head
