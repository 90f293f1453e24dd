import type { Texts } from '#kernel/text.ts'

// prettier-ignore
export const spotCheckText = {
  'permission.spotCheck.run':    { en: 'Run spot checks', zh: '发起抽查' },
  'permission.spotCheck.answer': { en: 'Answer what a spot check found', zh: '答复抽查问题' },
  'event.spotCheck.drawn':       { en: 'Spot check drawn', zh: '抽取了样本' },
  'event.spotCheck.judged':      { en: 'Spot check judged', zh: '判定了抽查记录' },
  'event.spotCheck.answered':    { en: 'Spot check answered', zh: '答复了抽查问题' },
  'event.spotCheck.mended':      { en: 'Marked as mended', zh: '标记为已整改' },
  'event.spotCheck.reasonsSet':  { en: 'Reasons of spot checks changed', zh: '修改了抽查问题类型' },
  'spotCheck.unknownReason':     { en: 'This reason is not among those in use.', zh: '该问题类型不存在或已停用。' },
  'spotCheck.reasonTwice':       { en: 'This reason is there twice.', zh: '该问题类型重复。' },
  'spotCheck.noReasonLeft':      { en: 'Leave at least one reason in use.', zh: '请至少保留一个启用的问题类型。' },
  'spotCheck.backwards':         { en: 'The last day is before the first.', zh: '结束日期早于开始日期。' },
  'spotCheck.notYours':          { en: 'Their records are not yours to check.', zh: '您不能抽查其记录。' },
  'spotCheck.eitherOr':          { en: 'Choose a person or a department, not both.', zh: '人员和部门只能选一个。' },
  'spotCheck.nothing':           { en: 'There is nothing to draw from. Choose other days or other people.', zh: '没有可抽取的记录，请换一个时间段或范围。' },
  'spotCheck.gone':              { en: 'This record is no longer there for you.', zh: '该记录已删除或您已无权查看。' },
  'spotCheck.okHasNoReason':     { en: 'What is in order has no reason.', zh: '合格的记录不需要填写原因。' },
  'spotCheck.sayWhat':           { en: 'Say what is wrong.', zh: '请说明问题。' },
  'spotCheck.saySomething':      { en: 'Answer, or mark it as mended.', zh: '请填写答复或标记为已整改。' },
  'spotCheck.notFlawed':         { en: 'Nothing is to be mended here.', zh: '这里没有需要整改的问题。' },
  'spotCheck.toMend':            { en: 'Spot check: to be mended', zh: '抽查待整改' },
} as const satisfies Texts
