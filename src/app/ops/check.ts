// A check looks at every organisation at once and answers what breaks an invariant: nothing means that it holds.
import type { Label } from '#kernel/text.ts'

export type Finding = { readonly orgId: string | null; readonly what: string; readonly detail: string }

/** What a check may use: one read-only snapshot as the operator's role, the business day, the folder of files. */
export type Look = {
  ask<R>(sql: string, values?: readonly unknown[]): Promise<R[]>
  readonly today: string
  readonly filesFolder: string
}

type Named = {
  /** feature.whatHolds */
  readonly name: string
  /** What holds, as a sentence. */
  readonly text: Label
  /** Good to know, but nothing is wrong: the doctor still calls the house clean. */
  readonly advice?: true
}

export type SqlCheck = Named & {
  /** Answers `org_id, what, detail` of each offending row. */
  readonly sql: string
}
export type OwnCheck = Named & { find(look: Look): Promise<Finding[]> }
export type Check = SqlCheck | OwnCheck

/** Records live in these tables; what points at a record by entity and id is proved against them. */
export const recordTables: Readonly<Record<string, string>> = {
  customer: 'customers',
  contact: 'contacts',
  billingProfile: 'billing_profiles',
  product: 'products',
  warehouse: 'warehouses',
  stockDocument: 'stock_documents',
  lead: 'leads',
  followup: 'followups',
  task: 'tasks',
  deal: 'deals',
  registration: 'registrations',
  quote: 'quotes',
  contract: 'contracts',
  order: 'orders',
  supply: 'supplies',
  change: 'changes',
  shipment: 'shipments',
  settlement: 'settlements',
  invoice: 'invoices',
  receipt: 'receipts',
  refund: 'refunds',
  writeOff: 'write_offs',
  creditRelease: 'credit_releases',
  ticket: 'tickets',
  goodsReturn: 'goods_returns',
  survey: 'surveys',
  handoff: 'handoffs',
  file: 'files',
}

/** Every record as (entity, org_id, id, deleted_at). */
export const everyRecord: string = Object.entries(recordTables)
  .map(([entity, table]) => `select '${entity}' as entity, org_id, id, deleted_at from ${table}`)
  .join(' union all ')

export const knownEntities: string = Object.keys(recordTables)
  .map(entity => `'${entity}'`)
  .join(', ')
