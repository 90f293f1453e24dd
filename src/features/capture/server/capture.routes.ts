import type { Handlers } from '#kernel/api.ts'
import type { captureApi } from '../capture.api.ts'
import { answersOfCustomer, answersOfLead, dropAnswer, listAnswers } from './answer.service.ts'
import { archiveForm, createForm, editForm, formVersions, getForm, listForms } from './form.service.ts'
import { previewForm } from './formPage.service.ts'

export const captureHandlers: Handlers<typeof captureApi> = {
  list: (db, actor, { limit = 200 }) => listForms(db, actor, limit),
  get: (db, actor, { id }) => getForm(db, actor, id),
  create: (tx, actor, input) => createForm(tx, actor, input),
  edit: (tx, actor, { id, ...input }) => editForm(tx, actor, id, input),
  archive: (tx, actor, { id }) => archiveForm(tx, actor, id),
  versions: (db, _actor, { id }) => formVersions(db, id),
  preview: (db, actor, { content, lang }) => previewForm(db, actor, content, lang),
  answers: (db, actor, query) => listAnswers(db, actor, query),
  drop: (tx, actor, { id }) => dropAnswer(tx, actor, id),
  ofLead: (db, actor, { id }) => answersOfLead(db, actor, id),
  ofCustomer: (db, actor, { id }) => answersOfCustomer(db, actor, id),
}
