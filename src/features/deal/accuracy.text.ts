import type { Texts } from '#kernel/text.ts'

/** Loaded with its page. */
// prettier-ignore
export const accuracyText = {
  'accuracy.title':    { en: 'Forecast accuracy', zh: '预测准确率' },
  'accuracy.commit':   { en: 'Commit', zh: '承诺' },
  'accuracy.best':     { en: 'With best case', zh: '含乐观' },
  'accuracy.weighted': { en: 'Weighted', zh: '加权' },
  'accuracy.ahead':    { en: 'Forecast of', zh: '预测时点' },
  'accuracy.ahead.0':  { en: 'the beginning of the month', zh: '当月初' },
  'accuracy.ahead.1':  { en: 'one month before', zh: '前 1 个月' },
  'accuracy.ahead.2':  { en: 'two months before', zh: '前 2 个月' },
  'accuracy.none':     { en: 'No forecast was kept of these months', zh: '这些月份还没有保存过预测' },
  'accuracy.noneSay':  { en: 'It is kept every Monday and on the first of the month, from now on.', zh: '系统每周一和每月一日自动保存预测快照。' },
  'accuracy.say':      { en: 'Accuracy is 1 − |won − forecast| ÷ won, added up month by month. What was already won on the day of the forecast counts as forecast.', zh: '预测准确率＝1－|实际－预测|÷实际，按月累计；预测当日已赢单的金额计入预测。' },
} as const satisfies Texts
