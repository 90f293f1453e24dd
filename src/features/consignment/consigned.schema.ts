import { type Static, Type } from 'typebox'
import { DateOnly, Id, Nullable, shape } from '#kernel/api.ts'

const text = Nullable(Type.String())

/** What lies at a customer's site, by what brought it: its id is the line of the shipment. */
export const Consigned = shape({
  id: Id,
  siteId: Id,
  siteName: Type.String(),
  customerId: Id,
  customerName: Type.String(),
  orderId: Id,
  orderNumber: Type.String(),
  orderLineId: Id,
  shipmentId: Id,
  shipmentNumber: Type.String(),
  productId: Nullable(Id),
  code: text,
  name: Type.String(),
  spec: text,
  batch: text,
  /** In the base unit. */
  qty: Type.String(),
  unit: Type.String(),
  /** Of that, what drafts of settlements name already. */
  drafted: Type.String(),
  shippedOn: DateOnly,
  days: Type.Integer(),
  /** At the order's price, in its currency; and in the organisation's own. */
  value: Type.String(),
  currency: Type.String(),
  baseValue: Type.String(),
})
export type Consigned = Static<typeof Consigned>
