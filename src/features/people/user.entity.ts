import { roles } from '#kernel/access.ts'
import type { Entity } from '#meta/entity.ts'
import { peopleText } from './people.text.ts'

export const userEntity: Entity = {
  key: 'user',
  label: { en: 'Person', zh: '人员' },
  plural: { en: 'People', zh: '人员' },
  path: '/users',
  title: 'name',
  fields: [
    {
      key: 'name',
      label: { en: 'Name', zh: '姓名' },
      kind: 'text',
      required: true,
      maxLength: 100,
      filter: true,
      sort: true,
    },
    { key: 'email', label: { en: 'E-mail', zh: '邮箱' }, kind: 'email', derived: true, filter: true, sort: true },
    { key: 'phone', label: { en: 'Phone', zh: '电话' }, kind: 'phone', maxLength: 60 },
    {
      key: 'roles',
      label: { en: 'Roles', zh: '角色' },
      kind: 'multiChoice',
      required: true,
      choices: roles.map(value => ({ value, label: peopleText[`role.${value}`] })),
    },
    {
      key: 'deptId',
      label: { en: 'Department', zh: '部门' },
      kind: 'reference',
      refEntity: 'department',
      filter: true,
    },
    { key: 'managerId', label: { en: 'Manager', zh: '直属上级' }, kind: 'user', filter: true },
    { key: 'awayFrom', label: { en: 'Away from', zh: '外出自' }, kind: 'date', filter: true },
    { key: 'awayUntil', label: { en: 'Away until', zh: '外出至' }, kind: 'date', filter: true },
    {
      key: 'state',
      label: { en: 'State', zh: '状态' },
      kind: 'choice',
      derived: true,
      filter: true,
      choices: [
        { value: 'active', label: peopleText['state.user.active'], tone: 'ok' },
        { value: 'inactive', label: peopleText['state.user.inactive'], tone: 'off' },
      ],
    },
    { key: 'createdAt', label: { en: 'Joined', zh: '加入时间' }, kind: 'instant', derived: true, sort: true },
  ],
  columns: ['name', 'email', 'roles', 'deptId', 'managerId', 'state'],
  form: [
    {
      label: { en: 'Person', zh: '人员' },
      fields: ['name', 'phone', 'roles', 'deptId', 'managerId', 'awayFrom', 'awayUntil'],
    },
  ],
}
