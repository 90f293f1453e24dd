// What the strip knows of each record of a thread, and the bare shape of a leg. Pure.
import type { BoardColumn, contractClocks, ThreadLeg, ThreadStep } from './handoff.schema.ts'

export type Stood = {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly at: string
  readonly until: string | null
  readonly ownerId: string | null
  readonly ownerName: string | null
  /** Whether the reader may open it. */
  readonly may: boolean
}
type Document = { readonly id: string; readonly number: string; readonly at: string; readonly may: boolean }
export type OrderStood = Stood & {
  readonly since: string
  readonly reviewed: boolean
  readonly packet: {
    readonly id: string
    readonly state: string
    readonly since: string
    readonly until: string | null
    readonly byId: string | null
    readonly byName: string | null
    readonly may: boolean
  } | null
  readonly approverId: string | null
  readonly approvers: string | null
  readonly approverRole: string | null
  readonly wanted: string
  readonly reserved: string
  readonly supplyShare: number
  /** What is made or bought for it and has not all come, the nearest first. */
  readonly supply: {
    readonly id: string
    readonly number: string
    readonly assigneeId: string | null
    readonly assigneeName: string | null
    /** Its supplier delivers to the customer. */
    readonly direct: boolean
    readonly may: boolean
  } | null
  readonly fulfilment: string
  /** Of goods for a customer's site: what of them lies there, and whether what was settled is billed and paid. */
  readonly site: {
    readonly name: string
    readonly isLying: boolean
    readonly toBill: boolean
    readonly toPay: boolean
    readonly settledAt: string | null
  } | null
  readonly billing: string
  readonly payment: string
  /** Per cent, for show. */
  readonly shippedShare: number
  readonly billedShare: number
  readonly paidShare: number
  readonly isOverdue: boolean
  /** The day that its oldest open instalment is due, where one is known. */
  readonly dueAt: string | null
  /** Its newest shipment that has left. */
  readonly shipment: Document | null
  /** Its newest invoice that was not withdrawn or refused, asked for or issued. */
  readonly invoice: Document | null
  /** Its live return or open ticket; where there is none, the newest. */
  readonly afterSales: {
    readonly entity: 'goodsReturn' | 'ticket'
    readonly id: string
    readonly number: string
    readonly state: string
    readonly at: string
    readonly handlerId: string | null
    readonly handlerName: string | null
    readonly may: boolean
  } | null
  /** Services whose acceptance is all that is left to deliver; null where goods are, or nothing is. */
  readonly unaccepted: string | null
  readonly completedAt: string | null
}
export type ContractStood = Stood & {
  readonly submittedAt: string | null
  readonly approvedAt: string | null
  readonly approverId: string | null
  readonly approvers: string | null
  readonly approverRole: string | null
}
export type ThreadRecords = {
  readonly lead: Stood | undefined
  readonly deal: (Stood & { readonly noOrderReason: string | null }) | undefined
  readonly quote: Stood | undefined
  readonly contract: ContractStood | undefined
  readonly order: OrderStood | undefined
}

export type Who = { readonly userId: string | null; readonly name: string | null; readonly role: string | null }
export type BareLeg = Omit<ThreadLeg, 'minutes' | 'allowed' | 'holder'> & {
  readonly holder: Who | null
  /** Whose clock runs here. */
  readonly clock: BoardColumn | (typeof contractClocks)[number] | null
}

export const wait = (step: ThreadStep): BareLeg => ({
  step,
  state: 'wait',
  share: null,
  word: null,
  named: null,
  number: null,
  since: null,
  until: null,
  holder: null,
  href: null,
  clock: null,
})
export const owner = (one: Stood, role: string): Who => ({ userId: one.ownerId, name: one.ownerName, role })
