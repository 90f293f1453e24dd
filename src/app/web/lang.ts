import { type Lang, wishedLang } from '#kernel/text.ts'

const key = 'baton.lang'

/** The first of the browser's wishes; a browser that says nothing is in China. */
export const browserLang = (): Lang => wishedLang(navigator.language) ?? 'zh'

/** Before anyone is known: what was read last on this device, else what the browser wishes. */
export function firstLang(): Lang {
  const kept = localStorage.getItem(key)
  return kept === 'en' || kept === 'zh' ? kept : browserLang()
}

export const keepLang = (lang: Lang): void => localStorage.setItem(key, lang)
