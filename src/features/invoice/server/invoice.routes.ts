import type { Handlers } from '#kernel/api.ts'
import { isUuid } from '#kernel/ids.ts'
import { invalid } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { invoiceApi } from '../invoice.api.ts'
import { InvoiceEdit, NewInvoice } from '../invoice.schema.ts'
import { deductAdvances, deductible } from './deduct.service.ts'
import { editInvoice } from './edit.service.ts'
import { getInvoice, invoicesOf, invoicesOfShipment, listInvoices, summariseInvoices } from './invoice.service.ts'
import { invoiceOffers, moveInvoice } from './invoiceMove.service.ts'
import { printInvoice } from './paper.service.ts'
import { billableLines, previewInvoice } from './preview.service.ts'
import { draftRed } from './red.service.ts'
import { requestInvoice, requestOfOrder } from './request.service.ts'
import { invoicingOf, setInvoicing } from './settings.service.ts'
import { readAnswers, writeTaxFile } from './taxFile.service.ts'

function idsIn(text: string, path: string): string[] {
  const ids = [...new Set(text.toLowerCase().split(','))]
  if (ids.length > 50 || !ids.every(isUuid)) throw invalid('field.notReference', path)
  return ids
}

export const invoicePapers = (folder: string): Pick<Handlers<typeof invoiceApi>, 'pdf'> => ({
  pdf: (db, actor, { id, lang }) => printInvoice(db, actor, id, { lang, folder }),
})

export const invoiceHandlers: Omit<Handlers<typeof invoiceApi>, 'record' | 'pdf'> = {
  list: (db, actor, query) => listInvoices(db, actor, query),
  summary: (db, actor, query) => summariseInvoices(db, actor, query),
  billable: (db, actor, { orders }) => billableLines(db, actor, idsIn(orders, 'orders')),
  preview: (db, actor, input) => previewInvoice(db, actor, input),
  create: (tx, actor, input) => requestInvoice(tx, actor, input),
  fromOrder: (tx, actor, input) => requestOfOrder(tx, actor, input),
  taxFile: (db, actor, { ids, format = 'json', lang = actor.lang }) =>
    writeTaxFile(db, actor, { ids: idsIn(ids, 'ids'), format, lang }),
  readAnswers: (db, actor, { text }) => readAnswers(db, actor, text),
  get: (db, actor, { id }) => getInvoice(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editInvoice(tx, actor, id, input),
  offers: (db, actor, { id }) => invoiceOffers(db, actor, id),
  red: (tx, actor, { id, ...input }) => draftRed(tx, actor, id, input),
  ofOrder: (db, actor, { id }) => invoicesOf(db, actor, id),
  ofShipment: (db, actor, { id }) => invoicesOfShipment(db, actor, id),
  advances: (db, actor, { id }) => deductible(db, actor, id),
  deduct: (tx, actor, { id }) => deductAdvances(tx, actor, id),
  settings: async (_db, actor) => invoicingOf(actor.org),
  setUp: (tx, actor, input) => setInvoicing(tx, actor, input),
  issue: (tx, actor, { id, ...wish }) => moveInvoice(tx, actor, id, { ...wish, move: 'issue' }),
  fail: (tx, actor, { id, ...wish }) => moveInvoice(tx, actor, id, { ...wish, move: 'fail' }),
  retry: (tx, actor, { id, ...wish }) => moveInvoice(tx, actor, id, { ...wish, move: 'retry' }),
  again: (tx, actor, { id, ...wish }) => moveInvoice(tx, actor, id, { ...wish, move: 'again' }),
  withdraw: (tx, actor, { id, ...wish }) => moveInvoice(tx, actor, id, { ...wish, move: 'withdraw' }),
  refuse: (tx, actor, { id, ...wish }) => moveInvoice(tx, actor, id, { ...wish, move: 'refuse' }),
  ask: (tx, actor, { id, ...wish }) => moveInvoice(tx, actor, id, { ...wish, move: 'ask' }),
  confirm: (tx, actor, { id, ...wish }) => moveInvoice(tx, actor, id, { ...wish, move: 'confirm' }),
  reject: (tx, actor, { id, ...wish }) => moveInvoice(tx, actor, id, { ...wish, move: 'reject' }),
  lapse: (tx, actor, { id, ...wish }) => moveInvoice(tx, actor, id, { ...wish, move: 'lapse' }),
}

export const invoiceVerbs: EntityVerbs = {
  list: listInvoices,
  summary: summariseInvoices,
  get: getInvoice,
  create: (tx, actor, input) => requestInvoice(tx, actor, accept(NewInvoice, input)),
  edit: (tx, actor, id, input) => editInvoice(tx, actor, id, accept(InvoiceEdit, input)),
}
