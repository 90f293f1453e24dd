// How people and customers are told: notices, group bots, mails. Each has a card on the settings page.
import type { Page } from './page.ts'

export const tellingPages: readonly Page[] = [
  {
    path: '/account/notices',
    load: async () => (await import('#features/notice/web/WishesPage.tsx')).WishesPage,
    settings: {
      group: 'me',
      label: { en: 'My notices', zh: '我的通知' },
      say: {
        en: 'By which way I am told of what, and when not to be disturbed',
        zh: '各类通知的接收方式与免打扰时间',
      },
    },
  },
  {
    path: '/settings/mail-templates',
    load: async () => (await import('#features/email/web/EmailTemplatesPage.tsx')).EmailTemplatesPage,
    settings: {
      group: 'followup',
      label: { en: 'Mail templates', zh: '邮件模板' },
      say: { en: 'What is often written to customers', zh: '常用的客户邮件' },
      access: 'org.edit',
    },
  },
  {
    path: '/settings/bots',
    load: async () => (await import('#features/notice/web/BotsPage.tsx')).BotsPage,
    settings: {
      label: { en: 'Group bots', zh: '群机器人' },
      say: {
        en: 'WeCom, DingTalk and Feishu groups that are told too',
        zh: '把通知同时发到企业微信、钉钉、飞书群',
      },
      access: 'bot.edit',
    },
  },
]
