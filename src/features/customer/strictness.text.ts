import type { Texts } from '#kernel/text.ts'

export const strictnessText = {
  'event.customer.strictnessSet': { en: 'How duplicates are treated changed', zh: '修改了查重方式' },
  'strictness.title':    { en: 'Duplicates', zh: '查重' },
  'strictness.say':      { en: 'Phone, e-mail, USCC and name of customers, contacts and leads, at every way in: form, cell, import, interface, conversion.', zh: '客户、联系人、线索的电话、邮箱、信用代码与名称，无论从表单、单元格、导入、接口还是转化进入。' },
  'strictness.field':    { en: 'When a record like it exists', zh: '存在相同记录时' },
  'strictness.advisory': { en: 'Show it, and let people decide', zh: '提示，由录入人决定' },
  'strictness.strict':   { en: 'Refuse the second one', zh: '不允许重复录入' },
} as const satisfies Texts
