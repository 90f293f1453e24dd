import type { Texts } from '#kernel/text.ts'

export const rulesText = {
  'rules.title':    { en: 'Company rules', zh: '业务规则' },
  'rules.say':      { en: 'Holding stock, counting credit, collection, dormant and lost customers, duplicates', zh: '库存预留、信用占用、回款、沉睡与流失客户、查重' },
  'rules.settings': { en: 'Settings', zh: '设置' },
} as const satisfies Texts
