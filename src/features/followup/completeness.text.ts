import type { Texts } from '#kernel/text.ts'

/** Loaded with its pages. */
export const completenessText = {
  'completeness.title':   { en: 'Completeness', zh: '资料完整度' },
  'completeness.missing': { en: 'Missing: {fields}', zh: '还缺：{fields}' },
  'completeness.whole':   { en: 'Everything that matters is filled in.', zh: '关键信息已填全。' },
  'completeness.fill':    { en: 'Fill in now', zh: '立即补全' },
  'completeness.owner':   { en: 'Owner', zh: '负责人' },
  'completeness.contacts.phone':   { en: 'A contact with a phone number', zh: '有电话的联系人' },
  'completeness.contacts.decider': { en: 'A contact who decides', zh: '决策人' },
  'completeness.by':      { en: 'Rows', zh: '统计维度' },
  'completeness.noDept':  { en: 'no department', zh: '无部门' },
  'completeness.dept':    { en: 'Department', zh: '部门' },
  'completeness.count':   { en: 'Records', zh: '记录数' },
  'completeness.lacking': { en: 'Lack something', zh: '不完整' },
  'completeness.score':   { en: 'Score', zh: '完整度' },
  'completeness.worst':   { en: 'Least complete', zh: '最不完整的记录' },
  'completeness.none':    { en: 'Nothing to score here.', zh: '没有可计算的记录。' },
  'completeness.nobody':  { en: 'nobody', zh: '无负责人' },
  'completeness.weight':  { en: 'Weight of {field}', zh: '{field}的权重' },
  'completeness.kind':    { en: 'Kind of record', zh: '记录类型' },
  'completeness.saved':   { en: 'Saved', zh: '已保存' },
  'completeness.save':    { en: 'Save', zh: '保存' },
  'completeness.settings': { en: 'Settings', zh: '设置' },
} as const satisfies Texts
