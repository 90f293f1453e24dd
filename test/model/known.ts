// What the clients were told: of every document the latest answer. From these papers alone the model works out, without
// SQL, what must stand on the orders, in the warehouses and on the payers' accounts.
import type { Refund, WholeReceipt } from '#features/collection/collection.schema.ts'
import type { WholeInvoice } from '#features/invoice/invoice.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import type { WholeReturn } from '#features/ticket/return.schema.ts'

type Versioned = { readonly id: string; readonly version: number }

/** The newest answer of each record; answers may arrive in another order than the writes happened. */
export class Papers<T extends Versioned> {
  readonly #by = new Map<string, T>()

  see(paper: T): T {
    const known = this.#by.get(paper.id)
    if (!known || known.version <= paper.version) this.#by.set(paper.id, paper)
    return paper
  }
  forget(id: string): void {
    this.#by.delete(id)
  }
  get(id: string): T | undefined {
    return this.#by.get(id)
  }
  all(): T[] {
    return [...this.#by.values()]
  }
  /** Records that later verbs may meet: the last ones made, so that they meet often. */
  recent(most = 40): T[] {
    return this.all().slice(-most)
  }
}

export type Known = {
  readonly customerIds: readonly string[]
  readonly productIds: { readonly goods: readonly string[]; readonly service: string }
  readonly warehouseIds: readonly string[]
  readonly orders: Papers<WholeOrder>
  readonly shipments: Papers<WholeShipment>
  readonly receipts: Papers<WholeReceipt>
  readonly refunds: Papers<Refund>
  readonly returns: Papers<WholeReturn>
  readonly invoices: Papers<WholeInvoice>
  /** Returns whose goods are in: a second click brings nothing. */
  readonly received: Set<string>
  /** What was put into stock by receipts and came back, `product|warehouse` → quantity. */
  readonly putIn: Map<string, string>
}

export const newKnown = (facts: Pick<Known, 'customerIds' | 'productIds' | 'warehouseIds'>): Known => ({
  ...facts,
  orders: new Papers(),
  shipments: new Papers(),
  receipts: new Papers(),
  refunds: new Papers(),
  returns: new Papers(),
  invoices: new Papers(),
  received: new Set(),
  putIn: new Map(),
})
