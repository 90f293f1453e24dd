// The one list of what the server is made of: each feature adds its rows here and nowhere else.
import type { FastifyInstance } from 'fastify'
import { approvalPermissions } from '#features/approval/approval.access.ts'
import { approvalApi } from '#features/approval/approval.api.ts'
import { approvalHandlers } from '#features/approval/server/approval.routes.ts'
import { approvalHome } from '#features/approval/server/home.service.ts'
import { inbox, registerSubject } from '#features/approval/server/subject.service.ts'
import { contactPermissions } from '#features/contact/contact.access.ts'
import { contactApi } from '#features/contact/contact.api.ts'
import { contactEntity } from '#features/contact/contact.entity.ts'
import { contactText } from '#features/contact/contact.text.ts'
import { contactHandlers, contactVerbs } from '#features/contact/server/contact.routes.ts'
import { contactSource } from '#features/contact/server/contact.sql.ts'
import { customerPermissions } from '#features/customer/customer.access.ts'
import { customerApi } from '#features/customer/customer.api.ts'
import { customerEntity } from '#features/customer/customer.entity.ts'
import { customerFlow } from '#features/customer/customer.flow.ts'
import { customerText } from '#features/customer/customer.text.ts'
import { customerHandlers, customerVerbs } from '#features/customer/server/customer.routes.ts'
import { customerSource } from '#features/customer/server/customer.sql.ts'
import { dealPermissions } from '#features/deal/deal.access.ts'
import { dealApi } from '#features/deal/deal.api.ts'
import { dealEntity } from '#features/deal/deal.entity.ts'
import { dealFlow } from '#features/deal/deal.flow.ts'
import { dealText } from '#features/deal/deal.text.ts'
import { dealHandlers, dealVerbs } from '#features/deal/server/deal.routes.ts'
import { dealSource } from '#features/deal/server/deal.sql.ts'
import { createDefaultPipeline } from '#features/deal/server/pipeline.service.ts'
import { importPermissions } from '#features/exchange/exchange.access.ts'
import { exportApi } from '#features/exchange/exchange.api.ts'
import { importApi } from '#features/exchange/import.api.ts'
import { exportHandlers } from '#features/exchange/server/export.routes.ts'
import { importHandlers } from '#features/exchange/server/import.routes.ts'
import { filePermissions } from '#features/file/file.access.ts'
import { fileApi } from '#features/file/file.api.ts'
import { fileHandlers } from '#features/file/server/file.routes.ts'
import { followupPermissions } from '#features/followup/followup.access.ts'
import { followupApi, needApi, promiseApi, reminderApi } from '#features/followup/followup.api.ts'
import { followupEntity } from '#features/followup/followup.entity.ts'
import { homeApi } from '#features/followup/home.api.ts'
import {
  followupHandlers,
  followupVerbs,
  needHandlers,
  promiseHandlers,
  reminderHandlers,
} from '#features/followup/server/followup.routes.ts'
import { followupSource } from '#features/followup/server/followup.sql.ts'
import { homeHandlers } from '#features/followup/server/home.routes.ts'
import { followupHome } from '#features/followup/server/home.service.ts'
import { handoffPermissions } from '#features/handoff/handoff.access.ts'
import { handoffApi } from '#features/handoff/handoff.api.ts'
import { handoffEntity } from '#features/handoff/handoff.entity.ts'
import { handoffFlow } from '#features/handoff/handoff.flow.ts'
import { handoffHandlers, handoffVerbs } from '#features/handoff/server/handoff.routes.ts'
import { summariseHandoffs } from '#features/handoff/server/handoff.service.ts'
import { handoffSource } from '#features/handoff/server/handoff.sql.ts'
import { handoffHome } from '#features/handoff/server/home.service.ts'
import { leadPermissions } from '#features/lead/lead.access.ts'
import { leadApi } from '#features/lead/lead.api.ts'
import { leadEntity } from '#features/lead/lead.entity.ts'
import { leadFlow } from '#features/lead/lead.flow.ts'
import { leadText } from '#features/lead/lead.text.ts'
import { leadHandlers, leadVerbs } from '#features/lead/server/lead.routes.ts'
import { leadSource } from '#features/lead/server/lead.sql.ts'
import { noticePermissions } from '#features/notice/notice.access.ts'
import { noticeApi } from '#features/notice/notice.api.ts'
import { noticeHandlers } from '#features/notice/server/notice.routes.ts'
import { unreadNotices } from '#features/notice/server/notice.service.ts'
import { orderPermissions } from '#features/order/order.access.ts'
import { orderApi } from '#features/order/order.api.ts'
import { orderEntity } from '#features/order/order.entity.ts'
import { orderFlow } from '#features/order/order.flow.ts'
import { orderHandlers, orderVerbs } from '#features/order/server/order.routes.ts'
import { orderLineHolder } from '#features/order/server/order.service.ts'
import { orderSource } from '#features/order/server/order.sql.ts'
import { departmentEntity } from '#features/people/department.entity.ts'
import { peoplePermissions } from '#features/people/people.access.ts'
import { peopleApi } from '#features/people/people.api.ts'
import { userFlow } from '#features/people/people.flow.ts'
import { departmentSource } from '#features/people/server/department.sql.ts'
import { departmentVerbs, peopleHandlers, userVerbs } from '#features/people/server/people.routes.ts'
import { onDeptChange, onFounded } from '#features/people/server/people.service.ts'
import { userSource } from '#features/people/server/user.sql.ts'
import { userEntity } from '#features/people/user.entity.ts'
import { productPermissions } from '#features/product/product.access.ts'
import { productApi } from '#features/product/product.api.ts'
import { productEntity } from '#features/product/product.entity.ts'
import { productText } from '#features/product/product.text.ts'
import { productHandlers, productVerbs } from '#features/product/server/product.routes.ts'
import { quotePermissions } from '#features/quote/quote.access.ts'
import { quoteApi } from '#features/quote/quote.api.ts'
import { quoteEntity } from '#features/quote/quote.entity.ts'
import { quoteFlow } from '#features/quote/quote.flow.ts'
import { quoteHandlers, quoteVerbs } from '#features/quote/server/quote.routes.ts'
import { quoteSource } from '#features/quote/server/quote.sql.ts'
import { stockDocumentEntity } from '#features/stock/document.entity.ts'
import { documentFlow } from '#features/stock/document.flow.ts'
import {
  stockDocumentHandlers,
  stockDocumentVerbs,
  stockHandlers,
  stockMoveVerbs,
  stockVerbs,
  warehouseHandlers,
  warehouseVerbs,
} from '#features/stock/server/stock.routes.ts'
import { holdLinesBy } from '#features/stock/server/stock.service.ts'
import { stockPermissions } from '#features/stock/stock.access.ts'
import { stockApi, stockDocumentApi, warehouseApi } from '#features/stock/stock.api.ts'
import { stockEntity, stockMoveEntity } from '#features/stock/stock.entity.ts'
import { warehouseEntity } from '#features/stock/warehouse.entity.ts'
import { cancelOrderApi } from '#journeys/cancelOrder.api.ts'
import { cancelOrderHandlers } from '#journeys/cancelOrder.ts'
import { closeOrderApi } from '#journeys/closeOrder.api.ts'
import { closeOrderHandlers } from '#journeys/closeOrder.ts'
import { confirmOrderApi } from '#journeys/confirmOrder.api.ts'
import { confirmOrderHandlers, orderReview } from '#journeys/confirmOrder.ts'
import { convertLeadApi } from '#journeys/convertLead.api.ts'
import { convertLeadHandlers } from '#journeys/convertLead.ts'
import { moveOrder } from '#journeys/moveOrder.ts'
import { winDealApi } from '#journeys/winDeal.api.ts'
import { winDealHandlers } from '#journeys/winDeal.ts'
import type { PermissionRows } from '#kernel/access.ts'
import { kernelText } from '#kernel/kernel.text.ts'
import { deptOfOwner } from '#kernel/table.ts'
import { registerCount } from '#meta/counts.ts'
import { registerHome } from '#meta/home.ts'
import { metaPermissions } from '#meta/meta.access.ts'
import { metaApi } from '#meta/meta.api.ts'
import { allRegistered, register } from '#meta/registry.ts'
import { metaHandlers } from '#meta/server/meta.routes.ts'
import { registerSource } from '#meta/server/sources.ts'
import { type MountContext, mount } from './mount.ts'
import { openApi, openApiHandlers } from './openapi.ts'

