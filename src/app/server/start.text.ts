import type { Texts } from '#kernel/text.ts'

// What a start and a stop say on stdout.
export const startText = {
  'start.ready':     { en: 'Baton is ready: {url}', zh: '接力已就绪：{url}' },
  'start.facts':     { en: 'Started in {seconds} s · data in {dataDir} · log: {log}', zh: '启动用时 {seconds} 秒 · 数据位于 {dataDir} · 日志：{log}' },
  'start.waits':     { en: 'A command (process {pid}) is at work on the data: waiting until it is done …', zh: '有命令（进程 {pid}）正在使用数据：等待其完成……' },
  'start.moved':     { en: 'PostgreSQL runs as "{account}", who may not enter this folder: its programs and data are in {folder}', zh: 'PostgreSQL 以“{account}”运行，该账号无法进入此文件夹：其程序和数据位于 {folder}' },
  'start.recovered': { en: 'A database left running by a killed Baton was stopped and started again; everything that was saved is there.', zh: '已停止并重新启动上次异常终止后遗留的数据库；已保存的数据均完好。' },
  'start.migrated':  { en: 'Database brought up to date ({count:migration|migrations}).', zh: '数据库已更新（{count} 个迁移）。' },
  'start.stderr':    { en: 'here (stderr)', zh: '此处（stderr）' },
  'stop.begun':      { en: 'Stopping …', zh: '正在停止……' },
  'stop.done':       { en: 'Stopped.', zh: '已停止。' },
} as const satisfies Texts
