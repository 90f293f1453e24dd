// Of the part on a customer's page, and loaded with it.
import type { Texts } from '#kernel/text.ts'

export const profileText = {
  'profile.title':   { en: 'Billing details', zh: '开票资料' },
  'profile.none':    { en: 'None yet. The first becomes what invoices begin with.', zh: '还没有开票资料。第一份将成为申请开票时的默认资料。' },
  'profile.listSay': { en: 'Who stands on invoices: kept once for each customer, here or on the customer’s page.', zh: '发票抬头信息：按客户保存一次，可在此处或客户页面新增。' },
  'profile.empty':   { en: 'No billing details yet', zh: '还没有开票资料' },
  'profile.add':     { en: 'Add', zh: '新增' },
  'profile.new':     { en: 'New billing details', zh: '新增开票资料' },
  'profile.edit':    { en: 'Edit billing details', zh: '修改开票资料' },
  'profile.default': { en: 'Default', zh: '默认' },
  'profile.delete':  { en: 'Delete', zh: '删除' },
  'profile.sure':    { en: 'Delete these billing details? Invoices keep what stands on them.', zh: '删除这份开票资料？已有发票上的内容不变。' },
  'profile.special': { en: 'Special', zh: '专票' },
  'profile.plain':   { en: 'Plain', zh: '普票' },
  'profile.copy':    { en: 'Copy all', zh: '复制全部' },
  'profile.invoices': { en: 'Invoices', zh: '开票' },
  'profile.details': { en: 'What stands on the invoice', zh: '票面信息' },
  'profile.copied':  { en: 'Copied', zh: '已复制' },
} as const satisfies Texts
