import type { Entity } from '#meta/entity.ts'

// biome-ignore format: a table
export const poolEntity: Entity = {
  key: 'pool',
  label: { en: 'Pool', zh: '公海' },
  plural: { en: 'Pools', zh: '公海' },
  path: '/pools',
  title: 'name',
  fields: [
    { key: 'name', label: { en: 'Name', zh: '名称' }, kind: 'text', required: true, maxLength: 60, filter: true, sort: true },
    { key: 'entity', label: { en: 'Holds', zh: '对象' }, kind: 'choice', filter: true, choices: [
      { value: 'lead', label: { en: 'Leads', zh: '线索' } },
      { value: 'customer', label: { en: 'Customers', zh: '客户' } },
    ] },
    { key: 'waiting', label: { en: 'Waiting', zh: '待领取' }, kind: 'number', derived: true },
    { key: 'members', label: { en: 'Members', zh: '成员' }, kind: 'number', derived: true },
  ],
  columns: ['name', 'entity', 'waiting', 'members'],
  form: [{ label: { en: 'Pool', zh: '公海' }, fields: ['name', 'entity'] }],
}
