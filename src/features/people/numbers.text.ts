import type { Texts } from '#kernel/text.ts'

// prettier-ignore
export const numbersText = {
  'numbers.title':   { en: 'Numbers', zh: '编号规则' },
  'numbers.say':     { en: 'How orders, quotes, shipments and the rest are numbered', zh: '订单、报价、发货单等单据如何编号' },
  'numbers.how':     { en: 'The date in braces: {open}yyyyMMdd{close}, {open}yyMM{close}, {open}yyyy{close} …; the counter as zeros and a one: {open}0001{close}. It begins again with each day, month or year of the date, and grows past its digits. Numbers that were given stay.', zh: '日期写在花括号里：{open}yyyyMMdd{close}、{open}yyMM{close}、{open}yyyy{close} 等；流水号写成若干个 0 加 1：{open}0001{close}。流水号随日期的日、月或年重新开始，位数不够时自动加长。已有的编号不变。' },
  'numbers.pattern': { en: 'Pattern for {kind}', zh: '{kind}的编号规则' },
  'numbers.next':    { en: 'next: {number}', zh: '下一个：{number}' },
  'numbers.usual':   { en: 'Use the usual one', zh: '恢复默认' },
  'numbers.save':    { en: 'Save', zh: '保存' },
  'numbers.saved':   { en: 'The next one will be {number}', zh: '下一个编号为 {number}' },
  'event.numbers.set': { en: 'Numbering changed', zh: '修改了编号规则' },
  'numbering.empty':        { en: 'A pattern is needed, like SO{open}yyyyMMdd{close}-{open}0001{close}.', zh: '请填写编号规则，例如 SO{open}yyyyMMdd{close}-{open}0001{close}。' },
  'numbering.tooLong':      { en: 'A pattern has at most 40 characters.', zh: '编号规则最多 40 个字符。' },
  'numbering.badToken':     { en: 'What stands in braces is a date such as yyyyMMdd, or a counter such as 0001.', zh: '花括号里只能是 yyyyMMdd 等日期或 0001 等流水号。' },
  'numbering.badBrace':     { en: 'A brace has no partner.', zh: '花括号没有成对。' },
  'numbering.badCharacter': { en: 'Only letters, digits, spaces and . _ / # - may stand around them.', zh: '其余部分只能用文字、数字、空格和 . _ / # -。' },
  'numbering.oneCounter':   { en: 'Exactly one counter is needed, such as 0001 in braces.', zh: '必须有且只有一个流水号，例如花括号里的 0001。' },
  'numbering.tooWide':      { en: 'A counter has at most 12 digits.', zh: '流水号最多 12 位。' },
  'numbering.taken':        { en: '{kind} are numbered like this already.', zh: '{kind}已使用这样的编号。' },
} as const satisfies Texts
