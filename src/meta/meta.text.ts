import type { Texts } from '#kernel/text.ts'

// biome-ignore format: a table
export const metaText = {
  'field.unknown':          { en: 'There is no such field.', zh: '没有这个字段。' },
  'field.required':         { en: 'This field is required.', zh: '此字段必填。' },
  'field.notText':          { en: 'Text is expected here.', zh: '这里应填写文字。' },
  'field.controlCharacter': { en: 'The text contains a control character.', zh: '文字中含有控制字符。' },
  'field.tooLong':          { en: 'At most {max} characters.', zh: '最多 {max} 个字符。' },
  'field.notNumber':        { en: 'This is not a number that fits here.', zh: '不是有效的数字，或超出范围。' },
  'field.notDate':          { en: 'This is not a calendar date (YYYY-MM-DD).', zh: '不是有效日期（格式 YYYY-MM-DD）。' },
  'field.notInstant':       { en: 'This is not a point in time.', zh: '不是有效的时间。' },
  'field.notYesNo':         { en: 'Yes or no is expected here.', zh: '这里应选择“是”或“否”。' },
  'field.notReference':     { en: 'This does not point at a record.', zh: '没有指向有效的记录。' },
  'field.notChoice':        { en: 'Choose one of: {choices}.', zh: '请从以下选项中选择：{choices}。' },
  'field.notUnique':        { en: 'Another record has this value.', zh: '该值已被其他记录使用。' },
  'list.badFilter':         { en: 'The filter cannot be read: {why}.', zh: '筛选条件无法识别：{why}。' },
  'list.badSort':           { en: 'Cannot sort by “{field}”.', zh: '不能按“{field}”排序。' },
  'list.badCursor':         { en: 'The page marker is not valid any more.', zh: '分页标记已失效。' },
  'list.badField':          { en: 'There is no field “{field}”.', zh: '没有字段“{field}”。' },
  'list.noSum':             { en: '“{field}” is not a number: it cannot be added up.', zh: '“{field}”不是数字，无法求和。' },
} as const satisfies Texts
