import type { Texts } from '#kernel/text.ts'

export const answersText = {
  'answers.title':    { en: 'Tax software', zh: '开票软件' },
  'answers.open':     { en: 'Files for tax software', zh: '开票文件' },
  'answers.give':     { en: 'What is to be issued', zh: '待开具' },
  'answers.giveNone': { en: 'Nothing is on its way by hand or file.', zh: '没有等待手工或文件开具的发票。' },
  'answers.giveSay':  { en: '{count} on their way, in one file:', zh: '{count} 张等待开具，下载文件：' },
  'answers.take':     { en: 'What it answered', zh: '开票结果' },
  'answers.hint':     { en: 'Paste the table: request number, invoice number, date', zh: '粘贴开票结果表：申请单号、发票号码、开票日期' },
  'answers.read':     { en: 'Read', zh: '读取' },
  'answers.record':   { en: 'Record {count}', zh: '登记 {count} 张' },
  'answers.none':     { en: 'All of it is recorded.', zh: '已全部登记。' },
} as const satisfies Texts
