import type { Entity } from '#meta/entity.ts'
import { stockEntity } from './stock.entity.ts'

const keys = ['product', 'warehouse', 'quantity'] as const
const fields = keys.flatMap(key => stockEntity.fields.filter(field => field.key === key))

/** A kind of file: what lay in the warehouses before Baton. */
export const openingStockEntity: Entity = {
  ...stockEntity,
  key: 'openingStock',
  label: { en: 'Opening stock', zh: '期初库存' },
  plural: { en: 'Opening stock', zh: '期初库存' },
  title: 'product',
  fields: fields.map(field => (field.key === 'quantity' ? { ...field, label: { en: 'Quantity', zh: '数量' } } : field)),
  columns: [...keys],
  form: [],
}
