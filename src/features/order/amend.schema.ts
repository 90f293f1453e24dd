// What may be asked of a confirmed order. Its endpoint is the change's, which says the same as a shape.
import type { OrderLine } from './order.schema.ts'

type AmendKind = 'add' | 'quantity' | 'cancel' | 'price' | 'discount' | 'date' | 'address' | 'swap'

/** One thing that is to be different. */
export type AmendAsked = {
  kind: AmendKind
  /** Of a line; a discount and a date without one are the order's. */
  lineId?: string
  /** Of what is added, or comes in a line's place. */
  productId?: string | null
  lineKind?: 'goods' | 'service' | 'fee'
  fulfil?: 'ship' | 'accept' | 'none'
  name?: string
  spec?: string | null
  unit?: string
  taxRate?: string
  warehouseId?: string | null
  note?: string | null
  /** All that is to be of the line; of `cancel`, how much less. In the line's unit. */
  unitQty?: string
  price?: string
  discountKind?: 'percent' | 'amount' | null
  discountValue?: string | null
  promisedDate?: string | null
  address?: string | null
}

/** A line with what the order keeps of it besides what is shown. */
export type AmendLine = OrderLine & { orderId: string; closedRest: string; calledQty: string }

/** What stood there when it was asked for: where that moved, it is no longer what was meant. */
type Was = {
  open?: string
  price?: string
  discountKind?: 'percent' | 'amount' | null
  discountValue?: string | null
  promisedDate?: string | null
  address?: string | null
}
/** As it is kept: with the lines that it would make, frozen like those of any order. */
export type AmendAction = AmendAsked & {
  was?: Was
  made?: AmendLine[]
  /** The line that takes the new price, where a part of the old one is invoiced. */
  splitId?: string
}
