import type { Texts } from '#kernel/text.ts'

// What the first start says of the demo company.
export const demoText = {
  'demo.made':   { en: 'Demo company {name}: sign in with one of these and the password {password} (also kept in {file})', zh: '演示公司 {name}：用以下任一账号登录，密码 {password}（同时保存在 {file}）' },
  'demo.kept':   { en: 'The logins of the demo company are in {file}', zh: '演示公司的账号见 {file}' },
  'demo.cutOff': { en: 'The demo company was cut off while it was being made, parts of it are missing. Start Baton on an empty DATA_DIR (or database) to have it whole, or delete {file} to keep it as it is.', zh: '演示公司在生成过程中被中断，部分数据缺失。如需完整数据，请用空的 DATA_DIR（或数据库）重新启动；如就此保留，请删除 {file}。' },
  'demo.login':  { en: '{email}   {who}, {roles}', zh: '{email}   {who}（{roles}）' },
  'demo.failed': { en: 'Some of the demo records could not be made: see the log.', zh: '部分演示数据未能生成，详见日志。' },
} as const satisfies Texts
