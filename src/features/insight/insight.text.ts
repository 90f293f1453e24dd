import type { Texts } from '#kernel/text.ts'

// prettier-ignore
export const insightText = {
  'permission.insight.team': { en: 'See the team board', zh: '查看团队看板' },
  'insight.backwards':       { en: 'The last day is before the first.', zh: '结束日期早于开始日期。' },
  'insight.hidden':          { en: 'Your role does not see what these figures are made of.', zh: '您的角色看不到这些统计所用的字段。' },
  'insight.tooLong':         { en: 'At most {most:day|days} at a time.', zh: '一次最多 {most} 天。' },
} as const satisfies Texts
