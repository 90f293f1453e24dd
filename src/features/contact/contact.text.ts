import type { Texts } from '#kernel/text.ts'

export const contactText = {
  'permission.contact.read':   { en: 'See contacts', zh: '查看联系人' },
  'permission.contact.create': { en: 'Create contacts', zh: '新建联系人' },
  'permission.contact.edit':   { en: 'Edit contacts', zh: '编辑联系人' },
  'permission.contact.delete': { en: 'Delete contacts', zh: '删除联系人' },
  'permission.contact.export': { en: 'Export contacts', zh: '导出联系人' },
  'event.contact.created':     { en: 'Contact added', zh: '新增了联系人' },
  'event.contact.edited':      { en: 'Contact edited', zh: '修改了联系人' },
  'event.contact.deleted':     { en: 'Contact moved to the trash', zh: '联系人移入回收站' },
  'contact.badEmail':          { en: 'This is not an e-mail address.', zh: '邮箱地址无效。' },
  'contact.unknownCustomer':   { en: 'The customer does not exist or is out of your reach.', zh: '客户不存在，或您无权查看。' },
  'contact.list':              { en: 'Contacts', zh: '联系人' },
  'contact.none':              { en: 'No contacts yet.', zh: '还没有联系人。' },
  'contact.add':               { en: 'Add', zh: '新增' },
  'contact.edit':              { en: 'Edit contact', zh: '编辑联系人' },
  'contact.title.new':         { en: 'New contact', zh: '新建联系人' },
  'contact.primary':           { en: 'Main', zh: '主要' },
} as const satisfies Texts
