import type { Texts } from '#kernel/text.ts'

// biome-ignore format: a table
export const batchText = {
  'batch.unknownEntity': { en: 'There is no kind of record “{entity}”.', zh: '没有“{entity}”这种记录。' },
  'batch.noVerb':        { en: '“{verb}” is not possible with “{entity}”.', zh: '“{entity}”不支持“{verb}”。' },
  'batch.twice':         { en: 'This record is already in row {row}. All or nothing takes each record once.', zh: '该记录已在第 {row} 行。整批执行时每条记录只能出现一次。' },
  'batch.busy':          { en: 'Another batch of your company is at work. Nothing was saved; try again in a moment.', zh: '贵公司的另一批操作正在执行，内容未保存，请稍后重试。' },
} as const satisfies Texts
