import type { Texts } from '#kernel/text.ts'

// the braces of the usual words are filled in for each mail
export const contractMailText = {
  'contract.mail.usualSubject': { en: '{company}: please sign contract {number}', zh: '{company}：请签署合同 {number}' },
  'contract.mail.usualText':    { en: 'Dear {name},\n\nThe contract “{title}” ({number}) is ready to be signed. You can read it and sign it on this page, on the phone or the computer, without an account:\n\n{link}\n\nThe link opens until {date}. It is yours alone; please do not pass it on.\n\n{by}\n{company}', zh: '{name}：\n\n您好！合同《{title}》（{number}）已可签署。请在以下页面阅读并在线签署，手机、电脑均可打开，无需注册：\n\n{link}\n\n链接有效期至 {date}，仅供您使用，请勿转发。\n\n{by}\n{company}' },
  'contract.mail.title':        { en: 'Mail with a signing link', zh: '签署链接邮件' },
  'contract.mail.send':         { en: 'Mail the signing link', zh: '邮件发送签署链接' },
  'contract.mail.to':           { en: 'Contact', zh: '联系人' },
  'contract.mail.other':        { en: 'Somebody else', zh: '其他人' },
  'contract.mail.name':         { en: 'Name (stands across the page)', zh: '姓名（页面水印）' },
  'contract.mail.email':        { en: 'E-mail address', zh: '邮箱' },
  'contract.mail.next':         { en: 'Next: read the mail', zh: '下一步：预览邮件' },
  'contract.mail.linkSay':      { en: '{link} becomes a link of this mail’s own. Links that were given before go on opening.', zh: '{link} 将替换为此邮件专用的链接，此前的链接仍然有效。' },
  'contract.mail.going':        { en: 'The mail is on its way.', zh: '邮件正在发送。' },
} as const satisfies Texts
