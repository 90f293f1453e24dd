// An old version of an order, whole: on a page and on paper.
import { versionOf } from '#features/change/server/version.service.ts'
import { printWhole } from '#features/order/server/paper.service.ts'
import type { Handlers } from '#kernel/api.ts'
import type { orderVersionApi } from './orderVersion.api.ts'

export const orderVersionHandlers = (folder: string): Handlers<typeof orderVersionApi> => ({
  version: (db, actor, { id, revision }) => versionOf(db, actor, id, revision),
  versionPdf: async (db, actor, { id, revision, lang }) =>
    printWhole(db, actor, await versionOf(db, actor, id, revision), { lang, folder }),
})
