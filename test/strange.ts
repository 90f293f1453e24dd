// What people, spreadsheets and programs send by mistake or on purpose, for each kind of value that a schema knows.
import { type Shape, solid } from './idFields.ts'

export type Strange = {
  readonly what: string
  readonly value: unknown
  /** Surely no value of the schema: it must be refused with its place named. */
  readonly wrong?: true
}
const named = (values: Readonly<Record<string, unknown>>, wrong = false): Strange[] =>
  Object.entries(values).map(([what, value]) => ({ what, value, ...(wrong && { wrong: true as const }) }))

/** `ids`: of another company, of another kind, of nothing. */
export function strangeFor(given: Shape, ids: Readonly<Record<string, string>>): Strange[] {
  const shape = solid(given)
  const isNullable = given !== shape
  const nothing = isNullable ? named({ null: null }) : named({ null: null }, shape.type !== undefined)
  return [...nothing, ...typed(shape, ids)]
}

function typed(shape: Shape, ids: Readonly<Record<string, string>>): Strange[] {
  if (shape.enum) return [...named(notChosen, true), ...named({ list: [shape.enum[0]] }, true)]
  if (shape.type === 'string') return textual(shape, ids)
  if (shape.type === 'integer' || shape.type === 'number') return [...named(numbers), ...named(notNumbers, true)]
  if (shape.type === 'boolean') return named({ text: 'true', one: 1, empty: '' }, true)
  if (shape.type === 'array') return named({ text: 'x', object: { 0: 'x' }, ofNull: [null], ofLists: [[[]]] }, true)
  return [...named({ list: [], text: 'x', number: 1 }, shape.type === 'object'), ...named(keyed)]
}

function textual({ format, description, pattern = '' }: Shape, ids: Readonly<Record<string, string>>): Strange[] {
  const wrongTypes = named({ number: 1, list: ['x'], object: { x: 1 }, yes: true }, true)
  if (format === 'uuid')
    return [...wrongTypes, ...named(ids), ...named({ noId: 'x', blank: ' ', sql: "1' or '1'='1" }, true)]
  if (format === 'date') return [...wrongTypes, ...named(notDates, true), ...named(dates)]
  if (format === 'date-time') return [...wrongTypes, ...named(notInstants, true), ...named(instants)]
  const isNumber = description === 'decimal' || description === 'percent' || pattern.includes('\\d{1,')
  if (isNumber) return [...wrongTypes, ...named(notDecimals, true), ...named(decimals)]
  return [...wrongTypes, ...named(notTexts, true), ...named(texts)]
}

const texts = {
  emoji: '😀🤗👨‍👩‍👧‍👦',
  long: '长'.repeat(100_000),
  'right to left': '\u202eabc\u202c\u200f',
  sql: "'; drop table orders; --",
  blanks: ' \u3000\t\n ',
  empty: '',
  prototype: '__proto__',
  constructor: 'constructor',
  markup: '<script>alert(1)</script>{name}%s$1\\',
  json: '{"a":',
  year: '10000-01-01',
  digits: '9'.repeat(40),
}
const notTexts = { nul: 'a\u0000b', surrogate: 'a\ud800', bell: '\u0007' }
const notChosen = {
  nope: 'nope',
  prototype: '__proto__',
  constructor: 'constructor',
  text: 'toString',
  empty: '',
  zero: 0,
}
const numbers = { zero: 0, minus: -1, int32: 2_147_483_648, int53: 9_007_199_254_740_991, huge: 1e300, half: 1.5 }
const notNumbers = { text: '1', list: [1], yes: true, empty: '' }
const decimals = {
  zero: '0',
  minusZero: '-0',
  minus: '-1',
  most: '99999999999999.999999',
  six: '0.000001',
  two: '0.005',
}
const notDecimals = {
  exponent: '1e400',
  nan: 'NaN',
  infinite: 'Infinity',
  fine: '0.00000000001',
  '10^30': `1${'0'.repeat(30)}`,
  wide: '１２',
  arabic: '١٢',
  comma: '1,5',
  blank: ' ',
  hex: '0x10',
  line: '1\n',
}
const dates = { first: '1970-01-01', last: '9999-12-31', leap: '2028-02-29' }
const notDates = {
  february: '2026-02-30',
  'year 0': '0000-01-01',
  'before any business': '0001-01-01',
  far: '10000-01-01',
  instant: '2026-11-26T00:00:00Z',
  german: '30.11.2026',
  empty: '',
  wide: '２０２６-01-01',
  line: '2026-01-01\n',
}
const instants = {
  first: '0001-01-01T00:00:00.000Z',
  last: '9999-12-31T23:59:59.999Z',
  zone: '2026-01-01T00:00:00+14:00',
}
const notInstants = {
  february: '2026-02-30T00:00:00.000Z',
  far: '10000-01-01T00:00:00.000Z',
  day: '2026-01-01x',
  empty: '',
}
const keyed = {
  unknown: { nope: 1 },
  prototype: JSON.parse('{"__proto__":{"x":1}}') as unknown, // a key of its own, as a request has it
  constructor: { constructor: { prototype: 1 } },
  deep: JSON.parse(`${'{"a":'.repeat(150)}1${'}'.repeat(150)}`) as unknown, // plain JSON
}

/** The ends of what a schema takes, to be kept and read again. */
export function extremesFor(given: Shape): unknown[] {
  const shape = solid(given)
  if (shape.type === 'string' && shape.format === 'date') return [dates.first, dates.last]
  if (shape.type === 'string' && shape.format === 'date-time') return [instants.first, instants.last]
  if (shape.type === 'integer') return [numbers.int32 - 1]
  if (shape.type !== 'string' || shape.format || shape.enum) return []
  return shape.description === 'decimal' || shape.pattern ? [decimals.most, decimals.six] : [texts.emoji + texts.sql]
}
