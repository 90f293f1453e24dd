// Every page of the app: features add theirs here, and nothing else has to know. Loaded when first opened.
import type { ComponentType } from 'react'
import { pipelineText } from '#features/deal/pipeline.text.ts'
import { rateText } from '#features/deal/rate.text.ts'
import { noticeText } from '#features/notice/notice.text.ts'
import { accountText } from '#features/people/account.text.ts'
import { calendarText } from '#features/people/calendar.text.ts'
import { taxText } from '#features/product/tax.text.ts'
import { backorderText } from '#features/stock/backorder.text.ts'
import type { Label } from '#kernel/text.ts'
import type { IconName } from '#ui/icons.ts'
import { fieldSettingsText } from './fieldSettings.text.ts'
import { rulesText } from './rules.text.ts'
import type { SettingsGroup } from './settingsGroups.ts'
import type { shellText } from './shell.text.ts'

export interface RailEntry {
  label: keyof typeof shellText
  part: 'top' | 'followup' | 'seam' | 'orders' | 'bottom'
  /** Who sees it: a permission; without one, everyone. */
  access?: string
  /** Whose count stands beside it, as the counts endpoint names it. */
  count?: string
}

export interface NewEntry {
  label: keyof typeof shellText
  href: string
  icon: IconName
  access?: string
}

export interface SettingsEntry {
  label: Label
  /** One line: what can be set there. */
  say: Label
  /** Who finds it: a permission; without one, everyone. */
  access?: string
  /** Without one: of the company. */
  group?: SettingsGroup
}

