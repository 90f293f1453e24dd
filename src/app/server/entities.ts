// What the registry holds: every entity with its verbs, flow and rights, and who reads whose records.

import { approvalHome } from '#features/approval/server/home.service.ts'
import { inbox, registerSubject } from '#features/approval/server/subject.service.ts'
import { billingProfileSource } from '#features/billing/server/billing.sql.ts'
import { changeSource } from '#features/change/server/change.sql.ts'
import { receiptSource } from '#features/collection/server/collection.sql.ts'
import { collectionHome } from '#features/collection/server/home.service.ts'
import { refundSource } from '#features/collection/server/refund.sql.ts'
import { writeOffSource } from '#features/collection/server/writeOff.sql.ts'
import { settlementSource } from '#features/consignment/server/settlement.sql.ts'
import { contactSource } from '#features/contact/server/contact.sql.ts'
import { contractHome } from '#features/contract/server/home.service.ts'
import { customerSource } from '#features/customer/server/customer.sql.ts'
import { dealPermissions } from '#features/deal/deal.access.ts'
import { dealEntity } from '#features/deal/deal.entity.ts'
import { dealFlow } from '#features/deal/deal.flow.ts'
import { dealVerbs } from '#features/deal/server/deal.routes.ts'
import { dealSource } from '#features/deal/server/deal.sql.ts'
import { stageApproval } from '#features/deal/server/move.service.ts'
import { createDefaultPipeline } from '#features/deal/server/pipeline.service.ts'
import { scoreColumn } from '#features/followup/server/completeness.service.ts'
import { agendaScope } from '#features/followup/server/feed.service.ts'
import { followupSource } from '#features/followup/server/followup.sql.ts'
import { followupHome } from '#features/followup/server/home.service.ts'
import { ringNextStep } from '#features/followup/server/nextStep.service.ts'
import { followupDigest, followupNudges } from '#features/followup/server/nudge.service.ts'
import { taskSource } from '#features/followup/server/task.sql.ts'
import { summariseHandoffs } from '#features/handoff/server/handoff.service.ts'
import { handoffSource } from '#features/handoff/server/handoff.sql.ts'
import { handoffHome } from '#features/handoff/server/home.service.ts'
import { invoiceHome, waitingInvoices } from '#features/invoice/server/home.service.ts'
import { invoiceSource } from '#features/invoice/server/invoice.sql.ts'
import { leadSource } from '#features/lead/server/lead.sql.ts'
import { registerScope } from '#features/link/server/scope.service.ts'
import { unreadNotices } from '#features/notice/server/notice.service.ts'
import { registerDigest, registerNudge } from '#features/notice/server/nudge.service.ts'
import { creditReleaseSource } from '#features/order/server/creditRelease.sql.ts'
import { orderSource } from '#features/order/server/order.sql.ts'
import { promisedDays } from '#features/order/server/promised.service.ts'
import { departmentEntity } from '#features/people/department.entity.ts'
import { peoplePermissions } from '#features/people/people.access.ts'
import { userFlow } from '#features/people/people.flow.ts'
import { departmentSource } from '#features/people/server/department.sql.ts'
import { registerLetter } from '#features/people/server/letter.service.ts'
import { departmentVerbs, userVerbs } from '#features/people/server/people.routes.ts'
import { onDeptChange, onFounded } from '#features/people/server/people.service.ts'
import { userSource } from '#features/people/server/user.sql.ts'
import { userEntity } from '#features/people/user.entity.ts'
import { poolSource } from '#features/pool/server/pool.sql.ts'
import { poolDigest } from '#features/pool/server/run.service.ts'
import { productPermissions } from '#features/product/product.access.ts'
import { productEntity } from '#features/product/product.entity.ts'
import { productVerbs } from '#features/product/server/product.routes.ts'
import { productSource } from '#features/product/server/product.sql.ts'
import { quotePermissions } from '#features/quote/quote.access.ts'
import { quoteEntity } from '#features/quote/quote.entity.ts'
import { quoteFlow } from '#features/quote/quote.flow.ts'
import { loseQuoteLetter, writeQuoteLetter } from '#features/quote/server/customerSide.service.ts'
import { quoteHome } from '#features/quote/server/home.service.ts'
import { quoteVerbs } from '#features/quote/server/quote.routes.ts'
import { quoteSource } from '#features/quote/server/quote.sql.ts'
import { quoteScope } from '#features/quote/server/visitorReply.service.ts'
import { shipmentSource } from '#features/shipment/server/shipment.sql.ts'
import { shipmentHome } from '#features/shipment/server/yard.service.ts'
import { spotCheckHome } from '#features/spotcheck/server/flaw.service.ts'
import { stockDocumentEntity } from '#features/stock/document.entity.ts'
import { documentFlow } from '#features/stock/document.flow.ts'
import { documentSource } from '#features/stock/server/document.sql.ts'
import { stockDocumentVerbs, stockMoveVerbs, stockVerbs, warehouseVerbs } from '#features/stock/server/stock.routes.ts'
import { warehouseSource } from '#features/stock/server/warehouse.sql.ts'
import { stockPermissions } from '#features/stock/stock.access.ts'
import { stockEntity, stockMoveEntity } from '#features/stock/stock.entity.ts'
import { warehouseEntity } from '#features/stock/warehouse.entity.ts'
import { supplySource } from '#features/supply/server/supply.sql.ts'
import { winNamed } from '#journeys/winDeal.ts'
import { deptOfOwner } from '#kernel/table.ts'
import { registerCount } from '#meta/counts.ts'
import { registerHome, registerHomeDays } from '#meta/home.ts'
import { register } from '#meta/registry.ts'
import { onNextStep } from '#meta/server/nextStep.ts'
import { registerColumn } from '#meta/server/sourceSql.ts'
import { registerSource } from '#meta/server/sources.ts'
import { withJourneys } from '#meta/withJourneys.ts'
import { afterSalesHome, afterSalesSources } from './afterSales.ts'
import { registerMerges } from './children.ts'
import { registerFollowups } from './followUps.ts'
import { registerOpenings } from './openings.ts'
import { registerOrders } from './orderEntities.ts'
import { permissionRows } from './permissions.ts'
import { registerRailCounts } from './railCounts.ts'
import { registerRegistrations, registrationSource } from './registrations.ts'
import { registerShared } from './shared.ts'

