import type { Texts } from '#kernel/text.ts'

export const rateText = {
  'event.currencyRate.set':     { en: 'Currency rate set', zh: '设置了汇率' },
  'event.currencyRate.removed': { en: 'Currency rate removed', zh: '删除了汇率' },
  'rate.title':       { en: 'Currency rates', zh: '汇率' },
  'rate.say':         { en: 'Dated; a document takes the rate of its day and keeps it', zh: '按日期设置，单据取当日汇率并固定' },
  'rate.settings':    { en: 'Settings', zh: '设置' },
  'rate.sayLong':     { en: 'One unit in {currency}. A document in another currency takes the last rate on or before its date and keeps it; without one it is refused.', zh: '一单位外币折合 {currency}。外币单据取其日期当天或之前最近的汇率并固定，没有汇率则不能保存。' },
  'rate.add':         { en: 'Add a rate', zh: '新增汇率' },
  'rate.edit':        { en: 'Edit {currency} of {date}', zh: '修改 {currency} {date}' },
  'rate.remove':      { en: 'Remove {currency} of {date}', zh: '删除 {currency} {date}' },
  'rate.none':        { en: 'No rate yet', zh: '还没有汇率' },
  'rate.noneSay':     { en: 'Until there is one, quotes and orders in a foreign currency are refused.', zh: '设置汇率之前，外币报价单和订单不能保存。' },
  'rate.currency':    { en: 'Currency', zh: '币种' },
  'rate.onDate':      { en: 'Holds from', zh: '生效日期' },
  'rate.rate':        { en: 'One unit equals', zh: '一单位折合' },
  'rate.now':         { en: 'holds today', zh: '当前' },
  'rate.saved':       { en: 'Saved', zh: '已保存' },
} as const satisfies Texts