/** Every permission of every feature, with its default reach by role. */
export const permissionRows: PermissionRows = {
  ...metaPermissions,
  ...peoplePermissions,
  ...customerPermissions,
  ...contactPermissions,
  ...productPermissions,
  ...stockPermissions,
  ...leadPermissions,
  ...followupPermissions,
  ...dealPermissions,
  ...quotePermissions,
  ...approvalPermissions,
  ...orderPermissions,
  ...handoffPermissions,
  ...filePermissions,
  ...noticePermissions,
  ...importPermissions,
}

/** Their records go along when their owner changes department. */
export const ownedTables = [
  'customers',
  'contacts',
  'products',
  'warehouses',
  'stock_documents',
  'leads',
  'followups',
  'deals',
  'quotes',
  'orders',
  'handoffs',
  'files',
] as const

/** Registered once per process: the one door for import, batch, approval, search, export. */
export function registerEntities(): void {
  for (const name of ownedTables) onDeptChange(name, deptOfOwner(name))
  onFounded(createDefaultPipeline)
  register({ entity: userEntity, verbs: userVerbs, flow: userFlow, access: peoplePermissions })
  register({ entity: departmentEntity, verbs: departmentVerbs, access: peoplePermissions })
  register({ entity: customerEntity, verbs: customerVerbs, flow: customerFlow, access: customerPermissions })
  register({
    entity: contactEntity,
    verbs: contactVerbs,
    access: contactPermissions,
    page: contact => `${customerEntity.path}/${contact.customerId}`,
  })
  register({ entity: productEntity, verbs: productVerbs, access: productPermissions })
  register({ entity: stockEntity, verbs: stockVerbs, access: stockPermissions })
  register({ entity: stockMoveEntity, verbs: stockMoveVerbs, access: stockPermissions })
  register({ entity: warehouseEntity, verbs: warehouseVerbs, access: stockPermissions })
  register({ entity: stockDocumentEntity, verbs: stockDocumentVerbs, flow: documentFlow, access: stockPermissions })
  register({ entity: leadEntity, verbs: leadVerbs, flow: leadFlow, access: leadPermissions })
  register({ entity: followupEntity, verbs: followupVerbs, access: followupPermissions })
  register({ entity: dealEntity, verbs: dealVerbs, flow: dealFlow, access: dealPermissions })
  register({ entity: quoteEntity, verbs: quoteVerbs, flow: quoteFlow, access: quotePermissions })
  registerOrders()
  registerSources()
  registerCounts()
  registerHome(...followupHome, ...handoffHome, approvalHome)
}

