import type { Texts } from '#kernel/text.ts'

export const billingProfileText = {
  'permission.billingProfile.read':   { en: 'See billing details', zh: '查看开票资料' },
  'permission.billingProfile.create': { en: 'Add billing details', zh: '新增开票资料' },
  'permission.billingProfile.edit':   { en: 'Edit billing details', zh: '编辑开票资料' },
  'permission.billingProfile.delete': { en: 'Delete billing details', zh: '删除开票资料' },
  'permission.billingProfile.export': { en: 'Export billing details', zh: '导出开票资料' },
  'event.billingProfile.created':     { en: 'Billing details added', zh: '新增了开票资料' },
  'event.billingProfile.edited':      { en: 'Billing details edited', zh: '修改了开票资料' },
  'event.billingProfile.deleted':     { en: 'Billing details deleted', zh: '删除了开票资料' },
  'billingProfile.unknownCustomer':   { en: 'The customer does not exist or is out of your reach.', zh: '客户不存在，或您无权查看。' },
  'billingProfile.bankMissing':       { en: 'An account needs its bank.', zh: '填写账号时须填写开户行。' },
  'billingProfile.accountWrong':      { en: 'This is no bank account number.', zh: '银行账号格式不正确。' },
  'billingProfile.twin':              { en: 'This customer already has the same billing details.', zh: '该客户已有相同的开票资料。' },
  'billingProfile.needsDefault':      { en: 'One is always the default: make another one it instead.', zh: '必须保留一份默认资料，请改将另一份设为默认。' },
} as const satisfies Texts
