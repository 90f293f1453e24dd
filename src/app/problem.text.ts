import type { Texts } from '#kernel/text.ts'

// Every line that the launcher or a command may end with.
export const problemText = {
  'postgres.noBinaries':   { en: 'There are no PostgreSQL programs for {platform}. Set DATABASE_URL to a PostgreSQL 16 or newer.', zh: '没有适用于 {platform} 的 PostgreSQL 程序。请用 DATABASE_URL 指定 PostgreSQL 16 或更新版本。' },
  'postgres.noAccount':    { en: 'Running as root, and no unprivileged account could be found or made for PostgreSQL. Start Baton as another user, or set DATABASE_URL.', zh: '当前以 root 运行，但找不到也无法创建供 PostgreSQL 使用的普通账号。请换用其他用户启动，或设置 DATABASE_URL。' },
  'postgres.cannotEnter':  { en: 'The database in {folder} belongs to {account}, who may no longer enter that folder. Allow it (chmod o+x on the folders above) or set DATA_DIR.', zh: '{folder} 中的数据库属于 {account}，但该账号已无法进入此文件夹。请放开上级文件夹的进入权限（chmod o+x）或设置 DATA_DIR。' },
  'postgres.folder':       { en: 'The data folder {folder} cannot be used: {why}. Set DATA_DIR to a folder that this user may write to.', zh: '数据文件夹 {folder} 无法使用：{why}。请用 DATA_DIR 指定当前用户可写的文件夹。' },
  'postgres.version':      { en: 'The database in {folder} is of PostgreSQL {found}, this Baton brings {brought}. Restore a backup into a new DATA_DIR, or set DATABASE_URL.', zh: '{folder} 中的数据库属于 PostgreSQL {found}，而当前接力自带 {brought}。请把备份恢复到新的 DATA_DIR，或设置 DATABASE_URL。' },
  'postgres.command':      { en: 'A command (process {pid}) is still at work on {folder}. Start Baton again when it is done.', zh: '有命令（进程 {pid}）仍在使用 {folder}。请等它完成后再启动接力。' },
  'postgres.twin':         { en: 'Baton is already running on {folder} (process {pid}). Stop it first, or set DATA_DIR and PORT for a second one.', zh: '接力已在 {folder} 上运行（进程 {pid}）。请先停止它，或为第二个实例设置 DATA_DIR 和 PORT。' },
  'postgres.notStarted':   { en: 'PostgreSQL did not start: {why} (log: {log})', zh: 'PostgreSQL 未能启动：{why}（日志：{log}）' },
  'postgres.spawn':        { en: '{program} could not be run: {why}', zh: '无法运行 {program}：{why}' },

  'database.unreachable':  { en: 'The database {where} cannot be reached: {why}. Check {name} and that the server runs.', zh: '无法连接数据库 {where}：{why}。请检查 {name} 以及服务器是否运行。' },
  'database.tooOld':       { en: 'The database {where} is PostgreSQL {found}: 16 or newer is needed.', zh: '数据库 {where} 为 PostgreSQL {found}：需要 16 或更新版本。' },
  'database.encoding':     { en: 'The database {where} is encoded in {found}: create it with encoding UTF8.', zh: '数据库 {where} 的编码为 {found}：请以 UTF8 编码创建。' },
  'database.superuser':    { en: 'DATABASE_URL connects as the superuser {user}: give the application a role of its own, or leave out DATABASE_ADMIN_URL.', zh: 'DATABASE_URL 以超级用户 {user} 连接：请为应用使用单独的角色，或不设置 DATABASE_ADMIN_URL。' },
  'database.onlyServes':   { en: 'DATABASE_URL connects as {user}, who serves and may not change tables: set DATABASE_ADMIN_URL and DATABASE_OPS_URL as well.', zh: 'DATABASE_URL 以 {user} 连接，该角色只提供服务、不能修改表结构：请同时设置 DATABASE_ADMIN_URL 和 DATABASE_OPS_URL。' },
  'database.missingRight': { en: '{user} lacks a right on {where}. Let an administrator of the database run: {sql}', zh: '{user} 在 {where} 上缺少权限。请数据库管理员执行：{sql}' },
  'database.pooler':       { en: 'The pooler at {where} loses prepared statements: PgBouncer in transaction mode must be 1.21 or newer with max_prepared_statements above 0 (or use session mode).', zh: '{where} 的连接池会丢失预编译语句：事务模式的 PgBouncer 须为 1.21 或更新版本，且 max_prepared_statements 大于 0（或改用会话模式）。' },

  'apikey.nobody':         { en: 'No active person has the e-mail address {email}.', zh: '没有使用邮箱 {email} 的在职人员。' },
  'apikey.noCompany':      { en: 'There is no company in this database yet: start Baton (npm start) and found one, or check DATA_DIR and DATABASE_URL.', zh: '该数据库中还没有公司：请启动接力（npm start）并创建公司，或检查 DATA_DIR 和 DATABASE_URL。' },
  'password.usage':        { en: 'Say whose password: npm run -s password -- name@company.com prints a link for a new one; with --stdin the new password is read from stdin, with --clear-second-step the code at sign-in is no longer asked for.', zh: '请说明是谁的密码：npm run -s password -- name@company.com 会打印重设链接；加 --stdin 则从标准输入读取新密码，加 --clear-second-step 则同时取消两步登录。' },
  'password.set':          { en: 'The new password of {email} is set: old sessions have ended.', zh: '{email} 的新密码已设置，原有登录均已失效。' },
  'password.stepCleared':  { en: 'No code is asked for when {email} signs in, until it is set up again.', zh: '{email} 登录时不再要求验证码，直到重新设置两步登录。' },
  'password.length':       { en: 'A password has 8 to 128 characters.', zh: '密码长度应为 8 到 128 个字符。' },
  'password.nobody':       { en: 'Nobody signs in with the e-mail address {email}.', zh: '没有人使用邮箱 {email} 登录。' },

  'import.usage':          { en: 'Say what the file holds and where it is: npm run import -- <department|user|product|customer|contact|billingProfile|lead|deal|stock|openingOrder|openingReceivable|openingInvoice|openingAdvance|openingStock|priceRow> <file.csv|file.xlsx|file.vcf> [--map "header=field"] [--value "field:written=meant"] [--dates field=dmy|mdy] [--numbers field=point|comma] [--encoding gb18030] [--sheet name] [--as e-mail] [--errors file] [--dry] — or go on with one that broke off: --continue <id>', zh: '请说明文件内容和位置：npm run import -- <department|user|product|customer|contact|billingProfile|lead|deal|stock|openingOrder|openingReceivable|openingInvoice|openingAdvance|openingStock|priceRow> <文件.csv|文件.xlsx|文件.vcf> [--map "表头=字段"] [--value "字段:原值=目标值"] [--dates 字段=dmy|mdy] [--numbers 字段=point|comma] [--encoding gb18030] [--sheet 工作表] [--as 邮箱] [--errors 文件] [--dry]；继续中断的导入：--continue <id>' },
  'import.noFile':         { en: '{path} cannot be read.', zh: '无法读取 {path}。' },
  'import.noErrors':       { en: 'The refused rows could not be written to {path}: {why}. Name another file with --errors.', zh: '无法将未导入的行写入 {path}：{why}。请用 --errors 指定其他文件。' },

  'migration.busy':        { en: 'Another start is still changing the database. Try again when it is done.', zh: '另一个启动过程仍在修改数据库，请等它完成后重试。' },
  'migration.changed':     { en: 'The migration {migration} was changed after this database had applied it. Bring back the file as it was.', zh: '迁移 {migration} 在本数据库应用之后被修改。请还原该文件。' },
  'migration.missing':     { en: 'This database already has {migration}, which this Baton does not know: it was used by a newer one. Start that one.', zh: '本数据库已应用 {migration}，当前接力不认识：它曾由更新的版本使用。请启动新版本。' },
  'migration.numberTwice': { en: 'Two migrations share a number: {migration}.', zh: '有两个迁移使用同一编号：{migration}。' },
  'migration.failed':      { en: 'The migration {migration} failed, nothing of it was kept: {why}', zh: '迁移 {migration} 失败，未保留任何改动：{why}' },

  'config.port':           { en: '{name}={value} cannot be used: a number from 1 to 65535 is needed.', zh: '{name}={value} 无效：需要 1 到 65535 之间的数字。' },
  'config.url':            { en: '{name}={value} cannot be used: an address like postgres://user:password@host:5432/baton is needed.', zh: '{name}={value} 无效：需要形如 postgres://user:password@host:5432/baton 的地址。' },
  'config.switch':         { en: '{name}={value} cannot be used: on or off is needed.', zh: '{name}={value} 无效：需要 on 或 off。' },
  'config.level':          { en: '{name}={value} cannot be used: one of fatal, error, warn, info, debug, trace, silent is needed.', zh: '{name}={value} 无效：需要 fatal、error、warn、info、debug、trace、silent 之一。' },
  'config.smtp':           { en: '{name}={value} cannot be used: an address like smtps://user:password@smtp.example.com is needed.', zh: '{name}={value} 无效：需要形如 smtps://user:password@smtp.example.com 的地址。' },
  'config.domain':         { en: '{name}={value} cannot be used: a domain like in.example.com is needed.', zh: '{name}={value} 无效：需要形如 in.example.com 的域名。' },
  'config.imap':           { en: '{name}={value} cannot be used: an address like imaps://user:password@imap.example.com/INBOX is needed.', zh: '{name}={value} 无效：需要形如 imaps://用户:密码@imap.example.com/INBOX 的地址。' },
  'config.web':            { en: '{name}={value} cannot be used: an address like https://baton.example.com is needed.', zh: '{name}={value} 无效：需要形如 https://baton.example.com 的地址。' },

  'config.secret':         { en: '{name} is too short: at least 32 characters are needed, for instance from: openssl rand -base64 48', zh: '{name} 过短：至少需要 32 个字符，可用 openssl rand -base64 48 生成。' },
  'config.log':            { en: 'The log {file} cannot be written: {why}. Set LOG_FILE to a file that this user may write to.', zh: '无法写入日志 {file}：{why}。请用 LOG_FILE 指定当前用户可写的文件。' },

  'port.busy':             { en: 'Port {port} is in use. Stop the program that uses it, or take another: PORT={next} npm start', zh: '端口 {port} 已被占用。请停止占用它的程序，或换一个端口：PORT={next} npm start' },
  'port.denied':           { en: 'Port {port} may not be opened by this user. Take another: PORT={next} npm start', zh: '当前用户无权使用端口 {port}。请换一个端口：PORT={next} npm start' },
  'port.host':             { en: 'The address HOST={host} is not one of this machine.', zh: 'HOST={host} 不是本机的地址。' },

  'ops.blind':             { en: '{user} does not see every organisation: doctor, backup and restore need a role above row-level security (baton_ops, see DATABASE_OPS_URL).', zh: '{user} 无法看到全部组织：体检、备份和恢复需要可绕过行级安全的角色（baton_ops，见 DATABASE_OPS_URL）。' },
  'backup.folder':         { en: 'The backup cannot be written to {folder}: {why}', zh: '无法将备份写入 {folder}：{why}' },
  'backup.notEmpty':      { en: 'The folder {folder} is not empty: name a new one for the backup.', zh: '文件夹 {folder} 不为空：请为备份指定一个新文件夹。' },
  'backup.usage':          { en: 'Name the folder: npm run backup -- <folder>', zh: '请指定文件夹：npm run backup -- <文件夹>' },
  'restore.usage':         { en: 'Name the backup: npm run restore -- <folder> [--into postgres://…] [--files <folder>] [--replace]', zh: '请指定备份：npm run restore -- <文件夹> [--into postgres://…] [--files <文件夹>] [--replace]' },
  'restore.noBackup':      { en: '{folder} is not a backup: {why}', zh: '{folder} 不是备份：{why}' },
  'restore.damaged':       { en: 'The backup is damaged, nothing was restored: {file} {why}', zh: '备份已损坏，未恢复任何数据：{file} {why}' },
  'restore.newer':         { en: 'The backup was made by a newer Baton (it has {migration}). Use that one.', zh: '该备份由更新版本的接力制作（含 {migration}）。请使用该版本。' },
  'restore.changed':       { en: 'The backup has {migration} in another wording than this Baton.', zh: '备份中的迁移 {migration} 与当前接力的内容不同。' },
  'restore.notEmpty':      { en: 'The database holds data already ({table}). Restore into a new one, or add --replace to lose what is there.', zh: '数据库中已有数据（{table}）。请恢复到新的数据库，或加 --replace 覆盖现有数据。' },
  'restore.ahead':         { en: 'The database is newer than the backup (it has {migration}): restore into a new one.', zh: '数据库比备份更新（已有 {migration}）：请恢复到新的数据库。' },
  'restore.filesOfOther':  { en: 'The files in {folder} belong to another database. Name an empty folder for those of the backup: --files <folder>', zh: '{folder} 中的文件属于另一个数据库。请用 --files <文件夹> 为备份中的文件指定一个空文件夹。' },
  'restore.filesThere':    { en: 'There are files in {folder} already. Move them away, or add --replace to lose them.', zh: '{folder} 中已有文件。请移走，或加 --replace 覆盖。' },

  'fault':                 { en: 'Baton met a fault and stopped: {why} (details: {log})', zh: '接力遇到故障并已停止：{why}（详情：{log}）' },
} as const satisfies Texts
