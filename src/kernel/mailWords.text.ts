import type { Texts } from './text.ts'

export const mailWordsText = {
  'mailWords.how':          { en: 'Filled in for each mail: {fields}. What is left empty is as usual. Whoever sends a mail sees it first and may change it.', zh: '每封邮件自动填入：{fields}。留空则使用默认内容。发送前可预览并修改。' },
  'mailWords.subjectZh':    { en: 'Subject, Chinese', zh: '主题（中文）' },
  'mailWords.textZh':       { en: 'Text, Chinese', zh: '正文（中文）' },
  'mailWords.subjectEn':    { en: 'Subject, English', zh: '主题（英文）' },
  'mailWords.textEn':       { en: 'Text, English', zh: '正文（英文）' },
  'mailWords.saved':        { en: 'Saved.', zh: '已保存。' },
  'mailWords.unknownField': { en: 'There is no field {field}.', zh: '没有字段 {field}。' },
  'mailWords.noLink':       { en: 'Without {link} the customer cannot open the page.', zh: '缺少 {link}，客户将无法打开页面。' },
  'mailWords.preview':      { en: 'Mail to {name}', zh: '发给 {name} 的邮件' },
  'mailWords.subject':      { en: 'Subject', zh: '主题' },
  'mailWords.text':         { en: 'Text', zh: '正文' },
  'mailWords.send':         { en: 'Send', zh: '发送' },
  'mailWords.back':         { en: 'Back', zh: '返回' },
} as const satisfies Texts
