import type { Texts } from '#kernel/text.ts'

// the braces of the usual words are filled in for each mail
export const quoteMailText = {
  'quote.mail.usualSubject': { en: '{company}: quotation {number}', zh: '{company}：报价单 {number}' },
  'quote.mail.usualText':    { en: 'Dear {name},\n\nHere is our quotation {number} over {total}. It is attached as PDF. You can read it, ask questions and accept it on this page:\n\n{link}\n\nThe quotation is valid until {date}. The link is yours alone; please do not pass it on.\n\n{by}\n{company}', zh: '{name}：\n\n您好！这是我们的报价单 {number}，合计 {total}，PDF 见附件。您可以在以下页面查看、提问并在线确认：\n\n{link}\n\n报价有效期至 {date}。此链接仅供您使用，请勿转发。\n\n{by}\n{company}' },
  'quote.mail.title':        { en: 'Mail with a quote', zh: '报价邮件' },
  'quote.mail.how':          { en: 'Filled in for each mail: {fields}. What is left empty is as usual. Whoever sends a mail sees it first and may change it.', zh: '每封邮件自动填入：{fields}。留空则使用默认内容。发送前可预览并修改。' },
  'quote.mail.subjectZh':    { en: 'Subject, Chinese', zh: '主题（中文）' },
  'quote.mail.textZh':       { en: 'Text, Chinese', zh: '正文（中文）' },
  'quote.mail.subjectEn':    { en: 'Subject, English', zh: '主题（英文）' },
  'quote.mail.textEn':       { en: 'Text, English', zh: '正文（英文）' },
  'quote.mail.saved':        { en: 'Saved.', zh: '已保存。' },
  'quote.mail.unknownField': { en: 'There is no field {field}.', zh: '没有字段 {field}。' },
  'quote.mail.noLink':       { en: 'Without {link} the customer cannot open the page.', zh: '缺少 {link}，客户将无法打开报价页面。' },
  'quote.mail.subject':      { en: 'Subject', zh: '主题' },
  'quote.mail.text':         { en: 'Text', zh: '正文' },
  'quote.mail.preview':      { en: 'Mail to {name}', zh: '发给 {name} 的邮件' },
  'quote.mail.linkSay':      { en: '{link} becomes a link of this mail’s own; the PDF goes with it.', zh: '{link} 将替换为此邮件专用的链接，并附上 PDF。' },
  'quote.mail.send':         { en: 'Send', zh: '发送' },
  'quote.mail.back':         { en: 'Back', zh: '返回' },
  'event.quoteMail.set':     { en: 'Mail with quotes changed', zh: '修改了报价邮件' },
} as const satisfies Texts
