// What a mail says of itself. Pure: headers in, words out.
import type { EmailDoubt, EmailTemplate } from './email.schema.ts'

export const addressOf = (entity: string, token: string, domain: string): string => `${entity}+${token}@${domain}`

const shapeOfAddress = /^[a-z]+\+([a-z2-7]{26})@([^@\s]+)$/

/** The token of one of our addresses; case means nothing in it. */
export function tokenIn(address: string, domain: string): string | undefined {
  const [, token, host] = shapeOfAddress.exec(address.trim().toLowerCase()) ?? []
  return host === domain.toLowerCase() ? token : undefined
}

export type Headers = readonly { readonly key: string; readonly value: string }[]

const valuesOf = (headers: Headers, key: string): string[] =>
  headers.filter(one => one.key === key).map(one => one.value.trim())

/** RFC 3834, and what was usual before it: nobody answers a machine, and its words are no follow-up. */
export function isAutomatic(headers: Headers, envelopeFrom: string): boolean {
  const first = (key: string): string => (valuesOf(headers, key)[0] ?? '').toLowerCase()
  const submitted = first('auto-submitted')
  return (
    (submitted !== '' && !submitted.startsWith('no')) ||
    /^(bulk|list|junk|auto_reply)/.test(first('precedence')) ||
    first('x-autoreply') !== '' ||
    first('x-auto-response-suppress') !== '' ||
    first('list-id') !== '' ||
    envelopeFrom === ''
  )
}

/** More hops than any mail needs: it goes in a circle. */
const mostHops = 30
export const isLooping = (headers: Headers): boolean => valuesOf(headers, 'received').length > mostHops

const domainOf = (address: string): string => address.split('@').at(-1)?.toLowerCase() ?? ''
const isAligned = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)

export type Sender = { readonly from: string; readonly envelopeFrom: string | null }

/**
 * Why its sender may be another. Only what the trusted server found counts (RFC 8601: whose name begins the header);
 * without one the envelope is all there is, and proves nothing.
 */
export function doubtOf(headers: Headers, sender: Sender, trusted: string | undefined): EmailDoubt | null {
  const { from, envelopeFrom } = sender
  if (valuesOf(headers, 'from').length !== 1) return 'failed'
  const found = trusted
    ? valuesOf(headers, 'authentication-results').find(
        value => value.split(/[;\s]/)[0]?.toLowerCase() === trusted.toLowerCase(),
      )
    : undefined
  if (found !== undefined) {
    const said = found.toLowerCase()
    if (/\bdmarc=pass\b/.test(said)) return null
    if (/\b(dmarc|dkim|spf)=(fail|softfail|permerror)\b/.test(said)) return 'failed'
    const signer = /\bdkim=pass\b[^;]*\bheader\.(?:d|i)=@?([^\s;]+)/.exec(said)?.[1]
    if (signer && isAligned(domainOf(`@${signer}`), domainOf(from))) return null
  }
  return envelopeFrom && !isAligned(domainOf(envelopeFrom), domainOf(from)) ? 'mismatch' : 'unchecked'
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function letterOf(whole: string, code: string): string {
  if (!code.startsWith('#')) return named[code.toLowerCase()] ?? whole
  const point = /^#x/i.test(code) ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1))
  return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : ''
}

const unseen = /<(?:!--|(script|style|head|title|svg|template)\b)/gi

/** Without comments and what is never read. By hand: a pattern that looks for each end anew takes hours for a mail that has none. */
function shownOf(html: string): string {
  const parts: string[] = []
  const endless = new Set<string>()
  let at = 0
  for (const found of html.matchAll(unseen)) {
    const { index } = found
    const tag = found[1]?.toLowerCase() ?? ''
    if (index < at || endless.has(tag)) continue
    const end = tag ? new RegExp(`</${tag}\\s*>`, 'gi') : /-->/g
    end.lastIndex = index
    if (end.test(html)) {
      parts.push(html.slice(at, index))
      at = end.lastIndex
    } else endless.add(tag)
  }
  return [...parts, html.slice(at)].join('')
}

/** HTML as plain words: nothing of it is ever drawn as HTML. */
export function plainOf(html: string): string {
  return shownOf(html.replace(/\s+/g, ' '))
    .replace(/<br\b[^<>]*>|<\/(p|div|tr|li|h[1-6]|blockquote|table) ?>/gi, '\n')
    .replace(/<li\b[^<>]*>/gi, '· ')
    .replace(/<\/t[dh] ?>/gi, '\t')
    .replace(/<[^>]*>?/g, '')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,6});/gi, letterOf)
}

const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** Without blanks at its end. Step by step: a pattern begins anew at every blank of a mail that has a million. */
function withoutEnd(line: string): string {
  let end = line.length
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end--
  return line.slice(0, end)
}

/** As the database and a page can keep it. */
export const cleaned = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(unprintable, '')
    .split('\n')
    .map(withoutEnd)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

export type Words = Readonly<Record<'customer' | 'contact' | 'me' | 'company', string>>

/** What a template calls by name. */
export const filledIn = ({ subject, text }: EmailTemplate, words: Words): Pick<EmailTemplate, 'subject' | 'text'> => {
  const fill = (one: string): string =>
    one.replace(/\{(customer|contact|me|company)\}/g, (_, name: keyof Words) => words[name])
  return { subject: fill(subject), text: fill(text) }
}
