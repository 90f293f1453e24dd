import type { Texts } from '#kernel/text.ts'

// What doctor, backup and restore say on stdout.
export const opsText = {
  'doctor.orgs':     { en: 'Organisations: {count}.', zh: '组织：{count} 个。' },
  'doctor.empty':    { en: 'There is no company in this database: is it the right one (DATA_DIR, DATABASE_URL)?', zh: '该数据库中没有公司：请确认 DATA_DIR 或 DATABASE_URL 是否正确。' },
  'doctor.found':    { en: '{count} found', zh: '发现 {count} 处' },
  'doctor.more':     { en: '… and {count} more', zh: '……另有 {count} 处' },
  'doctor.clean':    { en: 'Clean: {count:check|checks}, nothing found ({seconds} s).', zh: '一切正常：{count} 项检查，未发现问题（{seconds} 秒）。' },
  'doctor.ill':      { en: '{count} of {all:check|checks} found something ({seconds} s).', zh: '{all} 项检查中有 {count} 项发现问题（{seconds} 秒）。' },
  'doctor.rebuilt':  { en: 'Rebuilt in {org}: {fields:field index row|field index rows}, search terms of {terms:record|records}.', zh: '已在 {org} 重建：{fields} 条字段索引，{terms} 条记录的搜索词。' },

  'backup.table':    { en: '{name}: {rows:row|rows}', zh: '{name}：{rows} 行' },
  'backup.files':    { en: '{count:file|files}, {bytes:byte|bytes}', zh: '{count} 个文件，{bytes} 字节' },
  'backup.done':     { en: 'Backed up {rows:row|rows} of {tables:table|tables} and {files:file|files} into {folder} ({seconds} s).', zh: '已将 {tables} 张表的 {rows} 行和 {files} 个文件备份到 {folder}（{seconds} 秒）。' },
  'restore.checked': { en: 'The backup of {madeAt} is whole: {tables:table|tables}, {files:file|files}.', zh: '{madeAt} 的备份完整：{tables} 张表，{files} 个文件。' },
  'restore.done':    { en: 'Restored {rows:row|rows} of {tables:table|tables} and {files:file|files} ({seconds} s).', zh: '已恢复 {tables} 张表的 {rows} 行和 {files} 个文件（{seconds} 秒）。' },
} as const satisfies Texts