/** Whose rights a follow-up, a timeline or Home asks for. */
function registerSources(): void {
  for (const source of [
    userSource,
    departmentSource,
    customerSource,
    contactSource,
    leadSource,
    followupSource,
    dealSource.zh,
    quoteSource,
    orderSource,
    handoffSource,
  ])
    registerSource(source)
}

/** What stands beside the rail's entries: packets nobody has accepted, approvals that wait for me. */
function registerCounts(): void {
  registerCount({ key: 'notice', access: 'signedIn', count: unreadNotices })
  const packets = JSON.stringify({ field: 'state', op: 'is', value: 'complete' })
  registerCount({
    key: 'handoff',
    access: 'handoff.accept',
    count: async (db, actor) => ({ count: (await summariseHandoffs(db, actor, { filter: packets })).count }),
  })
  registerCount({
    key: 'approval',
    access: 'signedIn',
    count: async (db, actor) => ({ count: (await inbox(db, actor)).length }),
  })
}

function registerOrders(): void {
  const verbs = { ...orderVerbs, move: moveOrder }
  register({ entity: orderEntity, verbs, flow: orderFlow, access: orderPermissions })
  register({ entity: handoffEntity, verbs: handoffVerbs, flow: handoffFlow, access: handoffPermissions })
  registerSubject(orderReview)
  holdLinesBy(orderLineHolder)
}

/** The sentences of what the verbs of an import may refuse. */
export const importTexts = { ...kernelText, ...customerText, ...contactText, ...productText, ...leadText, ...dealText }

/** What features are given of the machine they run on. */
export type FeatureParts = {
  readonly filesFolder: string
  /** The host that mails leave through; null without one. */
  readonly mailServer: string | null
}

export function mountFeatures(app: FastifyInstance, context: MountContext, parts: FeatureParts): void {
  mount(app, metaApi, context, metaHandlers)
  mount(app, peopleApi, context, peopleHandlers(permissionRows))
  mount(app, customerApi, context, customerHandlers)
  mount(app, contactApi, context, contactHandlers)
  mount(app, productApi, context, productHandlers)
  mount(app, stockApi, context, stockHandlers)
  mount(app, stockDocumentApi, context, stockDocumentHandlers)
  mount(app, warehouseApi, context, warehouseHandlers)
  mount(app, leadApi, context, leadHandlers)
  mount(app, followupApi, context, followupHandlers)
  mount(app, needApi, context, needHandlers)
  mount(app, promiseApi, context, promiseHandlers)
  mount(app, reminderApi, context, reminderHandlers)
  mount(app, convertLeadApi, context, convertLeadHandlers)
  mount(app, homeApi, context, homeHandlers)
  mount(app, dealApi, context, dealHandlers)
  mount(app, quoteApi, context, quoteHandlers)
  mount(app, approvalApi, context, approvalHandlers)
  mount(app, orderApi, context, orderHandlers)
  mount(app, confirmOrderApi, context, confirmOrderHandlers)
  mount(app, cancelOrderApi, context, cancelOrderHandlers)
  mount(app, closeOrderApi, context, closeOrderHandlers)
  mount(app, winDealApi, context, winDealHandlers)
  mount(app, handoffApi, context, handoffHandlers)
  mount(app, fileApi, context, fileHandlers(parts.filesFolder))
  mount(app, noticeApi, context, noticeHandlers(parts.mailServer))
  for (const row of allRegistered())
    if (Object.hasOwn(permissionRows, `${row.entity.key}.export`))
      mount(app, exportApi(row.entity.path, row.entity.key), context, exportHandlers(row))
  mount(app, importApi, context, importHandlers(permissionRows, importTexts))
  mount(app, openApi, context, openApiHandlers(context.rows))
}
