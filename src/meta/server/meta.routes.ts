import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import { countWaiting } from '../counts.ts'
import { type Entity, type Field, ofLine } from '../entity.ts'
import { accessOf } from '../fieldRights.ts'
import type { metaApi } from '../meta.api.ts'
import { allRegistered } from '../registry.ts'
import { createField, editField, listOwnFields } from './ownField.service.ts'
import { entityFor } from './record.service.ts'
import { searchAll } from './search.service.ts'

/** Less what is hidden; what this person may only read is not typed into, like what only verbs set. */
const fieldsFor = (actor: Actor, entity: string, fields: readonly Field[], named = (key: string) => key): Field[] =>
  fields.flatMap(field => {
    const access = accessOf(actor, entity, { ...field, key: named(field.key) })
    if (access === 'hidden') return []
    return [access === 'read' ? { ...field, derived: true } : field]
  })

const shownEntity = (actor: Actor, entity: Entity): Entity => ({
  ...entity,
  fields: fieldsFor(actor, entity.key, entity.fields),
  ...(entity.lines && { lines: fieldsFor(actor, entity.key, entity.lines, ofLine) }),
})

export const metaHandlers: Handlers<typeof metaApi> = {
  entities: async (db, actor) => {
    const items = await Promise.all(allRegistered().map(({ entity }) => entityFor(db, actor, entity)))
    return { items: items.map(entity => shownEntity(actor, entity)) }
  },
  counts: (db, actor) => countWaiting(db, actor),
  search: (db, actor, { q }) => searchAll(db, actor, q),
  fields: async db => ({ items: await listOwnFields(db) }),
  createField: (tx, actor, input) => createField(tx, actor, input),
  editField: (tx, actor, { id, ...edit }) => editField(tx, actor, id, edit),
}
