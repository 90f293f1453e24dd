// Every page of the app: features add theirs here, and nothing else has to know. Loaded when first opened.
import { cashPages } from './cashPages.ts'
import { consignPages } from './consignPages.ts'
import { contractPages } from './contractPages.ts'
import type { Page } from './page.ts'
import { settingsPages } from './settingsPages.ts'
import { teamPages } from './teamPages.ts'
import { tellingPages } from './tellingPages.ts'

export const pages: readonly Page[] = [
  {
    path: '/',
    load: async () => (await import('#features/followup/web/HomePage.tsx')).HomePage,
    rail: { label: 'shell.home', part: 'top' },
  },
  {
    path: '/leads',
    load: async () => (await import('#features/lead/web/LeadListPage.tsx')).LeadListPage,
    rail: { label: 'shell.lead', part: 'followup', access: 'lead.read', count: 'lead' },
    create: { label: 'shell.new.lead', href: '/leads?new', icon: 'user', access: 'lead.create' },
  },
  { path: '/leads/$id', load: async () => (await import('#features/lead/web/LeadPage.tsx')).LeadPage },
  {
    path: '/distribution',
    load: async () => (await import('#features/assignment/web/DistributionPage.tsx')).DistributionPage,
  },
  {
    path: '/pools',
    load: async () => (await import('#features/pool/web/PoolPage.tsx')).PoolPage,
    rail: { label: 'shell.pool', part: 'followup', access: 'pool.claim' },
  },
  { path: '/pools/$id', load: async () => (await import('#features/pool/web/PoolPage.tsx')).PoolPage },
  {
    path: '/campaigns',
    load: async () => (await import('#features/campaign/web/CampaignsPage.tsx')).CampaignsPage,
    rail: { label: 'shell.campaign', part: 'followup', access: 'campaign.read' },
  },
  { path: '/campaigns/$id', load: async () => (await import('#features/campaign/web/CampaignPage.tsx')).CampaignPage },
  { path: '/settings/forms/$id', load: async () => (await import('#features/capture/web/FormPage.tsx')).FormPage },
  {
    path: '/settings/pools/$id',
    load: async () => (await import('#features/pool/web/PoolSetUpPage.tsx')).PoolSetUpPage,
  },
  {
    path: '/customers',
    load: async () => (await import('#features/customer/web/CustomerListPage.tsx')).CustomerListPage,
    rail: { label: 'shell.customer', part: 'followup', access: 'customer.read' },
    create: { label: 'shell.new.customer', href: '/customers?new', icon: 'user', access: 'customer.create' },
  },
  { path: '/customers/$id', load: async () => (await import('#features/customer/web/CustomerPage.tsx')).CustomerPage },
  {
    path: '/registrations',
    load: async () => (await import('#features/registration/web/RegistrationListPage.tsx')).RegistrationListPage,
    rail: { label: 'shell.registration', part: 'followup', access: 'registration.read' },
  },
  {
    path: '/registrations/$id',
    load: async () => (await import('#features/registration/web/RegistrationPage.tsx')).RegistrationPage,
  },
  {
    path: '/duplicates',
    load: async () => (await import('#features/twin/web/TwinPage.tsx')).TwinPage,
    rail: { label: 'shell.twins', part: 'bottom', access: 'customer.merge' },
  },
  {
    path: '/followups',
    load: async () => (await import('#features/followup/web/FollowupListPage.tsx')).FollowupListPage,
    rail: { label: 'shell.followups', part: 'followup', access: 'followup.read' },
  },
  {
    path: '/tasks',
    load: async () => (await import('#features/followup/web/TaskListPage.tsx')).TaskListPage,
    rail: { label: 'shell.tasks', part: 'followup', access: 'task.read', count: 'task' },
    create: { label: 'shell.new.task', href: '/tasks?new', icon: 'check', access: 'task.create' },
  },
  { path: '/tasks/$id', load: async () => (await import('#features/followup/web/TaskPage.tsx')).TaskPage },
  {
    path: '/agenda',
    load: async () => (await import('#features/followup/web/AgendaPage.tsx')).AgendaPage,
    rail: { label: 'shell.agenda', part: 'followup', access: 'followup.create' },
  },
  {
    path: '/products',
    load: async () => (await import('#features/product/web/ProductListPage.tsx')).ProductListPage,
    rail: { label: 'shell.product', part: 'bottom', access: 'product.read', also: ['/price-lists'] },
    create: { label: 'shell.new.product', href: '/products?new', icon: 'box', access: 'product.create' },
  },
  { path: '/products/$id', load: async () => (await import('#features/product/web/ProductPage.tsx')).ProductPage },
  {
    path: '/price-lists/$id',
    load: async () => (await import('#features/product/web/PriceListPage.tsx')).PriceListPage,
  },
  {
    path: '/stock/documents',
    load: async () => (await import('#features/stock/web/DocumentListPage.tsx')).DocumentListPage,
  },
  {
    path: '/stock/documents/new/$kind',
    load: async () => (await import('#features/stock/web/NewDocumentPage.tsx')).NewDocumentPage,
  },
  {
    path: '/stock/documents/$id',
    load: async () => (await import('#features/stock/web/DocumentPage.tsx')).DocumentPage,
  },
  {
    path: '/deals',
    load: async () => (await import('#features/deal/web/DealBoardPage.tsx')).DealBoardPage,
    rail: { label: 'shell.deal', part: 'followup', access: 'deal.read', count: 'deal' },
    create: { label: 'shell.new.deal', href: '/deals?new', icon: 'flag', access: 'deal.create' },
  },
  {
    path: '/forecast',
    load: async () => (await import('#features/deal/web/ForecastPage.tsx')).ForecastPage,
    rail: { label: 'shell.forecast', part: 'followup', access: 'deal.forecast' },
  },
  { path: '/deals/list', load: async () => (await import('#features/deal/web/DealListPage.tsx')).DealListPage },
  { path: '/deals/outcomes', load: async () => (await import('#features/deal/web/OutcomePage.tsx')).OutcomePage },
  { path: '/deals/$id', load: async () => (await import('#features/deal/web/DealPage.tsx')).DealPage },
  {
    path: '/quotes',
    load: async () => (await import('#features/quote/web/QuoteListPage.tsx')).QuoteListPage,
    rail: { label: 'shell.quote', part: 'followup', access: 'quote.read', count: 'quote' },
  },
  { path: '/quotes/$id', load: async () => (await import('#features/quote/web/QuotePage.tsx')).QuotePage },
  ...contractPages,
  {
    path: '/settings/handover/$id',
    load: async () => (await import('#features/people/web/HandoverReportPage.tsx')).HandoverReportPage,
  },
  {
    path: '/settings/people/$id',
    load: async () => (await import('#features/people/web/PersonPage.tsx')).PersonPage,
  },
  {
    path: '/forgot',
    load: async () => (await import('#features/people/web/ForgotPasswordPage.tsx')).ForgotPasswordPage,
    bare: true,
  },
  {
    path: '/reset',
    load: async () => (await import('#features/people/web/ResetPasswordPage.tsx')).ResetPasswordPage,
    bare: true,
  },
  {
    path: '/second-step',
    load: async () => (await import('#features/people/web/SecondStepPage.tsx')).SecondStepPage,
    bare: true,
  },
  { path: '/sign-in', load: async () => (await import('#features/people/web/SignInPage.tsx')).SignInPage, bare: true },
  { path: '/sign-up', load: async () => (await import('#features/people/web/SignUpPage.tsx')).SignUpPage, bare: true },
  {
    path: '/invitation',
    load: async () => (await import('#features/people/web/AcceptInvitationPage.tsx')).AcceptInvitationPage,
    bare: true,
  },
  {
    path: '/handoff',
    load: async () => (await import('#features/handoff/web/HandoffBoardPage.tsx')).HandoffBoardPage,
    rail: { label: 'shell.handoff', part: 'seam', access: 'handoff.read', count: 'handoff' },
  },
  { path: '/handoffs/$id', load: async () => (await import('#features/handoff/web/HandoffPage.tsx')).HandoffPage },
  {
    path: '/orders',
    load: async () => (await import('#features/order/web/OrderListPage.tsx')).OrderListPage,
    rail: { label: 'shell.order', part: 'orders', access: 'order.read', also: ['/changes'], count: 'order' },
    create: { label: 'shell.new.order', href: '/orders?new', icon: 'doc', access: 'order.create' },
  },
  {
    path: '/supplies',
    load: async () => (await import('#features/supply/web/SupplyBoardPage.tsx')).SupplyBoardPage,
    rail: { label: 'shell.supply', part: 'orders', access: 'supply.read', count: 'supply' },
    create: { label: 'shell.new.supply', href: '/supplies?new', icon: 'box', access: 'supply.create' },
  },
  {
    path: '/supplies/list',
    load: async () => (await import('#features/supply/web/SupplyListPage.tsx')).SupplyListPage,
  },
  {
    path: '/supplies/shortages',
    load: async () => (await import('#features/supply/web/ShortagesPage.tsx')).ShortagesPage,
  },
  { path: '/supplies/$id', load: async () => (await import('#features/supply/web/SupplyPage.tsx')).SupplyPage },
  {
    path: '/orders/$id/change',
    load: async () => (await import('#features/change/web/NewChangePage.tsx')).NewChangePage,
  },
  { path: '/changes', load: async () => (await import('#features/change/web/ChangeListPage.tsx')).ChangeListPage },
  { path: '/changes/$id', load: async () => (await import('#features/change/web/ChangePage.tsx')).ChangePage },
  {
    path: '/stock',
    load: async () => (await import('#features/stock/web/StockPage.tsx')).StockPage,
    rail: { label: 'shell.stock', part: 'orders', access: 'stock.read' },
  },
  {
    path: '/warehouse',
    load: async () => (await import('#features/shipment/web/WarehouseBoardPage.tsx')).WarehouseBoardPage,
    rail: { label: 'shell.warehouse', part: 'orders', access: 'shipment.ship' },
  },
  {
    path: '/shipments',
    load: async () => (await import('#features/shipment/web/ShipmentListPage.tsx')).ShipmentListPage,
    rail: { label: 'shell.shipment', part: 'orders', access: 'shipment.read', count: 'shipment' },
  },
  {
    path: '/shipments/$id',
    load: async () => (await import('#features/shipment/web/ShipmentPage.tsx')).ShipmentPage,
  },
  ...consignPages,
  {
    path: '/invoices',
    load: async () => (await import('#features/invoice/web/InvoiceListPage.tsx')).InvoiceListPage,
    rail: {
      label: 'shell.invoice',
      part: 'orders',
      access: 'invoice.read',
      count: 'invoice',
      also: ['/billing-profiles'],
    },
  },
  { path: '/invoices/$id', load: async () => (await import('#features/invoice/web/InvoicePage.tsx')).InvoicePage },
  {
    path: '/billing-profiles',
    load: async () => (await import('#features/billing/web/BillingListPage.tsx')).BillingListPage,
  },
  {
    path: '/billing-profiles/$id',
    load: async () => (await import('#features/billing/web/BillingPage.tsx')).BillingPage,
  },
  ...cashPages,
  {
    path: '/tickets',
    load: async () => (await import('#features/ticket/web/TicketListPage.tsx')).TicketListPage,
    rail: { label: 'shell.ticket', part: 'orders', access: 'ticket.read', count: 'ticket' },
  },
  { path: '/tickets/$id', load: async () => (await import('#features/ticket/web/TicketPage.tsx')).TicketPage },
  {
    path: '/goods-returns',
    load: async () => (await import('#features/ticket/web/ReturnListPage.tsx')).ReturnListPage,
    rail: { label: 'shell.goodsReturn', part: 'orders', access: 'goodsReturn.read' },
  },
  { path: '/goods-returns/$id', load: async () => (await import('#features/ticket/web/ReturnPage.tsx')).ReturnPage },
  {
    path: '/surveys',
    load: async () => (await import('#features/survey/web/SurveyListPage.tsx')).SurveyListPage,
    rail: { label: 'shell.survey', part: 'orders', access: 'survey.read' },
  },
  { path: '/surveys/$id', load: async () => (await import('#features/survey/web/SurveyPage.tsx')).SurveyPage },
  {
    path: '/orders/$id/versions/$revision',
    load: async () => (await import('#features/order/web/OrderVersionPage.tsx')).OrderVersionPage,
  },
  { path: '/orders/$id', load: async () => (await import('#features/order/web/OrderPage.tsx')).OrderPage },
  {
    path: '/approvals',
    load: async () => (await import('#features/approval/web/InboxPage.tsx')).InboxPage,
    rail: { label: 'shell.approval', part: 'bottom', count: 'approval' },
  },
  { path: '/notices', load: async () => (await import('#features/notice/web/NoticesPage.tsx')).NoticesPage },
  {
    path: '/import',
    load: async () => (await import('#features/exchange/web/ImportPage.tsx')).ImportPage,
    rail: { label: 'shell.exchange', part: 'bottom', access: 'import.run' },
  },
  {
    path: '/settings',
    load: async () => (await import('./SettingsPage.tsx')).SettingsPage,
    rail: { label: 'shell.settings', part: 'bottom' },
  },
  ...settingsPages,
  ...teamPages,
  ...tellingPages,
]
