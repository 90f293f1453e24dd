import type { Texts } from '#kernel/text.ts'

export const promiseText = {
  'quote.promise.title':    { en: 'Promise check', zh: '承诺检查' },
  'quote.promise.bad':      { en: '{count} open', zh: '{count} 项不过' },
  'quote.promise.good':     { en: 'All good', zh: '全部通过' },
  'quote.promise.credit':   { en: 'Credit: {over} over the limit of {limit}; {used} used, {own} by this one.', zh: '信用：超出 {over}。额度 {limit}，已用 {used}，本单占用 {own}。' },
  'quote.promise.creditOk': { en: 'Credit: enough. Limit {limit}, {used} used, {own} by this one.', zh: '信用：够。额度 {limit}，已用 {used}，本单占用 {own}。' },
  'quote.promise.creditPlain': { en: 'Credit: not enough.', zh: '信用：不足。' },
  'quote.promise.deposit':  { en: 'Deposit of {deposit}', zh: '预付 {deposit}' },
  'quote.promise.overdue':  { en: 'Overdue: the payer owes {overdue} past its day, the oldest for {days:day|days}.', zh: '逾期：付款方有 {overdue} 已逾期，最早一笔逾期 {days} 天。' },
  'quote.promise.overduePlain': { en: 'Overdue: the payer owes money past its day.', zh: '逾期：付款方有逾期欠款。' },
  'quote.promise.floor':    { en: '{name}: {each} each is below the floor price of {floor}.', zh: '{name}：折后单价 {each}，低于底价 {floor}。' },
  'quote.promise.floorPlain': { en: 'A line is below its floor price.', zh: '有明细低于底价。' },
  'quote.promise.price':    { en: 'Line {no}: price {price}', zh: '第 {no} 行单价改 {price}' },
  'quote.promise.stock':    { en: '{name}: {free} free, {short} short.', zh: '{name}：可用 {free}，缺 {short}。' },
  'quote.promise.stockFrom': { en: '{name}: {free} free, {short} short until {date}.', zh: '{name}：可用 {free}，缺 {short}，预计 {date} 到货。' },
  'quote.promise.stockPlain': { en: 'A line is not in stock.', zh: '有明细库存不足。' },
  'quote.promise.lower':    { en: 'Line {no}: quantity {qty}', zh: '第 {no} 行数量改 {qty}' },
  'quote.promise.margin':   { en: 'Margin {margin} %, at least {least} % without asking.', zh: '整单毛利 {margin}%，下限 {least}%。' },
  'quote.promise.marginOk': { en: 'Margin {margin} %, above {least} %.', zh: '整单毛利 {margin}%，下限 {least}%。' },
  'quote.promise.marginPlain': { en: 'The margin is too low.', zh: '毛利过低。' },
} as const satisfies Texts
