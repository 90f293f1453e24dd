// What is stored in search_term for a text, and what a search asks of it. Han text is found by its single
// characters and two-character grams; everything else by the beginning of a word, of what follows a sign,
// of the pinyin or of its initials. Signs are characters like any other: 100% finds "100%", not "1000".
import { pinyin, polyphonic } from 'pinyin-pro'
import { fold } from './keys.ts'
import { nationalDigits, phoneEndings } from './phone.ts'

export type TextKind = 'name' | 'number' | 'phone' | 'email'
export type QueryTerm = { term: string; match: 'exact' | 'prefix' }

/** At most 200 terms; of a name, the first 80 characters. The most useful ones come first. */
export function termsOf(text: string, kind: TextKind): string[] {
  const folded = firstOf(fold(text), 80)
  const terms =
    kind === 'phone' ? phoneTerms(folded) : [...gramTerms(folded), ...wordTerms(folded), ...pinyinTerms(folded)]
  return [...new Set(terms.map(term => firstOf(term, 64)))].filter(term => term !== '').slice(0, MOST_TERMS)
}

/** All of them must be found on one record; none means that the query asks for nothing. */
export function queryTerms(query: string): QueryTerm[] {
  const folded = firstOf(fold(query), 100)
  const found = dialled(folded) ?? folded.split(' ').flatMap(chunk => chunkTerms(chunk))
  return [...new Map(found.map(one => [`${one.match}${one.term}`, one])).values()].slice(0, MOST_QUERY_TERMS)
}

/** term ≤ stored < prefixEnd(term), under collation "C", is a literal prefix: no LIKE, nothing to escape. */
export const prefixEnd = (term: string): string => `${term}\u{10ffff}`

const MOST_TERMS = 200
const MOST_QUERY_TERMS = 12
const MOST_READINGS = 8

const GRAM = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}ー'
const GRAM_RUN = new RegExp(`[${GRAM}]+`, 'gu')
const RUNS = new RegExp(`[${GRAM}]+|[^${GRAM}]+`, 'gu')
const HAN_RUN = /\p{sc=Han}+/gu
const SIGNS = /[^\p{L}\p{M}\p{N}]+/gu
// letters, digits or signs: each begins something that may be looked for
const SIGN_IN_RUN = /(?<=[^\p{L}\p{M}\p{N}\s])[^\p{L}\p{M}\p{N}\s]/gu
const PIECES = /[\p{L}\p{M}]+|\p{N}+|[^\p{L}\p{M}\p{N}]+/gu

// Signs and spaces between Han characters are passed over, so that 测试(集团) is also found as 测试集团.
function gramTerms(folded: string): string[] {
  const runs = folded.replace(SIGNS, '').match(GRAM_RUN) ?? []
  const characters = runs.map(run => [...run])
  return [...characters.flat(), ...characters.flatMap(gramsOf)]
}

const gramsOf = (characters: readonly string[]): string[] =>
  characters.slice(1).map((next, i) => `${characters[i]}${next}`)

function wordTerms(folded: string): string[] {
  const segments = folded.split(' ').flatMap(chunk => (chunk.match(RUNS) ?? []).filter(run => !isGram(run)))
  const begun = segments.flatMap(begunAt)
  // SO20260301-0007 is also found as 202603010007, and 138 0000 1111 without its spaces
  const spaced = [...folded.matchAll(/\d[\d ().-]*\d/g)].flatMap(([digits]) => begunAt(digits))
  return [...begun, ...[...begun, ...spaced].filter(term => /\p{N}/u.test(term)).map(term => term.replace(SIGNS, ''))]
}

/** At the beginning of each piece; what stands among other signs is found by itself, too. */
const begunAt = (segment: string): string[] =>
  [PIECES, SIGN_IN_RUN].flatMap(at => [...segment.matchAll(at)].slice(0, 16).map(piece => segment.slice(piece.index)))

function pinyinTerms(folded: string): string[] {
  const runs = folded.replace(SIGNS, '').match(HAN_RUN) ?? []
  const readings = runs.flatMap(readingsOf)
  return readings.flatMap(syllables =>
    syllables.flatMap((_, i) => {
      const rest = syllables.slice(i)
      return [rest.join(''), rest.map(syllable => syllable.slice(0, 1)).join('')]
    }),
  )
}

/** The reading in context first, then those that differ in one syllable, in two, … up to eight. */
function readingsOf(run: string): string[][] {
  const options = { toneType: 'none', type: 'array', v: true } as const
  const inContext = pinyin(run, options)
  const others = polyphonic(run, options).map((all, i) => all.filter(one => one !== inContext[i]))
  const found: { syllables: string[]; next: number }[] = [{ syllables: inContext, next: 0 }]
  for (let i = 0; i < found.length && found.length < MOST_READINGS; i++) {
    const from = found[i]
    if (from) found.push(...variantsOf(from, others).slice(0, MOST_READINGS - found.length))
  }
  // a rare character without a known reading comes back as itself
  return found.map(({ syllables }) => syllables.filter(syllable => /^[a-z]+$/.test(syllable)))
}

function variantsOf(from: { syllables: string[]; next: number }, others: readonly string[][]) {
  return others.flatMap((all, at) =>
    at < from.next ? [] : all.map(one => ({ syllables: from.syllables.with(at, one), next: at + 1 })),
  )
}

function phoneTerms(folded: string): string[] {
  const digits = folded.replace(/\D/g, '')
  if (digits === '') return []
  const national = folded.startsWith('+') ? nationalDigits(folded.replace(/[^\d+]/g, '')) : undefined
  return [...phoneEndings(digits), ...(national === undefined ? [] : [national]), `00${digits}`]
}

function chunkTerms(chunk: string): QueryTerm[] {
  return (chunk.match(RUNS) ?? []).flatMap((run): QueryTerm[] => {
    if (!isGram(run)) return [{ term: run, match: 'prefix' }]
    const characters = [...run]
    const terms = characters.length === 1 ? characters : gramsOf(characters)
    return terms.map(term => ({ term, match: 'exact' }))
  })
}

// (0571) 8888-1234 and SO-less 20260301-0007 are stored without their signs
function dialled(query: string): QueryTerm[] | undefined {
  const digits = query.replace(/\D/g, '')
  if (!/^\+?[\d ().-]+$/.test(query) || digits.length < 5) return undefined
  return [{ term: digits, match: 'prefix' }]
}

const isGram = (run: string): boolean => new RegExp(`^[${GRAM}]`, 'u').test(run)
const firstOf = (text: string, count: number): string =>
  text.length <= count ? text : [...text].slice(0, count).join('')
