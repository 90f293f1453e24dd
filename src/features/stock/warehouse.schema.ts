import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

const warehouseStates = ['active', 'inactive'] as const

const given = {
  /** Whose site it is: what lies there is the company's own, at a customer's; for sale to nobody, never the default. */
  customerId: Type.Optional(Nullable(Id)),
  address: Type.Optional(Nullable(Text(300))),
  isDefault: Type.Optional(Type.Boolean()),
  /** What lies in one that is not is promised to nobody: quarantine, damaged goods. */
  sellable: Type.Optional(Type.Boolean()),
  state: Type.Optional(OneOf(warehouseStates)),
}

export const NewWarehouse = shape({ code: Text(40, 1), name: Text(100, 1), ...given })
export type NewWarehouse = Static<typeof NewWarehouse>

export const WarehouseEdit = shape({
  code: Type.Optional(Text(40, 1)),
  name: Type.Optional(Text(100, 1)),
  ...given,
  version: Type.Optional(Type.Integer()),
})
export type WarehouseEdit = Static<typeof WarehouseEdit>

export const Warehouse = shape({
  id: Id,
  version: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  address: Nullable(Type.String()),
  /** Of a site: whose. */
  customerId: Nullable(Id),
  customerName: Nullable(Type.String()),
  isDefault: Type.Boolean(),
  sellable: Type.Boolean(),
  state: OneOf(warehouseStates),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Warehouse = Static<typeof Warehouse>
