import type { Texts } from '#kernel/text.ts'

/** What customers read on the page where they sign: no page of ours loads it. */
export const contractPageText = {
  'contract.page.title':    { en: 'Contract {number}', zh: '合同 {number}' },
  'contract.page.to':       { en: 'For {customer}', zh: '致：{customer}' },
  'contract.page.by':       { en: 'Your contact: {name}', zh: '联系人：{name}' },
  'contract.page.amount':   { en: 'Amount: {amount}', zh: '合同金额：{amount}' },
  'contract.page.term':     { en: '{from} until {until}', zh: '合同期限：{from} 至 {until}' },
  'contract.page.paper':    { en: 'Open as PDF', zh: '查看 PDF' },
  'contract.page.signTitle': { en: 'Sign this contract', zh: '签署合同' },
  'contract.page.agree':    { en: 'I have read this contract and sign it on behalf of {customer}. My typed name counts as my signature. Time, network address and device are kept with it.', zh: '本人已阅读合同全文，并代表 {customer} 签署。输入姓名即视为签署；同时记录时间、网络地址与设备信息。' },
  'contract.page.sign':     { en: 'Sign', zh: '确认签署' },
  'contract.page.signed':   { en: 'This contract is signed', zh: '合同已签署' },
  'contract.page.signedSay': { en: 'Signed by {name} on {date}.', zh: '{name} 于 {date} 签署。' },
  'contract.page.signedBare': { en: 'It was signed on {date}.', zh: '已于 {date} 签署。' },
  'contract.page.changed':  { en: 'The contract has changed since you opened this page. Please read it again.', zh: '合同内容在您打开页面后有变化，请重新阅读。' },
  'contract.page.notNow':   { en: 'This contract cannot be signed here any more. Please call us.', zh: '此合同已不能在线签署，请联系我们。' },
} as const satisfies Texts
