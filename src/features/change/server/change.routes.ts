import type { Handlers } from '#kernel/api.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { changeApi } from '../change.api.ts'
import { ChangeEdit, NewChange } from '../change.schema.ts'
import {
  changesOfOrder,
  createChange,
  editChange,
  getChange,
  listChanges,
  summariseChanges,
  takeOverChange,
} from './change.service.ts'
import { versionsOf } from './version.service.ts'

export const changeHandlers: Handlers<typeof changeApi> = {
  list: (db, actor, query) => listChanges(db, actor, query),
  summary: (db, actor, query) => summariseChanges(db, actor, query),
  create: (tx, actor, input) => createChange(tx, actor, input),
  get: (db, actor, { id }) => getChange(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editChange(tx, actor, id, input),
  takeOver: (tx, actor, { id }) => takeOverChange(tx, actor, id),
  versions: async (db, actor, { id }) => ({ items: await versionsOf(db, actor, id) }),
  ofOrder: (db, actor, { id }) => changesOfOrder(db, actor, id),
}

/** Without `move`: that belongs to the journey, which the registry's row joins to these. */
export const changeVerbs: EntityVerbs = {
  list: listChanges,
  summary: summariseChanges,
  get: getChange,
  create: (tx, actor, input) => createChange(tx, actor, accept(NewChange, input)),
  edit: (tx, actor, id, input) => editChange(tx, actor, id, accept(ChangeEdit, input)),
}
