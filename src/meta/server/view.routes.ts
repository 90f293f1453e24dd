import type { Handlers } from '#kernel/api.ts'
import type { viewApi } from '../view.api.ts'
import { chooseView, createView, editView, listViews, orderViews, removeView } from './view.service.ts'

export const viewHandlers: Handlers<typeof viewApi> = {
  list: (db, actor, { entity }) => listViews(db, actor, entity),
  create: createView,
  edit: (tx, actor, { id, ...input }) => editView(tx, actor, id, input),
  delete: (tx, actor, { id }) => removeView(tx, actor, id),
  order: orderViews,
  choose: chooseView,
}
