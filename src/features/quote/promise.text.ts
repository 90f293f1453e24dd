import type { Texts } from '#kernel/text.ts'

export const promiseText = {
  'quote.promise.title':    { en: 'Before it is sent', zh: '发送前核对' },
  'quote.promise.say':      { en: 'Nothing here stops you; it is what somebody will ask about.', zh: '以下不影响发送，但请先确认。' },
  'quote.promise.floor':    { en: '{name}: {each} each is below the floor price of {floor}.', zh: '{name}：折后单价 {each}，低于底价 {floor}。' },
  'quote.promise.floorFix': { en: '{more} more on this line passes.', zh: '该行至少增加 {more} 即可。' },
  'quote.promise.stock':    { en: '{name}: {free} free, {short} short.', zh: '{name}：可用 {free}，缺 {short}。' },
  'quote.promise.stockFix': { en: 'Promise {free} now, or a later day for the rest.', zh: '可先承诺 {free}，其余另约交期。' },
} as const satisfies Texts
