import type { Handlers } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { quoteApi } from '../quote.api.ts'
import { NewQuote, QuoteEdit } from '../quote.schema.ts'
import { previewQuote } from './draft.service.ts'
import { printQuote } from './paper.service.ts'
import { createQuote, editQuote, getQuote, listQuotes, setLines, summariseQuotes, versionsOf } from './quote.service.ts'
import { byHand, copyQuote, makePrimary, moveQuote, quoteOffers, reviseQuote } from './quoteMove.service.ts'

export const quotePapers = (folder: string): Pick<Handlers<typeof quoteApi>, 'pdf'> => ({
  pdf: (db, actor, { id, lang }) => printQuote(db, actor, id, { lang, folder }),
})

export const quoteHandlers: Omit<Handlers<typeof quoteApi>, 'pdf'> = {
  list: (db, actor, query) => listQuotes(db, actor, query),
  summary: (db, actor, query) => summariseQuotes(db, actor, query),
  preview: (db, actor, input) => previewQuote(db, actor, input),
  create: (tx, actor, input) => createQuote(tx, actor, input),
  get: (db, actor, { id }) => getQuote(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editQuote(tx, actor, id, input),
  setLines: (tx, actor, { id, ...input }) => setLines(tx, actor, id, input),
  versions: async (db, actor, { id }) => ({ items: await versionsOf(db, actor, id) }),
  revise: (tx, actor, { id }) => reviseQuote(tx, actor, id),
  copy: (tx, actor, { id }) => copyQuote(tx, actor, id),
  primary: (tx, actor, { id }) => makePrimary(tx, actor, id),
  offers: (db, actor, { id }) => quoteOffers(db, actor, id),
  submit: (tx, actor, { id, ...input }) => moveQuote(tx, actor, id, 'submit', input),
  send: (tx, actor, { id, ...input }) => moveQuote(tx, actor, id, 'send', input),
  accept: (tx, actor, { id, ...input }) => moveQuote(tx, actor, id, 'accept', input),
  decline: (tx, actor, { id, ...input }) => moveQuote(tx, actor, id, 'decline', input),
  cancel: (tx, actor, { id, ...input }) => moveQuote(tx, actor, id, 'cancel', input),
}

export const quoteVerbs: EntityVerbs = {
  list: listQuotes,
  summary: summariseQuotes,
  get: getQuote,
  create: (tx, actor, input) => createQuote(tx, actor, accept(NewQuote, input)),
  edit: (tx, actor, id, input) => editQuote(tx, actor, id, accept(QuoteEdit, input)),
  move: (tx, actor, id, ...[move, input]) => moveQuote(tx, actor, id, moveNameIn(byHand, move), input),
}
