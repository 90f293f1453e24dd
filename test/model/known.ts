// What the clients were told: of every document the latest answer. From these papers alone the model works out, without
// SQL, what must stand on the orders, in the warehouses and on the payers' accounts.

import type { WholeChange } from '#features/change/change.schema.ts'
import type { Refund, WholeReceipt } from '#features/collection/collection.schema.ts'
import type { WriteOff } from '#features/collection/writeOff.schema.ts'
import type { WholeSettlement } from '#features/consignment/settlement.schema.ts'
import type { Deal } from '#features/deal/deal.schema.ts'
import type { Handoff } from '#features/handoff/handoff.schema.ts'
import type { WholeInvoice } from '#features/invoice/invoice.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import type { WholeQuote } from '#features/quote/quote.schema.ts'
import type { CarrierState } from '#features/shipment/carrier.schema.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import type { WholeDocument } from '#features/stock/document.schema.ts'
import type { WholeSupply } from '#features/supply/supply.schema.ts'
import type { WholeReturn } from '#features/ticket/return.schema.ts'
import type { Ticket } from '#features/ticket/ticket.schema.ts'

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

type Trace = { readonly state: CarrierState; readonly at: string }
type Facts = {
  readonly customerIds: readonly string[]
  readonly contactIds: readonly string[]
  readonly productIds: { readonly goods: readonly string[]; readonly service: string }
  readonly warehouseIds: readonly string[]
  /** At customers'. */
  readonly siteIds: readonly string[]
}
export type Known = Facts & {
  readonly orders: Papers<WholeOrder>
  readonly shipments: Papers<WholeShipment>
  readonly settlements: Papers<WholeSettlement>
  readonly receipts: Papers<WholeReceipt>
  readonly refunds: Papers<Refund>
  readonly changes: Papers<WholeChange>
  readonly writeOffs: Papers<WriteOff>
  readonly returns: Papers<WholeReturn>
  readonly invoices: Papers<WholeInvoice>
  readonly documents: Papers<WholeDocument>
  readonly supplies: Papers<WholeSupply>
  readonly tickets: Papers<Ticket>
  readonly deals: Papers<Deal>
  readonly quotes: Papers<WholeQuote>
  readonly packets: Papers<Handoff>
  /** What the last comparison read of each order. */
  readonly asRead: Map<string, WholeOrder>
  /** Returns whose goods are in: a second click brings nothing. */
  readonly received: Set<string>
  /** What came back into stock, `product|warehouse` → quantity. */
  readonly putIn: Map<string, string>
  /** What the packing check counted of a shipment, less what was taken back. */
  readonly scans: Map<string, number>
  /** What was told of a parcel, by shipment. */
  readonly traces: Map<string, Trace[]>
  /** Taken back once at least: their traces went with it. */
  readonly unshipped: Set<string>
  /** What two answers said differently of the same thing. */
  readonly contradictions: string[]
}

export const newKnown = (facts: Facts): Known => ({
  ...facts,
  orders: new Papers(),
  shipments: new Papers(),
  settlements: new Papers(),
  receipts: new Papers(),
  refunds: new Papers(),
  changes: new Papers(),
  writeOffs: new Papers(),
  returns: new Papers(),
  invoices: new Papers(),
  documents: new Papers(),
  supplies: new Papers(),
  tickets: new Papers(),
  deals: new Papers(),
  quotes: new Papers(),
  packets: new Papers(),
  asRead: new Map(),
  received: new Set(),
  putIn: new Map(),
  scans: new Map(),
  traces: new Map(),
  unshipped: new Set(),
  contradictions: [],
})
