// Keys that make two spellings of one thing equal: for finding duplicates and for searching, never for showing.
// Company names: `companyName.ts`.

/** One spelling for width, compatibility form, case and white space; nothing else is lost. */
export function fold(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC')
  return lower.replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim()
}

export function emailKey(text: string): string | undefined {
  const key = fold(text).replace(/^mailto:/, '')
  return /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/.test(key) && key.length <= 254 ? key : undefined
}

/** 统一社会信用代码 as it is stored: upper case, no spaces or dashes. */
export const usccKey = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')

/** GB 32100-2015: 18 characters without I, O, S, V, Z; the last checks the others. */
export function usccValid(code: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(code)) return false
  let total = 0
  let weight = 1
  for (const character of code.slice(0, 17)) {
    total += USCC.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return USCC[(31 - (total % 31)) % 31] === code[17]
}

/** The whole name without width, case, spaces and punctuation: equal only for one registered name. */
export const nameKey = (name: string): string => fold(name).replace(/[^\p{L}\p{M}\p{N}]/gu, '')

const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g
const USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY'
