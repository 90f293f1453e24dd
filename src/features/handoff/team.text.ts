import type { Texts } from '#kernel/text.ts'

// prettier-ignore
export const teamText = {
  'team.title':   { en: 'My team', zh: '我的团队' },
  'team.none':    { en: 'Nothing is late, stalled or waiting.', zh: '没有逾期、停滞或待确认的事项。' },
  'team.leads':   { en: 'Late leads: {count}', zh: '{count} 条线索逾期' },
  'team.deals':   { en: 'Late deals: {count}', zh: '{count} 个商机逾期' },
  'team.stalled': { en: 'Without next step: {count}', zh: '{count} 个商机无下一步' },
  'team.orders':  { en: 'Orders waiting: {count}', zh: '{count} 张订单待确认' },
} as const satisfies Texts
