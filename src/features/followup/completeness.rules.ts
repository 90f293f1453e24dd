// Which fields count, until the company says so itself. Pure.
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Entity } from '#meta/entity.ts'
import { type KeyFields, scoredEntities, type Weighted } from './completeness.schema.ts'

const of = (...fields: readonly string[]): Weighted[] => fields.map(field => ({ field, weight: 1 }))
const usual: KeyFields = {
  lead: of('company', 'phone', 'source', 'region', 'productLine', 'nextStep'),
  customer: of(
    'phone',
    'level',
    'industry',
    'region',
    'address',
    'source',
    'uscc',
    'contacts.phone',
    'contacts.decider',
  ),
  contact: of('phone', 'email', 'title', 'decisionRole'),
  deal: of('amount', 'expectedClose', 'contactId', 'source', 'nextStep'),
}

/** What was never set is usual. */
export function keyFieldsOf(settings: Readonly<Record<string, unknown>>): KeyFields {
  const said: Partial<KeyFields> = Object(settings.completeness) // written by its own verb, which checked it
  return { ...usual, ...said }
}

/** Of a customer's people: what one of them must have, by the field of a contact that says so. */
export const contactParts = { 'contacts.phone': 'phone', 'contacts.decider': 'decisionRole' } as const
export type ContactPart = keyof typeof contactParts
export const isContactPart = (key: string): key is ContactPart => Object.hasOwn(contactParts, key)

/** A field that verbs write, or that no list can ask for, says nothing of who fills it in. */
export const isScorable = ({ fields }: Entity, key: string): boolean =>
  fields.some(
    field =>
      field.key === key && !field.derived && !field.hidden && (field.filter === true || field.custom !== undefined),
  )

export function keyFieldProblems(next: KeyFields, entityOf: (key: string) => Entity | undefined): Reason[] {
  return scoredEntities.flatMap(name => {
    const entity = entityOf(name)
    return next[name].flatMap(({ field }, i) => {
      const twice = next[name].findIndex(one => one.field === field) !== i
      const counts = name === 'customer' && isContactPart(field)
      return entity && (counts || isScorable(entity, field)) && !twice
        ? []
        : [reason('completeness.notScorable', `${name}.${i}.field`)]
    })
  })
}
