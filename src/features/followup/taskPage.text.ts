import type { Texts } from '#kernel/text.ts'

/** Loaded with the pages of tasks. */
export const taskPageText = {
  'task.new':          { en: 'New task', zh: '新建任务' },
  'task.edit':         { en: 'Change', zh: '修改' },
  'task.details':      { en: 'Details', zh: '详情' },
  'task.view.mine':    { en: 'Mine', zh: '我的待办' },
  'task.view.given':   { en: 'Given by me', zh: '我布置的' },
  'task.view.late':    { en: 'Overdue', zh: '已逾期' },
  'task.view.all':     { en: 'All', zh: '全部' },
  'task.empty':        { en: 'No tasks yet', zh: '还没有任务' },
  'task.emptySay':     { en: 'A task is something to be done by somebody: about a customer, a deal, an order, or about nothing in particular.', zh: '任务是要由某人完成的事：可以关于客户、商机、订单，也可以不关于任何记录。' },
  'task.none':         { en: 'Nothing to do here.', zh: '没有待办任务。' },
  'task.title':        { en: 'Tasks', zh: '任务' },
  'task.finishOf':     { en: 'Done: {title}', zh: '完成：{title}' },
  'task.finished':     { en: 'Done: {title}', zh: '已完成：{title}' },
  'task.given':        { en: 'Given by', zh: '布置人' },
  'task.owner':        { en: 'Assigned to', zh: '执行人' },
  'task.due':          { en: 'Due', zh: '截止' },
  'task.noDue':        { en: 'no day', zh: '未定' },
  'task.next':         { en: 'The next one', zh: '下一次' },
} as const satisfies Texts
