// vCard (.vcf), versions 2.1, 3.0 and 4.0, to properties. Lines are taken apart as bytes, because 2.1 names the
// character set of each property and a fold may cut a character in two.
import type { Reason } from '#kernel/refusal.ts'
import { importCaps, type Outcome } from '../exchange.schema.ts'
import type { Encoding } from '../import.schema.ts'
import { decode } from './decode.ts'

export type Property = {
  readonly name: string
  /** TYPE and the bare parameters of 2.1, in lower case. */
  readonly types: readonly string[]
  readonly preferred: boolean
  /** As text, escapes still on; of binary ones the Base64. */
  readonly value: string
  readonly isBinary: boolean
}
export type Card = { readonly line: number; readonly properties: readonly Property[] }
export type Cards = Outcome<{ readonly cards: readonly Card[]; readonly encoding: Encoding }>

/** Also in UTF-16, whose every second byte is nothing. */
export const looksLikeCards = (bytes: Uint8Array): boolean =>
  /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*BEGIN:VCARD/i.test(asLatin(bytes.subarray(0, 200)).replaceAll('\0', ''))

export function readCards(bytes: Uint8Array, wish?: Encoding): Cards {
  const decoded = decode(hasWideLetters(bytes) ? bytes : asWritten(bytes), wish)
  if (
    !decoded.ok &&
    decoded.reasons.some(({ key }) => key !== 'exchange.textDamaged' && key !== 'exchange.encodingUnknown')
  )
    return decoded
  // properties that name their own character set may make the whole look damaged
  const encoding = decoded.ok ? decoded.encoding : 'utf-8'
  const isWide = decoded.ok && encoding.startsWith('utf-16')
  const text = isWide ? asLatin(Buffer.from(decoded.text)) : asLatin(bytes)
  const cards: Card[] = []
  let current: Property[] = []
  let [begun, depth] = [0, 0]
  for (const { line, text: said } of logicalLines(text)) {
    const mark = said.trim().toUpperCase()
    if (mark.endsWith('BEGIN:VCARD')) {
      depth++
      if (depth === 1) [current, begun] = [[], line]
    } else if (mark === 'END:VCARD') {
      depth = Math.max(depth - 1, 0)
      if (depth === 0 && begun > 0) cards.push({ line: begun, properties: current })
      if (cards.length > importCaps.rows)
        return refuse({ key: 'exchange.tooManyRows', values: { max: importCaps.rows } })
      if (depth === 0) begun = 0
    } else if (depth === 1) {
      // of a card within a card (an assistant's) nothing is this person's
      const property = propertyOf(said, isWide ? 'utf-8' : encoding)
      if (property) current.push(property)
    }
  }
  // what came in the middle of a card is not half a person
  if (begun > 0) return refuse({ key: 'exchange.cardNotClosed', values: { line: begun } })
  return { ok: true, cards, encoding }
}

const refuse = (reason: Reason): Cards => ({ ok: false, reasons: [reason] })
const asLatin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

const hasWideLetters = (bytes: Uint8Array): boolean => bytes.subarray(0, 200).includes(0)

/** What the encoding is told by: no fold cuts a character, and long runs of Base64 say nothing. */
const asWritten = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(
    asLatin(bytes)
      .replace(/(?:^|\n)[ \t]?[A-Za-z0-9+/=]{60,}(?=\r?\n|$)/g, '')
      .replace(/\r?\n[ \t]/g, ''),
    'latin1',
  )

/** Folded lines put together again: a line that begins with a space, a soft end of quoted-printable. */
function* logicalLines(text: string): Generator<{ line: number; text: string }> {
  const lines = text.replace(/^\xef\xbb\xbf/, '').split(/\r\n|\n|\r/)
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    const parts = [lines[at] ?? '']
    const head = parts[0] ?? ''
    const isQuoted = /^[^:]*quoted-printable/i.test(head)
    while (isQuoted && (parts.at(-1) ?? '').endsWith('=') && at + 1 < lines.length)
      parts.push((parts.pop() ?? '').slice(0, -1), lines[++at] ?? '')
    while (at + 1 < lines.length && /^[ \t]/.test(lines[at + 1] ?? '')) parts.push((lines[++at] ?? '').slice(1))
    const whole = parts.join('')
    if (whole.trim() !== '') yield { line, text: whole }
  }
}

const longestHeading = 2000
const heading = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):/

function propertyOf(text: string, encoding: Encoding): Property | undefined {
  // a heading that long is no property, and its pattern stays cheap
  const found = heading.exec(text.slice(0, longestHeading))
  if (!found) return undefined
  const [head, name = '', given = ''] = found
  const parameters = given
    .split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .filter(Boolean)
    .map(parameterOf)
  const of = (key: string) => parameters.filter(one => one.key === key).flatMap(one => one.values)
  // 2.1 writes TYPE and ENCODING without their names
  const bare = of('')
  const types = [...of('type'), ...bare].map(one => one.toLowerCase())
  const coding = [...of('encoding'), ...bare].map(one => one.toLowerCase())
  const raw = text.slice(head.length)
  const isBinary = coding.includes('b') || coding.includes('base64') || /^data:[^,]*;base64,/i.test(raw)
  const bytes = Buffer.from(coding.includes('quoted-printable') ? unquoted(raw) : raw, 'latin1')
  return {
    name: name.toUpperCase(),
    types,
    preferred: types.includes('pref') || of('pref').length > 0,
    value: isBinary ? raw.replace(/^data:[^,]*,/i, '').replace(/\s/g, '') : textOf(bytes, of('charset')[0] ?? encoding),
    isBinary,
  }
}

function parameterOf(text: string): { key: string; values: string[] } {
  const at = text.indexOf('=')
  if (at < 0) return { key: '', values: [text.trim()] }
  const values = text
    .slice(at + 1)
    .replaceAll('"', '')
    .split(',')
  return { key: text.slice(0, at).trim().toLowerCase(), values: values.map(one => one.trim()) }
}

const unquoted = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** A name of a character set that nobody knows, or that is not true, gives what can be read. */
function textOf(bytes: Uint8Array, charset: string): string {
  for (const [name, fatal] of [
    [charset, true],
    ['gb18030', true],
    ['windows-1252', false],
  ] as const) {
    try {
      return new TextDecoder(name, { fatal }).decode(bytes)
    } catch {
      // the next one
    }
  }
  return ''
}
