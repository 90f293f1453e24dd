import type { Texts } from './text.ts'

export const sheetText = {
  'sheet.page':      { en: 'Page {page} of {pages}', zh: '第 {page} 页，共 {pages} 页' },
  'sheet.draft':     { en: 'DRAFT', zh: '草稿' },
  'sheet.no':        { en: 'No.', zh: '序号' },
  'sheet.product':   { en: 'Product', zh: '产品' },
  'sheet.qty':       { en: 'Quantity', zh: '数量' },
  'sheet.unit':      { en: 'Unit', zh: '单位' },
  'sheet.price':     { en: 'Unit price', zh: '单价' },
  'sheet.discount':  { en: 'Discount', zh: '优惠' },
  'sheet.taxRate':   { en: 'Tax', zh: '税率' },
  'sheet.amount':    { en: 'Amount', zh: '金额' },
  'sheet.discounts': { en: 'Discounts', zh: '优惠合计' },
  'sheet.net':       { en: 'Without tax', zh: '不含税金额' },
  'sheet.tax':       { en: 'Tax', zh: '税额' },
  'sheet.gross':     { en: 'Total with tax', zh: '价税合计' },
  'sheet.capital':   { en: 'In words', zh: '大写' },
  'sheet.contains':  { en: 'Contains {parts}', zh: '包含 {parts}' },
  'sheet.inclusive': { en: 'Prices include tax', zh: '单价含税' },
  'sheet.exclusive': { en: 'Tax is added to the prices', zh: '单价不含税' },
} as const satisfies Texts
