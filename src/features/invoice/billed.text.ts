// What is said of billing outside its own pages.
import type { Texts } from '#kernel/text.ts'

export const billedText = {
  'billing.title.normal':       { en: 'Invoice', zh: '发票' },
  'billing.title.advance':      { en: 'Advance invoice', zh: '预收款发票' },
  'billing.title.red':          { en: 'Red-letter invoice', zh: '红字发票' },
  'billing.kind.special':       { en: 'Electronic invoice (special VAT)', zh: '电子发票（增值税专用发票）' },
  'billing.kind.plain':         { en: 'Electronic invoice (plain)', zh: '电子发票（普通发票）' },
  'billing.kind.none':          { en: 'Electronic invoice (not taxed)', zh: '电子发票（普通发票 · 不征税）' },
  'billing.name':               { en: 'Name', zh: '名称' },
  'billing.taxNumber':          { en: 'Tax number', zh: '纳税人识别号' },
  'billing.address':            { en: 'Address', zh: '地址' },
  'billing.phone':              { en: 'Phone', zh: '电话' },
  'billing.bank':               { en: 'Bank', zh: '开户行' },
  'billing.account':            { en: 'Account', zh: '账号' },
  'billing.company':            { en: 'Company', zh: '企业' },
  'billing.person':             { en: 'Person', zh: '个人' },
  'billing.institution':        { en: 'Institution', zh: '事业单位' },
  'billing.foreign':            { en: 'Foreign company', zh: '境外企业' },
  'billing.lines':              { en: 'Lines', zh: '明细' },
  'billing.line.unit':          { en: 'Unit', zh: '单位' },
  'billing.trouble.sent':       { en: 'The tax service is being asked. This page tells you when it answers.', zh: '正在等待开票服务，有结果后本页自动更新。' },
  'billing.trouble.byHand':     { en: 'To be issued by hand: type it into the tax platform, then record the number it gives.', zh: '请在电子税务局手工开具，然后登记发票号码。' },
  'billing.trouble.byFile':     { en: 'To be issued from the file: take it into your tax software, then record the number it gives.', zh: '请下载文件导入开票软件，开具后登记发票号码。' },
} as const satisfies Texts
