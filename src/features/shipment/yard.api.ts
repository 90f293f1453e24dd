import { Type } from 'typebox'
import { endpoint, Id, shape } from '#kernel/api.ts'
import { Yard } from './yard.schema.ts'

export const yardApi = {
  /** The warehouse's board: at most 50 cards a column, counts over all. */
  board: endpoint({
    method: 'GET',
    mode: 'read',
    plan: 'free',
    path: '/warehouse/board',
    access: 'shipment.read',
    query: shape({ warehouseId: Type.Optional(Id) }),
    reply: Yard,
  }),
}
