import type { Texts } from '#kernel/text.ts'

// the braces of the usual words are filled in for each mail
export const quoteMailText = {
  'quote.mail.usualSubject': { en: '{company}: quotation {number}', zh: '{company}：报价单 {number}' },
  'quote.mail.usualText':    { en: 'Dear {name},\n\nHere is our quotation {number} over {total}. It is attached as PDF. You can read it, ask questions and accept it on this page:\n\n{link}\n\nThe quotation is valid until {date}. The link is yours alone; please do not pass it on.\n\n{by}\n{company}', zh: '{name}：\n\n您好！这是我们的报价单 {number}，合计 {total}，PDF 见附件。您可以在以下页面查看、提问并在线确认：\n\n{link}\n\n报价有效期至 {date}。此链接仅供您使用，请勿转发。\n\n{by}\n{company}' },
  'quote.mail.title':        { en: 'Mail with a quote', zh: '报价邮件' },
  'quote.mail.linkSay':      { en: '{link} becomes a link of this mail’s own; the PDF goes with it.', zh: '{link} 将替换为此邮件专用的链接，并附上 PDF。' },
  'event.quoteMail.set':     { en: 'Mail with quotes changed', zh: '修改了报价邮件' },
} as const satisfies Texts
