import type { Texts } from '#kernel/text.ts'

/** What the server may say of tasks, and what stands on timelines. */
export const taskText = {
  'permission.task.read':   { en: 'See tasks that are about no record', zh: '查看不属于任何记录的任务' },
  'permission.task.create': { en: 'Make tasks and give them to others', zh: '新建任务、布置给他人' },
  'permission.task.edit':   { en: 'Change and finish tasks', zh: '修改和完成任务' },
  'permission.task.export': { en: 'Export tasks', zh: '导出任务' },
  'state.task.open':        { en: 'To do', zh: '待办' },
  'state.task.done':        { en: 'Done', zh: '已完成' },
  'state.task.dropped':     { en: 'Dropped', zh: '已取消' },
  'move.task.finish':       { en: 'Done', zh: '完成' },
  'move.task.drop':         { en: 'Drop', zh: '取消任务' },
  'move.task.reopen':       { en: 'Reopen', zh: '重新打开' },
  'event.task.added':       { en: 'Task made', zh: '新建了任务' },
  'event.task.edited':      { en: 'Task changed', zh: '修改了任务' },
  'event.task.finished':    { en: 'Task done', zh: '完成了任务' },
  'event.task.dropped':     { en: 'Task dropped', zh: '取消了任务' },
  'event.task.reopened':    { en: 'Task reopened', zh: '重新打开了任务' },
  'task.cannotSee':         { en: 'This colleague may not see the record that the task is about.', zh: '该同事无权查看任务所属的记录。' },
  'task.notYours':          { en: 'Only who has a task, who gave it, or their manager may change it.', zh: '只有执行人、布置人或其上级可以修改该任务。' },
  'task.repeatNeedsDue':    { en: 'A task that repeats needs a day when it is due.', zh: '重复任务需要截止日期。' },
  'task.remindNeedsDue':    { en: 'A reminder needs a day when the task is due.', zh: '设置提醒需要截止日期。' },
} as const satisfies Texts
