import type { PermissionRows } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Texts } from '#kernel/text.ts'
import type { importApi } from '../import.api.ts'
import {
  addImport,
  cancelImport,
  checkImport,
  getImport,
  importErrors,
  inspectImport,
  listImports,
  startImport,
} from './import.service.ts'

/** `texts`: the sentences of every verb's reasons, for the file of refused rows. */
export const importHandlers = (permissions: PermissionRows, texts: Texts): Handlers<typeof importApi> => ({
  list: async (db, actor) => ({ items: await listImports(db, actor) }),
  add: (tx, actor, input) => addImport(tx, actor, input),
  get: (db, actor, { id }) => getImport(db, actor, id),
  inspect: (db, actor, { id }) => inspectImport(db, actor, id),
  check: (tx, actor, input) => checkImport(tx, actor, permissions, input),
  run: (tx, actor, { id }) => startImport(tx, actor, permissions, id),
  cancel: (tx, actor, { id }) => cancelImport(tx, actor, id),
  errors: (db, actor, { id }) => importErrors(db, actor, id, texts),
})
