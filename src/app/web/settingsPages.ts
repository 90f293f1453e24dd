// Pages that have a card on the settings page.

import { rateText } from '#features/deal/rate.text.ts'
import { invoicingText } from '#features/invoice/invoicing.text.ts'
import { noticeText } from '#features/notice/notice.text.ts'
import { calendarText } from '#features/people/calendar.text.ts'
import { handoverText } from '#features/people/handover.text.ts'
import { numbersText } from '#features/people/numbers.text.ts'
import { settingsText } from '#features/people/settings.text.ts'
import { taxText } from '#features/product/tax.text.ts'
import { templateText } from '#features/quote/template.text.ts'
import { backorderText } from '#features/stock/backorder.text.ts'
import { supplyScreenText } from '#features/supply/screen.text.ts'
import { surveyText } from '#features/survey/survey.text.ts'
import { ticketText } from '#features/ticket/ticket.text.ts'
import { fieldSettingsText } from './fieldSettings.text.ts'
import { followupSettings } from './followupSettings.ts'
import type { Page } from './page.ts'
import { rulesText } from './rules.text.ts'

export const settingsPages: readonly Page[] = [
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
    path: '/settings/supply',
    load: async () => (await import('#features/supply/web/SupplySettingsPage.tsx')).SupplySettingsPage,
    settings: {
      group: 'orders',
      label: supplyScreenText['supply.settings'],
      say: supplyScreenText['supply.settingsSay'],
      access: 'org.edit',
    },
  },
  {
    path: '/settings/ticket-targets',
    load: async () => (await import('#features/ticket/web/TargetsPage.tsx')).TargetsPage,
    settings: {
      group: 'orders',
      label: ticketText['ticket.targets'],
      say: ticketText['ticket.targetsSay'],
      access: 'org.edit',
    },
  },
  {
    path: '/settings/surveys',
    load: async () => (await import('#features/survey/web/SurveySettingsPage.tsx')).SurveySettingsPage,
    settings: {
      group: 'orders',
      label: surveyText['survey.set.title'],
      say: surveyText['survey.set.say'],
      access: 'org.edit',
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
    path: '/settings/invoicing',
    load: async () => (await import('#features/invoice/web/InvoicingPage.tsx')).InvoicingPage,
    settings: {
      group: 'orders',
      label: invoicingText['invoicing.title'],
      say: invoicingText['invoicing.say'],
      access: 'invoice.set',
    },
  },
  ...followupSettings,
  {
    path: '/settings/company',
    load: async () => (await import('#features/people/web/CompanyPage.tsx')).CompanyPage,
    settings: { label: settingsText['people.companyPage'], say: settingsText['people.companySay'], access: 'org.edit' },
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
    path: '/settings/numbers',
    load: async () => (await import('#features/people/web/NumbersPage.tsx')).NumbersPage,
    settings: { label: numbersText['numbers.title'], say: numbersText['numbers.say'], access: 'org.edit' },
  },
  {
    path: '/settings/rates',
    load: async () => (await import('#features/deal/web/RatesPage.tsx')).RatesPage,
    settings: { label: rateText['rate.title'], say: rateText['rate.say'], access: 'deal.rates' },
  },
  {
    path: '/settings/quote-paper',
    load: async () => (await import('#features/quote/web/PaperTemplatePage.tsx')).PaperTemplatePage,
    settings: {
      label: templateText['quote.template.title'],
      say: templateText['quote.template.say'],
      access: 'quote.paper',
    },
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
      label: settingsText['people.title'],
      say: settingsText['people.titleSay'],
      access: 'user.read',
    },
  },
  {
    path: '/settings/handover',
    load: async () => (await import('#features/people/web/HandoverPage.tsx')).HandoverPage,
    settings: {
      group: 'people',
      label: handoverText['handover.title'],
      say: handoverText['handover.say'],
      access: 'user.edit',
    },
  },
  {
    path: '/settings/departments',
    load: async () => (await import('#features/people/web/DepartmentsPage.tsx')).DepartmentsPage,
    settings: {
      group: 'people',
      label: settingsText['people.departments'],
      say: settingsText['people.departmentsSay'],
      access: 'department.read',
    },
  },
  {
    path: '/settings/roles',
    load: async () => (await import('#features/people/web/RolesPage.tsx')).RolesPage,
    settings: {
      group: 'people',
      label: settingsText['people.roles'],
      say: settingsText['people.rolesSay'],
      access: 'user.read',
    },
  },
  {
    path: '/settings/api-keys',
    load: async () => (await import('#features/people/web/ApiKeysPage.tsx')).ApiKeysPage,
    settings: {
      group: 'people',
      label: settingsText['people.keys'],
      say: settingsText['people.keysSay'],
      access: 'apiKey.edit',
    },
  },
  {
    path: '/account',
    load: async () => (await import('#features/people/web/AccountPage.tsx')).AccountPage,
    settings: { group: 'me', label: settingsText['account.mine'], say: settingsText['account.mineSay'] },
  },
  {
    path: '/account/phrases',
    load: async () => (await import('#features/followup/web/OwnPhrasesPage.tsx')).OwnPhrasesPage,
    settings: {
      group: 'me',
      label: { en: 'My phrases', zh: '我的常用语' },
      say: { en: 'Words you often write in follow-ups; only you see them', zh: '写跟进时自己常用的话，仅自己可见' },
      access: 'followup.create',
    },
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
      label: { en: 'Approvals', zh: '审批流程' },
      say: { en: 'Who decides on what, in which order', zh: '谁来审批订单与坏账核销，按什么顺序' },
      access: 'approval.policy',
    },
  },
  {
    path: '/settings/handoff-checklist',
    load: async () => (await import('#features/handoff/web/ChecklistPage.tsx')).ChecklistPage,
    settings: {
      group: 'orders',
      label: { en: 'Hand-off checklist', zh: '交接清单' },
      say: { en: 'What operations need to take over a won deal', zh: '赢单交给履约时必须说清的事项' },
      access: 'handoff.checklist',
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
  {
    path: '/settings/mail',
    load: async () => (await import('#features/notice/web/MailPage.tsx')).MailPage,
    settings: { label: noticeText['mail.title'], say: noticeText['mail.say'], access: 'mail.edit' },
  },
]
