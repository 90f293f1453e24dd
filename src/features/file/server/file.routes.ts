import type { Handlers } from '#kernel/api.ts'
import type { fileApi } from '../file.api.ts'
import { addFile, getFile, listFiles, openFile, renameFile, trashFile } from './file.service.ts'
import { dropLogo, logoOf, openLogo, setLogo } from './logo.service.ts'

/** `folder`: where the bytes lie. */
export const fileHandlers = (folder: string): Handlers<typeof fileApi> => ({
  list: async (db, actor, parent) => ({ items: await listFiles(db, actor, parent) }),
  add: (tx, actor, input) => addFile(tx, actor, folder, input),
  get: (db, actor, { id }) => getFile(db, actor, id),
  content: (db, actor, input) => openFile(db, actor, folder, input),
  rename: (tx, actor, { id, ...input }) => renameFile(tx, actor, id, input),
  trash: async (tx, actor, { id }) => {
    await trashFile(tx, actor, id)
    return {}
  },
  logo: async (_db, actor) => ({ logo: logoOf(actor.org) ?? null }),
  showLogo: (_db, actor) => openLogo(actor, folder),
  setLogo: (tx, actor, { file }) => setLogo(tx, actor, folder, file),
  dropLogo: async (tx, actor) => {
    await dropLogo(tx, actor)
    return {}
  },
})
