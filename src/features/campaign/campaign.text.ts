import type { Texts } from '#kernel/text.ts'

export const campaignText = {
  'permission.campaign.read':   { en: 'See campaigns, their cost and what came of them', zh: '查看市场活动、费用及效果' },
  'permission.campaign.edit':   { en: 'Set up campaigns and enter their cost', zh: '维护市场活动及费用' },
  'permission.campaign.source': { en: 'Set up the sources of leads', zh: '维护线索来源' },
  'event.campaign.created':     { en: 'Campaign made', zh: '新建了市场活动' },
  'event.campaign.edited':      { en: 'Campaign changed', zh: '修改了市场活动' },
  'event.campaign.spent':       { en: 'Cost entered', zh: '登记了费用' },
  'event.campaign.unspent':     { en: 'Cost removed', zh: '删除了费用' },
  'event.campaign.sourcesSet':  { en: 'Sources of leads changed', zh: '修改了线索来源' },
  'campaign.nameTaken':         { en: 'Another campaign has this name.', zh: '已有同名市场活动。' },
  'campaign.sourceTaken':       { en: 'This source is there twice.', zh: '来源重复。' },
  'campaign.unknownSource':     { en: 'There is no such source.', zh: '没有这个来源。' },
  'campaign.endsBefore':        { en: 'It cannot end before it begins.', zh: '结束日期不能早于开始日期。' },
  'campaign.noRate':            { en: 'There is no rate for {currency} on that day.', zh: '{currency} 在该日没有汇率。' },
  'campaign.badCurrency':       { en: 'There is no such currency.', zh: '没有这个币种。' },
  'campaign.unknownOwner':      { en: 'There is no such active person.', zh: '没有这位在职人员。' },
  'campaign.archived':          { en: 'This campaign is archived.', zh: '该市场活动已归档。' },
  'campaign.unknown':           { en: 'There is no such campaign.', zh: '没有这个市场活动。' },
  'campaign.title':             { en: 'Campaigns', zh: '市场活动' },
  'campaign.sources':           { en: 'Sources of leads', zh: '线索来源' },
  'campaign.sourcesSay':        { en: 'What may be chosen as a source, in both languages', zh: '可选的线索来源，中英文名称' },
} as const satisfies Texts
