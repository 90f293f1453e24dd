import type { Texts } from '#kernel/text.ts'

// What the first start says of the demo company.
export const demoText = {
  'demo.made':   { en: 'Demo company {name}: sign in with one of these and the password {password} (also kept in {file})', zh: '演示公司 {name}：用以下任一账号登录，密码 {password}（同时保存在 {file}）' },
  'demo.kept':   { en: 'The logins of the demo company are in {file}', zh: '演示公司的账号见 {file}' },
  'demo.login':  { en: '{email}   {who}, {roles}', zh: '{email}   {who}（{roles}）' },
  'demo.failed': { en: 'Some of the demo records could not be made: see the log.', zh: '部分演示数据未能生成，详见日志。' },
} as const satisfies Texts
