import type { Texts } from '#kernel/text.ts'

// prettier-ignore
export const cardText = {
  'card.title':   { en: 'Business card',                                zh: '名片' },
  'card.photo':   { en: 'Take a photo of the card',                     zh: '拍名片' },
  'card.choose':  { en: 'Choose a photo or vCard',                      zh: '选择名片照片或 vCard' },
  'card.drop':    { en: 'Without the card',                             zh: '移除名片' },
  'card.kept':    { en: 'It is kept with the record.',                  zh: '将随记录保存。' },
  'card.failed':  { en: 'Saved, but the card was not kept: {why}',      zh: '已保存，但名片未能上传：{why}' },
} satisfies Texts
