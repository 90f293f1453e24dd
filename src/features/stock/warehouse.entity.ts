import type { Entity } from '#meta/entity.ts'

export const warehouseEntity: Entity = {
  key: 'warehouse',
  label: { en: 'Warehouse', zh: '仓库' },
  plural: { en: 'Warehouses', zh: '仓库' },
  path: '/warehouses',
  title: 'name',
  fields: [
    {
      key: 'code',
      label: { en: 'Code', zh: '仓库编码' },
      kind: 'text',
      required: true,
      maxLength: 40,
      filter: true,
      sort: true,
    },
    {
      key: 'name',
      label: { en: 'Name', zh: '仓库名称' },
      kind: 'text',
      required: true,
      maxLength: 100,
      filter: true,
      sort: true,
    },
    { key: 'address', label: { en: 'Address', zh: '地址' }, kind: 'text', maxLength: 300, filter: true },
    {
      key: 'customerId',
      label: { en: 'Site of customer', zh: '寄售客户' },
      kind: 'reference',
      refEntity: 'customer',
      filter: true,
    },
    { key: 'isDefault', label: { en: 'Default warehouse', zh: '默认仓库' }, kind: 'yesNo', filter: true },
    { key: 'sellable', label: { en: 'For sale', zh: '可售' }, kind: 'yesNo', filter: true },
    {
      key: 'state',
      label: { en: 'State', zh: '状态' },
      kind: 'choice',
      filter: true,
      choices: [
        { value: 'active', label: { en: 'In use', zh: '启用' }, tone: 'ok' },
        { value: 'inactive', label: { en: 'Not in use', zh: '停用' }, tone: 'off' },
      ],
    },
  ],
  columns: ['code', 'name', 'address', 'customerId', 'isDefault', 'sellable', 'state'],
  form: [
    {
      label: { en: 'Warehouse', zh: '仓库' },
      fields: ['code', 'name', 'address', 'customerId', 'isDefault', 'sellable', 'state'],
    },
  ],
}
