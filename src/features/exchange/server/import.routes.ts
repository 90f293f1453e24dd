import type { Handlers } from '#kernel/api.ts'
import type { Texts } from '#kernel/text.ts'
import type { importApi } from '../import.api.ts'
import {
  addImport,
  cancelImport,
  checkImport,
  type Desk,
  getImport,
  inspectImport,
  listImports,
  startImport,
  stopImport,
  turnToKind,
  turnToSheet,
} from './import.service.ts'
import { listImportable } from './inspection.service.ts'
import { importErrors, importVerdict } from './verdict.service.ts'

/** `texts`: the sentences of every verb's reasons, for the file of refused rows. */
export const importHandlers = (desk: Desk, texts: Texts): Handlers<typeof importApi> => ({
  list: async (db, actor) => ({ items: await listImports(db, actor) }),
  entities: async (db, actor) => ({ items: await listImportable(db, actor) }),
  add: (tx, actor, input) => addImport(tx, actor, input),
  kind: (tx, actor, { id, entity }) => turnToKind(tx, actor, id, entity),
  sheet: (tx, actor, { id, sheet }) => turnToSheet(tx, actor, id, sheet),
  get: (db, actor, { id }) => getImport(db, actor, id),
  inspect: (db, actor, { id }) => inspectImport(db, actor, id),
  check: (tx, actor, input) => checkImport(tx, actor, desk, input),
  verdict: (db, actor, { id }) => importVerdict(db, actor, id),
  run: (tx, actor, { id }) => startImport(tx, actor, desk, id),
  stop: (tx, actor, { id }) => stopImport(tx, actor, id),
  cancel: (tx, actor, { id }) => cancelImport(tx, actor, id),
  errors: (db, actor, { id }) => importErrors(db, actor, id, texts),
})
