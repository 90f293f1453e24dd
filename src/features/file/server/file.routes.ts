import type { Handlers } from '#kernel/api.ts'
import type { fileApi } from '../file.api.ts'
import { addFile, getFile, listFiles, openFile, renameFile, trashFile } from './file.service.ts'
import { dropPicture, openPicture, pictureOf, setPicture } from './logo.service.ts'

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
  logo: async (_db, actor) => ({ logo: pictureOf(actor.org, 'logo') ?? null }),
  showLogo: (_db, actor) => openPicture(actor, folder, 'logo'),
  setLogo: (tx, actor, { file }) => setPicture(tx, actor, { which: 'logo', folder }, file),
  dropLogo: async (tx, actor) => {
    await dropPicture(tx, actor, 'logo')
    return {}
  },
  stamp: async (_db, actor) => ({ stamp: pictureOf(actor.org, 'stamp') ?? null }),
  showStamp: (_db, actor) => openPicture(actor, folder, 'stamp'),
  setStamp: (tx, actor, { file }) => setPicture(tx, actor, { which: 'stamp', folder }, file),
  dropStamp: async (tx, actor) => {
    await dropPicture(tx, actor, 'stamp')
    return {}
  },
})
