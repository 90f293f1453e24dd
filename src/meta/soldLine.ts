// Quotes and orders sell by the same line: what of it may be closed, and what would tell it.
import { type Field, ofLine } from './entity.ts'

const amounts = ['base', 'lineDiscount', 'share', 'amount', 'net', 'tax', 'gross']

/** Closable fields of what is sold line by line; `head`: the totals that would tell a hidden price. */
// biome-ignore format: a table
export const soldLine = (head: readonly string[], more: readonly string[] = []): readonly Field[] => {
  const tells = [...[...amounts, ...more].map(ofLine), ...head]
  return [
    { key: 'spec', label: { en: 'Specification', zh: '规格' }, kind: 'text', maxLength: 200 },
    { key: 'price', label: { en: 'Unit price', zh: '单价' }, kind: 'money', also: ['handPrice'], stays: true,
      tells: [...tells, ...['listPrice', 'floorPrice', 'unitCost', 'priceWhy', 'discountValue', 'discountKind'].map(ofLine)] },
    { key: 'listPrice', label: { en: 'List price', zh: '标准价' }, kind: 'money', derived: true },
    { key: 'discountValue', label: { en: 'Discount', zh: '折扣' }, kind: 'number', also: ['discountKind'], tells },
    { key: 'taxRate', label: { en: 'Tax rate', zh: '税率' }, kind: 'number' },
    { key: 'note', label: { en: 'Note', zh: '备注' }, kind: 'text', maxLength: 500 },
  ]
}
