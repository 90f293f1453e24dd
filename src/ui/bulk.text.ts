import type { Texts } from '#kernel/text.ts'

// prettier-ignore
export const bulkText = {
  'bulk.pick':        { en: 'Select',                             zh: '多选' },
  'bulk.pickEnd':     { en: 'Done',                               zh: '完成' },
  'bulk.all':         { en: 'Select all {count}',                 zh: '选择全部{count}条' },
  'bulk.allMost':     { en: 'Select the first {count}',           zh: '选择前{count}条' },
  'bulk.none':        { en: 'Select none',                        zh: '取消选择' },
  'bulk.owner':       { en: 'Change owner',                       zh: '变更负责人' },
  'bulk.delete':      { en: 'Delete',                             zh: '删除' },
  'bulk.reason':      { en: 'Reason',                             zh: '原因' },
  'bulk.confirm':     { en: '{deed}: {count} selected?',          zh: '确定对选中的{count}条执行“{deed}”？' },
  'bulk.go':          { en: '{deed}: {count}',                    zh: '{deed}{count}条' },
  'bulk.running':     { en: '{deed}: {done} of {count}',          zh: '{deed}：{done} / {count}' },
  'bulk.stop':        { en: 'Stop after these',                   zh: '处理完这批后停止' },
  'bulk.stopped':     { en: 'Stopped: {left} were not tried.',    zh: '已停止，{left}条未处理。' },
  'bulk.done':        { en: '{deed}: {done} done',                zh: '{deed}：{done}条成功' },
  'bulk.refused':     { en: '{deed}: {done} done, {failed} refused', zh: '{deed}：{done}条成功，{failed}条未成功' },
  'bulk.why':         { en: 'Why',                                zh: '查看原因' },
  'bulk.unsure':      { en: 'The connection broke off. {left} were not tried.', zh: '网络中断，{left}条未处理。' },
} as const satisfies Texts
