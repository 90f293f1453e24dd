import type { Texts } from '#kernel/text.ts'

// prettier-ignore
export const reasonRowText = {
  'reasonRow.zh':       { en: 'Chinese', zh: '中文' },
  'reasonRow.en':       { en: 'English', zh: '英文' },
  'reasonRow.note':     { en: 'Asks a remark', zh: '须填说明' },
  'reasonRow.archived': { en: 'Out of use', zh: '停用' },
} as const satisfies Texts
