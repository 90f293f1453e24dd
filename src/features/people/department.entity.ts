import type { Entity } from '#meta/entity.ts'

export const departmentEntity: Entity = {
  key: 'department',
  label: { en: 'Department', zh: '部门' },
  plural: { en: 'Departments', zh: '部门' },
  path: '/departments',
  title: 'name',
  fields: [
    {
      key: 'name',
      label: { en: 'Name', zh: '名称' },
      kind: 'text',
      required: true,
      maxLength: 100,
      filter: true,
      sort: true,
    },
    {
      key: 'parentId',
      label: { en: 'Belongs to', zh: '上级部门' },
      kind: 'reference',
      refEntity: 'department',
      filter: true,
    },
    { key: 'headId', label: { en: 'Head', zh: '负责人' }, kind: 'user', filter: true },
    { key: 'people', label: { en: 'People', zh: '人数' }, kind: 'number', derived: true },
  ],
  columns: ['name', 'parentId', 'headId', 'people'],
  form: [{ label: { en: 'Department', zh: '部门' }, fields: ['name', 'parentId', 'headId'] }],
}
