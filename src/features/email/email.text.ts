import type { Texts } from '#kernel/text.ts'

export const emailText = {
  'email.noDomain':         { en: 'No mail comes in here: whoever runs Baton sets MAIL_IN_DOMAIN.', zh: '尚未开启收信：请系统管理员设置 MAIL_IN_DOMAIN。' },
  'email.unknownRecipient': { en: 'This address is of no contact of the record.', zh: '该地址不属于此记录的联系人。' },
  'email.otherFile':        { en: 'Attach a file of this record.', zh: '只能附加此记录的文件。' },
  'email.tooLarge':         { en: 'The files together are larger than {most} MB.', zh: '附件总大小超过 {most} MB。' },
  'event.email.addressRenewed': { en: 'E-mail address renewed', zh: '更换了收信地址' },
  'event.email.templatesSet':   { en: 'Mail templates changed', zh: '修改了邮件模板' },
} as const satisfies Texts
