import type { Handlers } from '#kernel/api.ts'
import { countWaiting } from '../counts.ts'
import type { metaApi } from '../meta.api.ts'
import { allRegistered } from '../registry.ts'
import { createField, editField, listOwnFields } from './ownField.service.ts'
import { sees } from './reader.ts'
import { entityFor } from './record.service.ts'
import { searchAll } from './search.service.ts'

export const metaHandlers: Handlers<typeof metaApi> = {
  entities: async (db, actor) => {
    const items = await Promise.all(allRegistered().map(({ entity }) => entityFor(db, actor, entity)))
    return { items: items.map(entity => ({ ...entity, fields: entity.fields.filter(sees(actor)) })) }
  },
  counts: (db, actor) => countWaiting(db, actor),
  search: (db, actor, { q }) => searchAll(db, actor, q),
  fields: async db => ({ items: await listOwnFields(db) }),
  createField: (tx, actor, input) => createField(tx, actor, input),
  editField: (tx, actor, { id, ...edit }) => editField(tx, actor, id, edit),
}
