import type { Texts } from '#kernel/text.ts'

export const concessionText = {
  'quote.given.title':          { en: 'Versions and concessions', zh: '版本差异与让步' },
  'quote.given.sum':            { en: 'Given away so far', zh: '累计让步' },
  'quote.given.step':           { en: 'V{from} → V{to}', zh: 'V{from} → V{to}' },
  'quote.given.by':             { en: 'by {name}', zh: '{name}' },
  'quote.given.conceded':       { en: 'given away', zh: '让步' },
  'quote.given.same':           { en: 'No line has changed.', zh: '明细没有变化。' },
  'quote.given.terms':          { en: 'Payment terms have changed.', zh: '付款条款有变化。' },
  'quote.given.added':          { en: 'added', zh: '新增' },
  'quote.given.removed':        { en: 'removed', zh: '删除' },
  'quote.given.changed':        { en: 'changed', zh: '修改' },
  'quote.given.field.unitQty':  { en: 'Quantity', zh: '数量' },
  'quote.given.field.price':    { en: 'Price', zh: '单价' },
  'quote.given.field.discount': { en: 'Discount', zh: '优惠' },
  'quote.given.field.taxRate':  { en: 'Tax %', zh: '税率 %' },
  'quote.given.field.optional': { en: 'Optional', zh: '可选项' },
  'quote.given.true':           { en: 'yes', zh: '是' },
  'quote.given.false':          { en: 'no', zh: '否' },
} as const satisfies Texts