/** Their records go along when their owner changes department. */
export const ownedTables = [
  'customers',
  'contacts',
  'billing_profiles',
  'products',
  'warehouses',
  'stock_documents',
  'leads',
  'followups',
  'tasks',
  'deals',
  'registrations',
  'quotes',
  'contracts',
  'orders',
  'supplies',
  'changes',
  'shipments',
  'settlements',
  'invoices',
  'receipts',
  'refunds',
  'write_offs',
  'credit_releases',
  'tickets',
  'goods_returns',
  'surveys',
  'handoffs',
  'files',
] as const

/** Registered once per process: the one door for import, batch, approval, search, export. */
export function registerEntities(): void {
  for (const name of ownedTables) onDeptChange(name, deptOfOwner(name))
  onFounded(createDefaultPipeline)
  onNextStep(ringNextStep)
  register({ entity: userEntity, verbs: userVerbs, flow: userFlow, access: peoplePermissions, createAs: 'user.edit' })
  register({
    entity: departmentEntity,
    verbs: departmentVerbs,
    access: peoplePermissions,
    createAs: 'department.edit',
  })
  registerShared()
  register({ entity: productEntity, verbs: productVerbs, access: productPermissions })
  register({ entity: stockEntity, verbs: stockVerbs, access: stockPermissions })
  register({ entity: stockMoveEntity, verbs: stockMoveVerbs, access: stockPermissions })
  register({ entity: warehouseEntity, verbs: warehouseVerbs, access: stockPermissions })
  register({ entity: stockDocumentEntity, verbs: stockDocumentVerbs, flow: documentFlow, access: stockPermissions })
  registerFollowUp()
  registerOrders()
  registerOpenings()
  registerMerges()
  registerSources()
  for (const entity of ['lead', 'customer', 'deal'] as const)
    registerColumn(entity, 'completeness', scoreColumn(entity))
  registerCounts()
  registerScope(agendaScope(permissionRows))
  registerHome(
    ...followupHome,
    spotCheckHome,
    ...shipmentHome,
    ...afterSalesHome,
    ...handoffHome,
    approvalHome,
    invoiceHome,
    ...collectionHome,
    quoteHome,
    contractHome,
  )
  registerHomeDays(promisedDays)
}

/** Whose rights a follow-up, a timeline or Home asks for. */
function registerSources(): void {
  for (const source of [
    userSource,
    departmentSource,
    customerSource,
    contactSource,
    billingProfileSource,
    productSource,
    warehouseSource,
    documentSource,
    leadSource,
    poolSource,
    followupSource,
    taskSource,
    dealSource.zh,
    registrationSource,
    quoteSource,
    orderSource,
    supplySource,
    changeSource,
    shipmentSource,
    settlementSource,
    invoiceSource,
    receiptSource,
    refundSource,
    writeOffSource,
    creditReleaseSource,
    ...afterSalesSources,
    handoffSource,
  ])
    registerSource(source)
}

/** What stands beside the rail's entries: lists, packets nobody has accepted, approvals that wait for me. */
function registerCounts(): void {
  registerRailCounts()
  registerCount({ key: 'notice', access: 'signedIn', count: unreadNotices })
  const packets = JSON.stringify({ field: 'state', op: 'is', value: 'complete' })
  registerCount({
    key: 'handoff',
    access: 'handoff.accept',
    count: async (db, actor) => ({ count: (await summariseHandoffs(db, actor, { filter: packets })).count }),
  })
  registerCount({ key: 'invoice', access: 'invoice.issue', count: waitingInvoices })
  registerCount({
    key: 'approval',
    access: 'signedIn',
    count: async (db, actor) => ({ count: (await inbox(db, actor)).length }),
  })
}

function registerFollowUp(): void {
  registerNudge(...followupNudges)
  registerDigest(...followupDigest, poolDigest)
  registerFollowups()
  register({
    entity: dealEntity,
    verbs: withJourneys(dealVerbs, { win: winNamed }),
    flow: dealFlow,
    access: dealPermissions,
  })
  registerSubject(stageApproval)
  registerRegistrations()
  registerScope(quoteScope)
  registerLetter('quote', writeQuoteLetter, loseQuoteLetter)
  register({ entity: quoteEntity, verbs: quoteVerbs, flow: quoteFlow, access: quotePermissions })
}
