// Every line the launcher may end with. `{x}` is filled from the problem's values.
export const problemText = {
  'postgres.noBinaries':     { en: 'There are no PostgreSQL binaries for {platform}. Set DATABASE_URL to a PostgreSQL 16 or newer.', zh: '没有适用于 {platform} 的 PostgreSQL 程序。请用 DATABASE_URL 指定 PostgreSQL 16 或更新版本。' },
  'postgres.noAccount':      { en: 'Running as root, and no unprivileged account could be found or made for PostgreSQL. Start Baton as another user, or set DATABASE_URL.', zh: '当前以 root 运行，但找不到也无法创建供 PostgreSQL 使用的普通账号。请换用其他用户启动，或设置 DATABASE_URL。' },
  'postgres.cannotEnter':    { en: 'The database in {folder} belongs to {account}, who may no longer enter that folder. Allow it (chmod o+x on the folders above) or set DATA_DIR.', zh: '{folder} 中的数据库属于 {account}，但该账号已无法进入此文件夹。请放开上级文件夹的进入权限（chmod o+x）或设置 DATA_DIR。' },
  'postgres.folder':         { en: 'The data folder {folder} cannot be used: {why}. Set DATA_DIR to a folder you may write to.', zh: '数据文件夹 {folder} 无法使用：{why}。请用 DATA_DIR 指定一个可写的文件夹。' },
  'postgres.version':        { en: 'The database in {folder} is of PostgreSQL {found}, this Baton brings {brought}. Restore a backup into a new DATA_DIR, or set DATABASE_URL.', zh: '{folder} 中的数据库属于 PostgreSQL {found}，而当前 Baton 自带 {brought}。请把备份恢复到新的 DATA_DIR，或设置 DATABASE_URL。' },
  'postgres.twin':           { en: 'Baton is already running on {folder} (process {pid}). Stop it first, or set DATA_DIR and PORT for a second one.', zh: 'Baton 已在 {folder} 上运行（进程 {pid}）。请先停止它，或为第二个实例设置 DATA_DIR 和 PORT。' },
  'postgres.notStarted':     { en: 'PostgreSQL did not start: {why} (log: {log})', zh: 'PostgreSQL 未能启动：{why}（日志：{log}）' },
  'postgres.spawn':          { en: '{program} could not be run: {why}', zh: '无法运行 {program}：{why}' },
} as const
