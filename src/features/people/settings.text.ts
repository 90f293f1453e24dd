// What is said of the account and of settings before their pages are opened.
import type { Texts } from '#kernel/text.ts'

// prettier-ignore
export const settingsText = {
  'account.company':          { en: 'Company', zh: '公司名称' },
  'account.name':             { en: 'Your name', zh: '您的姓名' },
  'account.zone':             { en: 'Time zone', zh: '时区' },
  'account.currency':         { en: 'Currency', zh: '本位币' },
  'account.mine':             { en: 'My account', zh: '我的账号' },
  'account.mineSay':          { en: 'Name, language, password, where you are signed in', zh: '姓名、语言、密码与登录设备' },
  'account.orgLang':          { en: 'Language of mails', zh: '邮件语言' },
  'account.phone':            { en: 'Phone', zh: '电话' },
  'account.awayFrom':         { en: 'Away from', zh: '外出自' },
  'account.awayUntil':        { en: 'Away until', zh: '外出至' },
  'people.title':             { en: 'People', zh: '人员' },
  'people.titleSay':          { en: 'Invite, roles, departments, deactivate', zh: '邀请、角色、部门、停用' },
  'people.active':            { en: 'Active', zh: '在职' },
  'people.inactive':          { en: 'Deactivated', zh: '已停用' },
  'people.departments':       { en: 'Departments', zh: '部门' },
  'people.departmentsSay':    { en: 'The tree, and who heads what', zh: '部门层级与负责人' },
  'people.roles':             { en: 'Roles', zh: '角色权限' },
  'people.rolesSay':          { en: 'Who may do what, and with whose records', zh: '谁能做什么，对哪些记录' },
  'people.access.edit':       { en: 'edit', zh: '可编辑' },
  'people.access.read':       { en: 'read', zh: '只读' },
  'people.access.hidden':     { en: 'hidden', zh: '隐藏' },
  'people.keys':              { en: 'API keys', zh: 'API 密钥' },
  'people.keysSay':           { en: 'For other programs: each with its own roles', zh: '供其他程序使用，每个密钥有各自的角色' },
  'people.companyPage':       { en: 'Company', zh: '公司' },
  'people.companySay':        { en: 'Name, time zone, currency, closed books', zh: '名称、时区、本位币、关账日期' },
  'people.booksClosed':       { en: 'Books closed until', zh: '关账至' },
  'people.country':           { en: 'Country', zh: '国家/地区' },
} as const satisfies Texts
