// Keys that make two spellings of one thing equal: for finding duplicates and for searching, never for showing.
import { cities, provinces } from './regions.ts'

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

/**
 * The trade name alone: 浙江省杭州市西湖机械有限公司, 西湖机械(杭州)有限公司 and 杭州西湖机械 are equal. A suspicion,
 * not a proof: companies of two cities may share it, so where a duplicate is refused, ask nameKey or the USCC.
 */
export function companyKey(name: string): string {
  const folded = fold(name).replace(BRACKETED_REGION, '')
  const key = withoutRegion(withoutLegalForm(folded))
  return key === '' ? nameKey(name) : key
}

const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g
const USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const HAN_FORM =
  /(?:集团)?(?:股份|有限|责任|合伙企业|普通合伙|特殊普通合伙|有限合伙|集团|控股)*(?:公司|企业|商行|商店)$|(?:集团|股份)$/
// prettier-ignore
const LATIN_FORMS = new Set([
  'ltd',
  'limited',
  'inc',
  'incorporated',
  'llc',
  'llp',
  'lp',
  'plc',
  'corp',
  'corporation',
  'co',
  'company',
  'gmbh',
  'mbh',
  'ag',
  'kg',
  'ohg',
  'ug',
  'se',
  'sa',
  'sas',
  'sarl',
  'srl',
  'spa',
  'sl',
  'bv',
  'nv',
  'ab',
  'as',
  'oy',
  'oyj',
  'aps',
  'pty',
  'pte',
  'sdn',
  'bhd',
  'kk',
  'and',
  'group',
  'holding',
  'holdings',
])

const AREA = '(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市(?![政场民])|地区)?'
const anyOf = (names: readonly string[]) => [...names].sort((a, b) => b.length - a.length).join('|')
const PROVINCE = `(?:${anyOf(provinces)})${AREA}`
const CITY = `(?:(?:${anyOf(cities)})${AREA}|\\p{Script=Han}{2,3}市(?![政场民]))`
const LEADING_REGION = new RegExp(`^(?:${PROVINCE}(?:${CITY})?|${CITY})`, 'u')
const BRACKETED_REGION = new RegExp(`[(\\[【〔](?:中国|${PROVINCE}|${CITY})[)\\]】〕]`, 'gu')

function withoutLegalForm(folded: string): string {
  const words = folded
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(word => word !== '')
  while (words.length > 1 && LATIN_FORMS.has(words.at(-1) ?? '')) words.pop()
  const joined = words.join('')
  const bare = joined.replace(HAN_FORM, '')
  return bare === '' ? joined : bare
}

// What is left must still be a name: 上海有限公司 keeps its 上海.
function withoutRegion(name: string): string {
  const rest = name.replace(LEADING_REGION, '')
  return [...rest].length >= 2 ? rest : name
}
