import type { Texts } from '#kernel/text.ts'

/** Loaded with the pages that say it. */
export const knownText = {
  'known.title': { en: 'What we know', zh: '已了解的情况' },
  'known.none': { en: 'Nothing yet. Pain points, budget, who decides and competitors that are noted in a follow-up show here.', zh: '还没有。跟进时记下的痛点、预算、决策人和竞争对手会显示在这里。' },
  'known.source': { en: 'The follow-up it is from', zh: '来源跟进' },
  'known.earlier': { en: '{count} earlier', zh: '此前 {count} 次' },
  'known.about': { en: 'about {name}', zh: '关于 {name}' },
  'keep.need': { en: 'Note a need from this', zh: '记为需求' },
  'keep.promise': { en: 'Note a promise from this', zh: '记为承诺' },
  'keep.text': { en: 'What they need', zh: '客户需要什么' },
  'keep.what': { en: 'What was promised', zh: '承诺了什么' },
  'keep.byWhen': { en: 'By when', zh: '最晚哪天' },
  'keep.importance': { en: 'Importance', zh: '重要程度' },
  'keep.kind': { en: 'Kind', zh: '类别' },
  'keep.noted': { en: 'Noted', zh: '已记下' },
  'keep.inQuote': { en: 'in the proposal', zh: '见报价方案' },
} as const satisfies Texts
