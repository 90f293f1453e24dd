// The four axes of an order as fields: derived, stored, so that lists can filter by them.
import type { Field } from '#meta/entity.ts'

const notNeeded = { value: 'notNeeded', label: { en: 'Not needed', zh: '无需' }, tone: 'off' } as const
const axis = (key: string, label: Field['label'], choices: Field['choices']): Field => ({
  key,
  label,
  kind: 'choice',
  derived: true,
  filter: true,
  choices: [notNeeded, ...(choices ?? [])],
})

export const axisFields: readonly Field[] = [
  axis('supply', { en: 'Stocking', zh: '备货' }, [
    { value: 'none', label: { en: 'Not stocked', zh: '未备货' }, tone: 'warm' },
    { value: 'part', label: { en: 'Partly stocked', zh: '部分备货' }, tone: 'warn' },
    { value: 'full', label: { en: 'Complete', zh: '已齐套' }, tone: 'ok' },
  ]),
  axis('fulfilment', { en: 'Shipping', zh: '发货' }, [
    { value: 'none', label: { en: 'Not shipped', zh: '未发货' }, tone: 'warm' },
    { value: 'part', label: { en: 'Partly shipped', zh: '部分发货' }, tone: 'warn' },
    { value: 'full', label: { en: 'Shipped', zh: '全部发货' }, tone: 'cool' },
    { value: 'delivered', label: { en: 'Delivered', zh: '已签收' }, tone: 'ok' },
  ]),
  axis('billing', { en: 'Invoicing', zh: '开票' }, [
    { value: 'none', label: { en: 'Not invoiced', zh: '未开票' }, tone: 'warm' },
    { value: 'part', label: { en: 'Partly invoiced', zh: '部分开票' }, tone: 'warn' },
    { value: 'full', label: { en: 'Invoiced', zh: '已开票' }, tone: 'ok' },
    { value: 'over', label: { en: 'Over-invoiced', zh: '超开' }, tone: 'late' },
  ]),
  axis('payment', { en: 'Payment', zh: '回款' }, [
    { value: 'none', label: { en: 'Unpaid', zh: '未回款' }, tone: 'warm' },
    { value: 'part', label: { en: 'Partly paid', zh: '部分回款' }, tone: 'warn' },
    { value: 'full', label: { en: 'Settled', zh: '已结清' }, tone: 'ok' },
    { value: 'over', label: { en: 'Overpaid', zh: '多收' }, tone: 'late' },
  ]),
  {
    key: 'returned',
    label: { en: 'Returned', zh: '退货' },
    kind: 'choice',
    derived: true,
    filter: true,
    choices: [
      { value: 'none', label: { en: 'Nothing', zh: '无退货' }, tone: 'off' },
      { value: 'part', label: { en: 'Part', zh: '部分退货' }, tone: 'warn' },
      { value: 'full', label: { en: 'All', zh: '全部退货' }, tone: 'late' },
    ],
  },
  { key: 'nextDue', label: { en: 'Next due', zh: '最近到期' }, kind: 'date', derived: true, filter: true, sort: true },
  {
    key: 'completedAt',
    label: { en: 'Completed', zh: '完成时间' },
    kind: 'instant',
    derived: true,
    filter: true,
    sort: true,
  },
]
