import { type Lang, pickLang } from '#kernel/text.ts'

const key = 'baton.lang'

/** The person's choice on this device, else the browser's. */
export function firstLang(): Lang {
  const kept = localStorage.getItem(key)
  return kept === 'en' || kept === 'zh' ? kept : pickLang(navigator.language)
}

export const keepLang = (lang: Lang): void => localStorage.setItem(key, lang)
