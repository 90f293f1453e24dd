import { type Handlers, MoveBody } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import { type EntityVerbs, twinsBy } from '#meta/registry.ts'
import type { receiptApi, refundApi } from '../collection.api.ts'
import { NewReceipt, NewRefund, ReceiptEdit, ReceiptIn, RefundEnd } from '../collection.schema.ts'
import { receiptFlow } from '../receipt.flow.ts'
import { refundFlow } from '../refund.flow.ts'
import { openItems, readAgeing } from './ageing.service.ts'
import { allocateReceipt, createReceipt, takeBack } from './allocate.service.ts'
import { bringAdvance } from './opening.service.ts'
import { orderCollection } from './plan.service.ts'
import { editReceipt, getReceipt, listReceipts, summariseReceipts } from './receipt.service.ts'
import { moveReceipt, receiptOffers } from './receiptMove.service.ts'
import { getRefund, listRefunds, moveRefund, refundOffers, requestRefund, summariseRefunds } from './refund.service.ts'
import { invoiceCollection } from './settleInvoice.service.ts'

export const receiptHandlers: Handlers<typeof receiptApi> = {
  list: (db, actor, query) => listReceipts(db, actor, query),
  summary: (db, actor, query) => summariseReceipts(db, actor, query),
  open: (db, actor, { customerId }) => openItems(db, actor, customerId),
  ageing: (db, actor, { customerId }) => readAgeing(db, actor, customerId),
  create: (tx, actor, input) => createReceipt(tx, actor, input),
  get: (db, actor, { id }) => getReceipt(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editReceipt(tx, actor, id, input),
  offers: (db, actor, { id }) => receiptOffers(db, actor, id),
  allocate: (tx, actor, { id, ...input }) => allocateReceipt(tx, actor, id, input),
  takeBack: (tx, actor, { id, allocationId, ...input }) => takeBack(tx, actor, { id, allocationId }, input),
  ofInvoice: (db, actor, { id }) => invoiceCollection(db, actor, id),
  ofOrder: (db, actor, { id }) => orderCollection(db, actor, id),
  receive: (tx, actor, { id, ...wish }) => moveReceipt(tx, actor, id, { ...wish, move: 'receive' }),
  fail: (tx, actor, { id, ...wish }) => moveReceipt(tx, actor, id, { ...wish, move: 'fail' }),
  bounce: (tx, actor, { id, ...wish }) => moveReceipt(tx, actor, id, { ...wish, move: 'bounce' }),
}

export const refundHandlers: Handlers<typeof refundApi> = {
  list: (db, actor, query) => listRefunds(db, actor, query),
  summary: (db, actor, query) => summariseRefunds(db, actor, query),
  create: (tx, actor, input) => requestRefund(tx, actor, input),
  get: (db, actor, { id }) => getRefund(db, actor, id),
  offers: (db, actor, { id }) => refundOffers(db, actor, id),
  approve: (tx, actor, { id, ...wish }) => moveRefund(tx, actor, id, { ...wish, move: 'approve' }),
  process: (tx, actor, { id, ...wish }) => moveRefund(tx, actor, id, { ...wish, move: 'process' }),
  succeed: (tx, actor, { id, ...wish }) => moveRefund(tx, actor, id, { ...wish, move: 'succeed' }),
  fail: (tx, actor, { id, ...wish }) => moveRefund(tx, actor, id, { ...wish, move: 'fail' }),
  cancel: (tx, actor, { id, ...wish }) => moveRefund(tx, actor, id, { ...wish, move: 'cancel' }),
}

export const receiptVerbs: EntityVerbs = {
  list: listReceipts,
  summary: summariseReceipts,
  get: getReceipt,
  create: (tx, actor, input) => createReceipt(tx, actor, accept(NewReceipt, input)),
  edit: (tx, actor, id, input) => editReceipt(tx, actor, id, accept(ReceiptEdit, input)),
  move: (tx, actor, id, ...[name, input]) => {
    const move = moveNameIn(receiptFlow, name)
    return moveReceipt(tx, actor, id, { ...accept(move === 'receive' ? ReceiptIn : MoveBody, input), move })
  },
}

/** Of a file only: what customers had with us before. */
export const advanceVerbs: Pick<EntityVerbs, 'create' | 'twins'> = {
  create: (tx, actor, input) => bringAdvance(tx, actor, accept(NewReceipt, input)),
  twins: async (_db, _actor, inputs) =>
    inputs.map(input => twinsBy(input, 'externalRef', ref => `${String(input.method ?? 'bank')} ${ref.trim()}`)),
}

export const refundVerbs: EntityVerbs = {
  list: listRefunds,
  summary: summariseRefunds,
  get: getRefund,
  create: (tx, actor, input) => requestRefund(tx, actor, accept(NewRefund, input)),
  move: (tx, actor, id, ...[name, input]) =>
    moveRefund(tx, actor, id, { ...accept(RefundEnd, input), move: moveNameIn(refundFlow, name) }),
}
