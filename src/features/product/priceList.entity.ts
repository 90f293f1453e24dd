import type { Entity, Field } from '#meta/entity.ts'
import { priceListText } from './priceList.text.ts'

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'list', label: priceListText['price.file.list'], kind: 'text', required: true, maxLength: 100, synonyms: ['价目表', '价格方案', 'price list', 'pricelist'] },
  { key: 'product', label: priceListText['price.file.product'], kind: 'text', required: true, maxLength: 200, synonyms: ['产品编码', '商品编码', '货号', 'SKU', 'code', 'product code', 'item'] },
  { key: 'unit', label: priceListText['price.file.unit'], kind: 'text', maxLength: 20, synonyms: ['计量单位', 'uom'] },
  { key: 'minQty', label: priceListText['price.file.minQty'], kind: 'number', scale: 6, synonyms: ['最小数量', '数量起', 'min qty', 'minimum quantity', 'quantity from'] },
  { key: 'price', label: priceListText['price.file.price'], kind: 'money', scale: 6, required: true, synonyms: ['价格', '售价', 'unit price'] },
  { key: 'floorPrice', label: priceListText['price.file.floorPrice'], kind: 'money', scale: 6, synonyms: ['最低价', 'min price', 'floor'] },
]

/** A kind of file: the prices of lists that are there already. */
export const priceRowEntity: Entity = {
  key: 'priceRow',
  label: priceListText['price.file'],
  plural: priceListText['price.files'],
  path: '/price-lists',
  title: 'product',
  fields,
  columns: fields.map(field => field.key),
  form: [],
}
