import type { Texts } from '#kernel/text.ts'

export const requestText = {
  'request.cancel':        { en: 'Cancel', zh: '取消' },
  'red.title':             { en: 'Take back {number}', zh: '红冲 {number}' },
  'red.why':               { en: 'Why', zh: '红冲原因' },
  'red.wrong':             { en: 'Wrong', zh: '开票有误' },
  'red.return':            { en: 'Goods came back', zh: '销货退回' },
  'red.ended':             { en: 'Service ended', zh: '服务中止' },
  'red.allowance':         { en: 'Allowance', zh: '销售折让' },
  'red.say.wrong':         { en: 'All that is left of it is taken back; then ask for a right one.', zh: '整张红冲剩余部分，之后可重新申请开票。' },
  'red.say.return':        { en: 'By quantity: what the customer gave back.', zh: '按数量：客户退回了多少。' },
  'red.say.ended':         { en: 'By quantity, or by amount where it was billed so: what will not be done.', zh: '按数量或金额：未提供的部分。' },
  'red.say.allowance':     { en: 'By amount, with tax: what the price is lowered by.', zh: '按含税金额：让价多少。' },
  'red.left':              { en: 'left', zh: '剩余' },
  'red.all':               { en: 'All', zh: '全部' },
  'red.by.qty':            { en: 'quantity', zh: '数量' },
  'red.by.amount':         { en: 'amount', zh: '金额' },
  'red.note':              { en: 'Note', zh: '备注' },
  'red.about':             { en: 'Takes back', zh: '红冲金额' },
  'red.draft':             { en: 'Draft the red letter', zh: '起草红字发票' },
} as const satisfies Texts
