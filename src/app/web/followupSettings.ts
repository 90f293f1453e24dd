// Pages with a card on the settings page, of what comes before the order.

import { campaignText } from '#features/campaign/campaign.text.ts'
import { forecastText } from '#features/deal/forecast.text.ts'
import { partText } from '#features/deal/part.text.ts'
import { pipelineText } from '#features/deal/pipeline.text.ts'
import { priceListText } from '#features/product/priceList.text.ts'
import { registrationText } from '#features/registration/registration.text.ts'
import type { Page } from './page.ts'

export const followupSettings: readonly Page[] = [
  {
    path: '/price-lists',
    load: async () => (await import('#features/product/web/PriceListsPage.tsx')).PriceListsPage,
    settings: {
      group: 'followup',
      label: priceListText['price.title'],
      say: priceListText['price.say'],
      access: 'product.price',
    },
  },
  {
    path: '/settings/registrations',
    load: async () =>
      (await import('#features/registration/web/RegistrationSettingsPage.tsx')).RegistrationSettingsPage,
    settings: {
      group: 'followup',
      label: registrationText['registration.set.title'],
      say: registrationText['registration.set.say'],
      access: 'org.edit',
    },
  },
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
    path: '/settings/deal-reasons',
    load: async () => (await import('#features/deal/web/ReasonsPage.tsx')).ReasonsPage,
    settings: {
      group: 'followup',
      label: partText['reasons.title'],
      say: partText['reasons.say'],
      access: 'deal.stages',
    },
  },
  {
    path: '/settings/flaw-reasons',
    load: async () => (await import('#features/spotcheck/web/FlawReasonsPage.tsx')).FlawReasonsPage,
    settings: {
      group: 'followup',
      label: { en: 'Reasons of spot checks', zh: '抽查问题类型' },
      say: { en: 'What is asked when a record is flawed, in both languages', zh: '判定记录有问题时要选的类型，中英文' },
      access: 'org.edit',
    },
  },
  {
    path: '/settings/competitors',
    load: async () => (await import('#features/deal/web/CompetitorsPage.tsx')).CompetitorsPage,
    settings: {
      group: 'followup',
      label: partText['competitors.title'],
      say: partText['competitors.say'],
      access: 'deal.stages',
    },
  },
  {
    path: '/settings/completeness',
    load: async () => (await import('#features/followup/web/KeyFieldsPage.tsx')).KeyFieldsPage,
    settings: {
      group: 'followup',
      label: { en: 'Completeness', zh: '资料完整度' },
      say: { en: 'Which fields count, and how much', zh: '哪些字段计入完整度，各占多少' },
      access: 'followup.set',
    },
  },
  {
    path: '/settings/followups',
    load: async () => (await import('#features/followup/web/LoggingPage.tsx')).LoggingPage,
    settings: {
      group: 'followup',
      label: { en: 'Follow-ups', zh: '跟进设置' },
      say: {
        en: 'What each kind of follow-up asks for, and the phrases that are at hand',
        zh: '每种跟进方式要填什么，以及公司常用语',
      },
      access: 'followup.set',
    },
  },
  {
    path: '/settings/pools',
    load: async () => (await import('#features/pool/web/PoolSettingsPage.tsx')).PoolSettingsPage,
    settings: {
      group: 'followup',
      label: { en: 'Pools', zh: '公海' },
      say: {
        en: 'Shared leads and customers: who may claim, how many, and when they come back',
        zh: '共享的线索和客户：谁能领、能领多少、何时回收',
      },
      access: 'pool.edit',
    },
  },
  {
    path: '/settings/sources',
    load: async () => (await import('#features/campaign/web/SourcesPage.tsx')).SourcesPage,
    settings: {
      group: 'followup',
      label: campaignText['campaign.sources'],
      say: campaignText['campaign.sourcesSay'],
      access: 'campaign.source',
    },
  },
  {
    path: '/settings/forms',
    load: async () => (await import('#features/capture/web/FormsPage.tsx')).FormsPage,
    settings: {
      group: 'followup',
      label: { en: 'Lead forms', zh: '线索表单' },
      say: {
        en: 'Forms for websites, posters and fairs, and what was held back',
        zh: '官网、海报、展会用的表单，以及待审填写',
      },
      access: 'form.read',
    },
  },
  {
    path: '/settings/assignment',
    load: async () => (await import('#features/assignment/web/AssignmentPage.tsx')).AssignmentPage,
    settings: {
      group: 'followup',
      label: { en: 'Lead assignment', zh: '线索分配' },
      say: { en: 'Who gets new leads, and how soon they are to answer', zh: '新线索分给谁，多久内首次响应' },
      access: 'assignment.edit',
    },
  },
  {
    path: '/settings/targets',
    load: async () => (await import('#features/deal/web/TargetsPage.tsx')).TargetsPage,
    settings: {
      group: 'followup',
      label: forecastText['target.title'],
      say: forecastText['target.say'],
      access: 'deal.targets',
    },
  },
  {
    path: '/settings/reminders',
    load: async () => (await import('#features/notice/web/NudgesPage.tsx')).NudgesPage,
    settings: {
      group: 'followup',
      label: { en: 'Reminders', zh: '提醒' },
      say: {
        en: 'What people are told in the morning of a working day, and after how many days',
        zh: '工作日早上自动提醒的事项与天数',
      },
      access: 'org.edit',
    },
  },
]