export interface Page {
  /** `$id` is a parameter: `/customers/$id`. Pages read parameters with `useParams()` of `usePage.ts`. */
  path: string
  load: () => Promise<ComponentType>
  rail?: RailEntry
  /** What “New” offers. */
  create?: NewEntry
  /** A card on the settings page. */
  settings?: SettingsEntry
  /** Without the shell, in the box of sign-in, invitation, first run (`AuthFrame`); needs no person. */
  bare?: boolean
}

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
    create: { label: 'shell.lead', href: '/leads?new', icon: 'user', access: 'lead.create' },
  },
  { path: '/leads/$id', load: async () => (await import('#features/lead/web/LeadPage.tsx')).LeadPage },
  {
    path: '/customers',
    load: async () => (await import('#features/customer/web/CustomerListPage.tsx')).CustomerListPage,
    rail: { label: 'shell.customer', part: 'followup', access: 'customer.read' },
  },
  { path: '/customers/$id', load: async () => (await import('#features/customer/web/CustomerPage.tsx')).CustomerPage },
  {
    path: '/followups',
    load: async () => (await import('#features/followup/web/FollowupListPage.tsx')).FollowupListPage,
    rail: { label: 'shell.followups', part: 'followup', access: 'followup.read' },
  },
  {
    path: '/products',
    load: async () => (await import('#features/product/web/ProductListPage.tsx')).ProductListPage,
    rail: { label: 'shell.product', part: 'bottom', access: 'product.read' },
  },
  { path: '/products/$id', load: async () => (await import('#features/product/web/ProductPage.tsx')).ProductPage },
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
    path: '/settings/warehouses',
    load: async () => (await import('#features/stock/web/WarehousesPage.tsx')).WarehousesPage,
    settings: {
      group: 'orders',
      label: { en: 'Warehouses', zh: '仓库' },
      say: {
        en: 'Where stock stands; orders take from the default one first',
        zh: '库存所在地，订单优先从默认仓库取货',
      },
      access: 'warehouse.edit',
    },
  },
  {
    path: '/settings/backorders',
    load: async () => (await import('#features/stock/web/BackordersPage.tsx')).BackordersPage,
    settings: {
      group: 'orders',
      label: backorderText['backorder.title'],
      say: backorderText['backorder.say'],
      access: 'stock.backorder',
    },
  },
  {
    path: '/deals',
    load: async () => (await import('#features/deal/web/DealBoardPage.tsx')).DealBoardPage,
    rail: { label: 'shell.deal', part: 'followup', access: 'deal.read' },
  },
  { path: '/deals/list', load: async () => (await import('#features/deal/web/DealListPage.tsx')).DealListPage },
  { path: '/deals/$id', load: async () => (await import('#features/deal/web/DealPage.tsx')).DealPage },
  {
    path: '/quotes',
    load: async () => (await import('#features/quote/web/QuoteListPage.tsx')).QuoteListPage,
    rail: { label: 'shell.quote', part: 'followup', access: 'quote.read' },
  },
  { path: '/quotes/$id', load: async () => (await import('#features/quote/web/QuotePage.tsx')).QuotePage },
  {
    path: '/settings/stages',
    load: async () => (await import('#features/deal/web/StageSettingsPage.tsx')).StageSettingsPage,
    settings: {
      group: 'followup',
      label: pipelineText['pipeline.title'],
      say: pipelineText['pipeline.say'],
      access: 'deal.stages',
    },
  },
  {
    path: '/settings/company',
    load: async () => (await import('#features/people/web/CompanyPage.tsx')).CompanyPage,
    settings: { label: accountText['people.companyPage'], say: accountText['people.companySay'], access: 'org.edit' },
  },
  {
    path: '/settings/rules',
    load: async () => (await import('./RulesPage.tsx')).RulesPage,
    settings: { label: rulesText['rules.title'], say: rulesText['rules.say'], access: 'org.edit' },
  },
  {
    path: '/settings/calendar',
    load: async () => (await import('#features/people/web/CalendarPage.tsx')).CalendarPage,
    settings: { label: calendarText['calendar.title'], say: calendarText['calendar.say'], access: 'org.edit' },
  },
  {
    path: '/settings/rates',
    load: async () => (await import('#features/deal/web/RatesPage.tsx')).RatesPage,
    settings: { label: rateText['rate.title'], say: rateText['rate.say'], access: 'deal.rates' },
  },
  {
    path: '/settings/tax',
    load: async () => (await import('#features/product/web/TaxPage.tsx')).TaxPage,
    settings: { label: taxText['tax.title'], say: taxText['tax.say'], access: 'product.tax' },
  },
  {
    path: '/settings/people',
    load: async () => (await import('#features/people/web/PeoplePage.tsx')).PeoplePage,
    settings: {
      group: 'people',
      label: accountText['people.title'],
      say: accountText['people.titleSay'],
      access: 'user.read',
    },
  },
  {
    path: '/settings/people/$id',
    load: async () => (await import('#features/people/web/PersonPage.tsx')).PersonPage,
  },
  {
    path: '/settings/departments',
    load: async () => (await import('#features/people/web/DepartmentsPage.tsx')).DepartmentsPage,
    settings: {
      group: 'people',
      label: accountText['people.departments'],
      say: accountText['people.departmentsSay'],
      access: 'department.read',
    },
  },
  {
    path: '/settings/roles',
    load: async () => (await import('#features/people/web/RolesPage.tsx')).RolesPage,
    settings: {
      group: 'people',
      label: accountText['people.roles'],
      say: accountText['people.rolesSay'],
      access: 'user.read',
    },
  },
  {
    path: '/settings/api-keys',
    load: async () => (await import('#features/people/web/ApiKeysPage.tsx')).ApiKeysPage,
    settings: {
      group: 'people',
      label: accountText['people.keys'],
      say: accountText['people.keysSay'],
      access: 'apiKey.edit',
    },
  },
  {
    path: '/account',
    load: async () => (await import('#features/people/web/AccountPage.tsx')).AccountPage,
    settings: { group: 'me', label: accountText['account.mine'], say: accountText['account.mineSay'] },
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
    rail: { label: 'shell.order', part: 'orders', access: 'order.read' },
  },
  {
    path: '/stock',
    load: async () => (await import('#features/stock/web/StockPage.tsx')).StockPage,
    rail: { label: 'shell.stock', part: 'orders', access: 'stock.read' },
  },
  {
    path: '/shipments',
    load: async () => (await import('#features/shipment/web/ShipmentListPage.tsx')).ShipmentListPage,
    rail: { label: 'shell.shipment', part: 'orders', access: 'shipment.read' },
  },
  {
    path: '/shipments/$id',
    load: async () => (await import('#features/shipment/web/ShipmentPage.tsx')).ShipmentPage,
  },
  {
    path: '/receipts',
    load: async () => (await import('#features/collection/web/ReceiptListPage.tsx')).ReceiptListPage,
    rail: { label: 'shell.collection', part: 'orders', access: 'receipt.read' },
  },
  {
    path: '/receipts/$id',
    load: async () => (await import('#features/collection/web/ReceiptPage.tsx')).ReceiptPage,
  },
  { path: '/orders/$id', load: async () => (await import('#features/order/web/OrderPage.tsx')).OrderPage },
  {
    path: '/approvals',
    load: async () => (await import('#features/approval/web/InboxPage.tsx')).InboxPage,
    rail: { label: 'shell.approval', part: 'bottom', count: 'approval' },
  },
  {
    path: '/settings/fields',
    load: async () => (await import('./FieldsPage.tsx')).FieldsPage,
    settings: {
      label: fieldSettingsText['fieldSettings.title'],
      say: fieldSettingsText['fieldSettings.say'],
      access: 'field.edit',
    },
  },
  {
    path: '/settings/review',
    load: async () => (await import('#features/approval/web/PolicyPage.tsx')).PolicyPage,
    settings: {
      group: 'orders',
      label: { en: 'Order review', zh: '订单审核流程' },
      say: { en: 'Who reviews an order, in which order', zh: '谁来审核订单，按什么顺序' },
      access: 'approval.policy',
    },
  },
  {
    path: '/settings/clocks',
    load: async () => (await import('#features/handoff/web/ClocksPage.tsx')).ClocksPage,
    settings: {
      group: 'orders',
      label: { en: 'Hand-off clocks', zh: '交接时限' },
      say: { en: 'How long each step of the hand-off may take', zh: '交接各步骤允许的时间' },
      access: 'handoff.clocks',
    },
  },
  { path: '/notices', load: async () => (await import('#features/notice/web/NoticesPage.tsx')).NoticesPage },
  {
    path: '/settings/mail',
    load: async () => (await import('#features/notice/web/MailPage.tsx')).MailPage,
    settings: { label: noticeText['mail.title'], say: noticeText['mail.say'], access: 'mail.edit' },
  },
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
]
