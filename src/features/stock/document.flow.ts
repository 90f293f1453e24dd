import type { Flow } from '#kernel/flow.ts'
import {
  atSite,
  booksClosed,
  countedTwice,
  type DocumentFacts,
  inactiveWarehouse,
  inFuture,
  noLines,
  notKept,
  postedInClosedBooks,
  sameWarehouse,
  wrongQty,
} from './document.rules.ts'
import type { DocumentState } from './document.schema.ts'

export type DocumentMove = 'post' | 'cancel'
export type DocumentPermission = 'stockDocument.post' | 'stockDocument.cancel'
export type DocumentEffect = 'moveStock' | 'moveBack'

export const documentFlow: Flow<DocumentState, DocumentMove, DocumentFacts, DocumentPermission, DocumentEffect> = {
  post:   { from: ['draft'],           to: 'posted',    may: 'stockDocument.post',   unless: [noLines, wrongQty, countedTwice, notKept, sameWarehouse, inactiveWarehouse, atSite, inFuture, booksClosed], then: ['moveStock'] },
  cancel: { from: ['draft', 'posted'], to: 'cancelled', may: 'stockDocument.cancel', unless: [postedInClosedBooks],                                                                                  then: ['moveBack'] },
}
