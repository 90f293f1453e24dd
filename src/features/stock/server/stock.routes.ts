import type { Handlers } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { isUuid } from '#kernel/ids.ts'
import { invalid, refuseAll } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import { documentFlow } from '../document.flow.ts'
import { DocumentEdit, NewDocument, PostBody } from '../document.schema.ts'
import type { stockApi, stockDocumentApi, warehouseApi } from '../stock.api.ts'
import { CountRow } from '../stock.schema.ts'
import { NewWarehouse, WarehouseEdit } from '../warehouse.schema.ts'
import { allowBackorder, setBackorder } from './backorder.service.ts'
import { countStock, countTwins, openStock } from './count.service.ts'
import {
  createDocument,
  editDocument,
  getDocument,
  listDocuments,
  summariseDocuments,
  trashDocument,
} from './document.service.ts'
import { getLevel, getMove, holdsOf, listLevels, listMoves, summariseLevels, summariseMoves } from './level.service.ts'
import { documentOffers, moveDocument } from './post.service.ts'
import { availability, foreseeStock, unknownIn } from './stock.service.ts'
import {
  createWarehouse,
  editWarehouse,
  getWarehouse,
  listWarehouses,
  summariseWarehouses,
  trashWarehouse,
} from './warehouse.service.ts'

export const stockHandlers: Handlers<typeof stockApi> = {
  levels: (db, actor, query) => listLevels(db, actor, query),
  levelSummary: (db, actor, query) => summariseLevels(db, actor, query),
  availability: async (db, _actor, { products }) => {
    const ids = [...new Set(products.toLowerCase().split(','))]
    if (ids.length > 100 || !ids.every(isUuid)) throw invalid('field.notReference', 'products')
    return [...(await availability(db, ids)).values()]
  },
  holds: (db, actor, { productId, warehouseId }) => holdsOf(db, actor, { productId, warehouseId: warehouseId ?? null }),
  foresee: async (db, _actor, { lines }) => {
    refuseAll(await unknownIn(db, lines))
    const wants = lines.map((line, no) => ({ ...line, orderLineId: String(no), holder: '' }))
    const { short } = await foreseeStock(db, wants, 'all')
    return {
      short: short.map(({ orderLineId, productId, qty, available, missing }) => ({
        line: Number(orderLineId),
        productId,
        qty,
        available,
        missing,
      })),
    }
  },
  setBackorder: (tx, actor, { id, backorderLimit }) => setBackorder(tx, actor, id, backorderLimit),
  allowBackorder: (tx, actor, input) => allowBackorder(tx, actor, input),
  ledger: (db, actor, query) => listMoves(db, actor, query),
  ledgerSummary: (db, actor, query) => summariseMoves(db, actor, query),
}

export const stockDocumentHandlers: Handlers<typeof stockDocumentApi> = {
  list: (db, actor, query) => listDocuments(db, actor, query),
  summary: (db, actor, query) => summariseDocuments(db, actor, query),
  create: (tx, actor, input) => createDocument(tx, actor, input),
  get: (db, actor, { id }) => getDocument(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editDocument(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashDocument(tx, actor, id)
    return {}
  },
  offers: (db, actor, { id }) => documentOffers(db, actor, id),
  post: (tx, actor, { id, ...input }) => moveDocument(tx, actor, { id, move: 'post' }, input),
  cancel: (tx, actor, { id, ...input }) => moveDocument(tx, actor, { id, move: 'cancel' }, input),
}

export const warehouseHandlers: Handlers<typeof warehouseApi> = {
  list: (db, actor, query) => listWarehouses(db, actor, query),
  summary: (db, actor, query) => summariseWarehouses(db, actor, query),
  create: (tx, actor, input) => createWarehouse(tx, actor, input),
  get: (db, actor, { id }) => getWarehouse(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editWarehouse(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashWarehouse(tx, actor, id)
    return {}
  },
}

/** What is created here is a row of a count. */
export const stockVerbs: EntityVerbs = {
  list: listLevels,
  summary: summariseLevels,
  get: getLevel,
  create: (tx, actor, input) => countStock(tx, actor, accept(CountRow, input)),
  twins: (db, _actor, inputs) => countTwins(db, inputs),
}

/** Of a file only: what lay there before. */
export const openingStockVerbs: Pick<EntityVerbs, 'create' | 'twins'> = {
  create: (tx, actor, input) => openStock(tx, actor, accept(CountRow, input)),
  twins: (db, _actor, inputs) => countTwins(db, inputs),
}

export const stockMoveVerbs: EntityVerbs = { list: listMoves, summary: summariseMoves, get: getMove }

export const stockDocumentVerbs: EntityVerbs = {
  list: listDocuments,
  summary: summariseDocuments,
  get: getDocument,
  create: (tx, actor, input) => createDocument(tx, actor, accept(NewDocument, input)),
  edit: (tx, actor, id, input) => editDocument(tx, actor, id, accept(DocumentEdit, input)),
  move: (tx, actor, id, ...[move, input]) =>
    moveDocument(tx, actor, { id, move: moveNameIn(documentFlow, move) }, accept(PostBody, input)),
  remove: trashDocument,
}

export const warehouseVerbs: EntityVerbs = {
  list: listWarehouses,
  summary: summariseWarehouses,
  get: getWarehouse,
  create: (tx, actor, input) => createWarehouse(tx, actor, accept(NewWarehouse, input)),
  edit: (tx, actor, id, input) => editWarehouse(tx, actor, id, accept(WarehouseEdit, input)),
  remove: trashWarehouse,
}
