// What we know: said in follow-ups, shown on the record. The newest wins; a field that is closed to someone stays closed.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { namedBy } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { followupEntity } from '../followup.entity.ts'
import { type Known, knownFields } from '../known.schema.ts'
import { type KnownOf, selectKnown } from './known.sql.ts'
import { type Subject, subjectOf } from './subject.service.ts'

export async function listKnown(
  db: Db,
  actor: Actor,
  { entity, id }: { readonly entity: string; readonly id: string },
): Promise<Known[]> {
  const subject = await namedBy('id', subjectOf(db, actor, entity, id))
  const asked = askedOf(subject)
  if (!asked) return []
  const hidden = hiddenFields(actor, followupEntity)
  const open = knownFields.filter(field => !hidden.has(field))
  const found = await selectKnown(db, actor, asked, open)
  return found.toSorted((a, b) => knownFields.indexOf(a.field) - knownFields.indexOf(b.field))
}

const parents = ['lead', 'contact', 'customer', 'deal'] as const

/** An order is known by its deal. */
function askedOf({ entity, id, dealId }: Subject): KnownOf | undefined {
  if (entity === 'order') return dealId ? { of: 'deal', id: dealId } : undefined
  const of = parents.find(one => one === entity)
  return of && { of, id }
}
