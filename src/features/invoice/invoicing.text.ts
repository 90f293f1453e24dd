import type { Texts } from '#kernel/text.ts'

export const invoicingText = {
  'invoicing.title':           { en: 'Invoicing', zh: '开票' },
  'invoicing.say':             { en: 'How invoices are issued, and in whose name', zh: '通过什么渠道开票、销售方信息' },
  'invoicing.back':            { en: 'Settings', zh: '设置' },
  'invoicing.intro':           { en: 'What is on its way keeps the channel through which it left.', zh: '已提交的发票按提交时的渠道完成。' },
  'invoicing.part.channel':    { en: 'Channel', zh: '开票渠道' },
  'invoicing.part.seller':     { en: 'Seller on the invoice', zh: '销售方信息' },
  'invoicing.part.exact':      { en: 'How far tax may be from amount × rate', zh: '税额允许误差' },
  'invoicing.part.standin':    { en: 'Stand-in, for trying out', zh: '模拟开票（试用）' },
  'invoicing.channel':         { en: 'Invoices are issued', zh: '开票方式' },
  'invoicing.channel.manual':  { en: 'By hand on the tax platform', zh: '在电子税务局手工开具' },
  'invoicing.channel.file':    { en: 'From a file, by tax software', zh: '导出文件，用开票软件开具' },
  'invoicing.channel.standin': { en: 'By the stand-in: nothing real is issued', zh: '模拟开票（不产生真实发票）' },
  'invoicing.lineOff':         { en: 'On one line', zh: '每行误差不超过' },
  'invoicing.totalOff':        { en: 'In all', zh: '整张误差不超过' },
  'invoicing.does':            { en: 'The stand-in', zh: '模拟结果' },
  'invoicing.does.issue':      { en: 'issues at once', zh: '立即开成' },
  'invoicing.does.fail':       { en: 'refuses', zh: '返回失败' },
  'invoicing.does.hang':       { en: 'never answers', zh: '一直不返回' },
  'invoicing.does.late':       { en: 'answers late', zh: '延迟返回' },
  'invoicing.delay':           { en: 'Seconds late', zh: '延迟秒数' },
} as const satisfies Texts
