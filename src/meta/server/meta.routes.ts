import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import { countWaiting } from '../counts.ts'
import type { Entity, Field } from '../entity.ts'
import { accessOf } from '../fieldRights.ts'
import type { metaApi } from '../meta.api.ts'
import { allRegistered } from '../registry.ts'
import { createField, editField, listOwnFields } from './ownField.service.ts'
import { entityFor } from './record.service.ts'
import { searchAll } from './search.service.ts'

/** Less what is hidden; what this person may only read is not typed into, like what only verbs set. */
const fieldsFor = (actor: Actor, { key, fields }: Entity): Field[] =>
  fields.flatMap(field => {
    const access = accessOf(actor, key, field)
    if (access === 'hidden') return []
    return [access === 'read' ? { ...field, derived: true } : field]
  })

export const metaHandlers: Handlers<typeof metaApi> = {
  entities: async (db, actor) => {
    const items = await Promise.all(allRegistered().map(({ entity }) => entityFor(db, actor, entity)))
    return { items: items.map(entity => ({ ...entity, fields: fieldsFor(actor, entity) })) }
  },
  counts: (db, actor) => countWaiting(db, actor),
  search: (db, actor, { q }) => searchAll(db, actor, q),
  fields: async db => ({ items: await listOwnFields(db) }),
  createField: (tx, actor, input) => createField(tx, actor, input),
  editField: (tx, actor, { id, ...edit }) => editField(tx, actor, id, edit),
}
