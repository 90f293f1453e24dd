// How PostgreSQL's values look in TypeScript: numerics are canonical decimal strings (no trailing zeros),
// dates stay `YYYY-MM-DD`, instants are ISO 8601 UTC, counts are numbers.
import pg from 'pg'

type Parse = (text: string) => unknown

function decimal(text: string): string {
  if (!text.includes('.')) return text
  return text.replace(/0+$/, '').replace(/\.$/, '')
}

function instant(text: string): string {
  // fast path: the sessions of our roles run in UTC
  if (text.endsWith('+00')) {
    const iso = `${text.slice(0, 10)}T${text.slice(11, -3)}`
    return iso.length > 23 ? `${iso.slice(0, 23)}Z` : iso.length === 19 ? `${iso}.000Z` : `${iso.padEnd(23, '0')}Z`
  }
  return new Date(text).toISOString()
}

const parsers: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [20, Number],
  [1082, text => text],
  [1184, instant],
  [1700, decimal],
])

export const pgTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parse {
    // pg's own signature is loose; only the text format is used here
    return parsers.get(oid) ?? (pg.types.getTypeParser(oid, format ?? 'text') as Parse)
  },
}

const plain = /^[\w.:+-]+$/
const quoted = (text: string): string =>
  plain.test(text) && text.toLowerCase() !== 'null' ? text : `"${text.replace(/["\\]/g, '\\$&')}"`

/** A list as the text of an array; what pg makes of it takes four times as long, and an order has eighty lists. */
function arrayText(list: readonly unknown[]): string {
  let text = '{'
  for (let i = 0; i < list.length; i++) {
    const one = list[i]
    if (i > 0) text += ','
    if (typeof one === 'string') text += quoted(one)
    else if (one === null || one === undefined) text += 'NULL'
    else if (typeof one === 'number' || typeof one === 'boolean') text += one
    else if (Array.isArray(one)) text += arrayText(one)
    else if (one instanceof Uint8Array) text += `"\\\\x${Buffer.from(one).toString('hex')}"`
    else text += quoted(JSON.stringify(one))
  }
  return `${text}}`
}

const camelNames = new Map<string, string>()

/** The one mapper from snake_case columns to camelCase fields. */
export function camel(name: string): string {
  const known = camelNames.get(name)
  if (known !== undefined) return known
  const made = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  camelNames.set(name, made)
  return made
}

/** A value as it is sent: text, bytes, or nothing. */
export function parameter(value: unknown): string | Buffer | null {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return arrayText(value)
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export const snake = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
