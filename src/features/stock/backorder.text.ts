import type { Texts } from '#kernel/text.ts'

export const backorderText = {
  'stock.backorderNotKept': { en: '{name} is not kept in stock.', zh: '{name} 不管理库存。' },
  'stock.backorderHeld':    { en: '{qty} {unit} are promised beyond what is there already.', zh: '已超出现存预留 {qty} {unit}，不能低于此数。' },
  'backorder.title':        { en: 'Backorders', zh: '允许欠货' },
  'backorder.say':          { en: 'How far below what is there orders may be promised', zh: '订单可超出现存承诺的数量' },
  'backorder.sayLong':      { en: 'An order may hold so much more of a product than stands in the warehouse. Without a limit, nothing below zero is promised.', zh: '订单可比仓库现存多占用的数量。未设置时不会超出现存。' },
  'backorder.settings':     { en: 'Settings', zh: '设置' },
  'backorder.add':          { en: 'Allow a backorder', zh: '新增允许欠货' },
  'backorder.edit':         { en: 'Limit of {name}', zh: '{name} 的欠货上限' },
  'backorder.none':         { en: 'No backorders are allowed', zh: '目前不允许欠货' },
  'backorder.product':      { en: 'Product', zh: '产品' },
  'backorder.warehouse':    { en: 'Warehouse', zh: '仓库' },
  'backorder.limit':        { en: 'Backorder limit', zh: '允许欠货' },
  'backorder.free':         { en: '{onHand} on hand, {reserved} reserved', zh: '现存 {onHand}，已预留 {reserved}' },
} as const satisfies Texts
