// What nobody may send, made from the endpoints' own schemas, so that a new field is attacked without a new test.
import type { TSchema } from 'typebox'
import type { Endpoint } from '../src/kernel/api.ts'
import { propertiesOf } from '../src/kernel/api.ts'

export type Attack = {
  readonly what: string
  readonly method: Endpoint['method']
  readonly url: string
  readonly payload?: string
  readonly type?: string
  /** The field that the refusal must name. */
  readonly names?: string
  /** Not surely wrong for this field: only a fault is one. */
  readonly maybe?: true
}

const nobody = '0199ffff-ffff-7fff-bfff-ffffffffffff'

/** `foreign` is a record of another organisation. */
export function attacksOn(row: Endpoint, foreign: string): Attack[] {
  const url = urlOf(row, nobody)
  return [...onPath(row, foreign), ...onQuery(row, url), ...(row.upload ? onUpload(row, url) : onBody(row, url))]
}

function urlOf(row: Endpoint, id: string): string {
  const path = row.path.replace(/:(\w+)/g, (_, name: string) => (name === 'id' || name.endsWith('Id') ? id : 'nope'))
  const query = needed(row.query).map(name => `${name}=${exampleOf(row.query, name)}`)
  return `/api${path}${query.length > 0 ? `?${query.join('&')}` : ''}`
}

/** Good enough to come as far as the field under attack. */
function exampleOf(schema: TSchema | undefined, name: string): string {
  const shape = (schema ? propertiesOf(schema)[name] : undefined) as Shape | undefined // TypeBox schemas are JSON Schemas
  return String(shape?.enum?.[0] ?? (shape?.format === 'uuid' ? nobody : 'customer'))
}

const needed = (schema: TSchema | undefined): string[] =>
  schema && 'required' in schema && Array.isArray(schema.required) ? schema.required.map(String) : []

function onPath(row: Endpoint, foreign: string): Attack[] {
  if (!row.path.includes(':')) return []
  const { method } = row
  const payload = row.body ? { payload: '{}' } : {}
  return ['not-an-id', "1'--", foreign, '%00', '%ff', 'a'.repeat(199)].map(id => ({
    what: `id ${id.slice(0, 12)}`,
    method,
    url: urlOf(row, id),
    ...payload,
    maybe: true,
  }))
}

const queryValues: Readonly<Record<string, readonly string[]>> = {
  limit: ['0', '-1', '201', 'ten', '1e9', '9999999999999999999999'],
  cursor: ['garbage', 'eyJhIjoxfQ', '%00', '[]', 'bnVsbA', 'x'.repeat(3000)],
  filter: [
    '{',
    '[]',
    '"x"',
    'null',
    '{"field":"nope","op":"is","value":1}',
    '{"all":{}}',
    '{"field":"id"}',
    '{"not":{"field":"name","op":"is","value":"\\u0000"}}',
    nested(1200),
    'x'.repeat(9000),
  ],
  sort: ['nope', '-', 'name,,', 'name;drop table users', 'x'.repeat(300), '-nope'],
  fields: ['nope', 'x'.repeat(2000)],
  group: ['nope', 'x'.repeat(300)],
  sum: ['nope', 'name', 'x'.repeat(300)],
  q: ['%00', '%ED%A0%80', 'x'.repeat(300), '%25%5F%5C'],
}
/** Answered with an empty list or ignored rather than refused: not wrong, but never a fault. */
const harmless = new Set(['q %25%5F%5C', 'q %ED%A0%80', 'sum name', 'cursor x', 'fields nope'])

function nested(depth: number): string {
  return `${'{"not":'.repeat(depth)}{"field":"name","op":"is","value":"a"}${'}'.repeat(depth)}`
}

function onQuery(row: Endpoint, url: string): Attack[] {
  const { method } = row
  const join = url.includes('?') ? '&' : '?'
  const payload = row.body ? { payload: '{}' } : {}
  const known = Object.keys(row.query ? propertiesOf(row.query) : {})
  const wrong = known.flatMap(name =>
    (queryValues[name] ?? ['%00']).map(value => ({
      what: `${name} ${value.slice(0, 30)}`,
      method,
      url: `${url}${join}${name}=${value.startsWith('%') ? value : encodeURIComponent(value)}`,
      ...payload,
      ...(harmless.has(`${name} ${value}`) ? { maybe: true as const } : { names: name }),
    })),
  )
  const unknown = { what: 'unknown query', method, url: `${url}${join}nope=1`, ...payload, names: 'nope' }
  return row.query ? [...wrong, unknown] : wrong
}

function onUpload(row: Endpoint, url: string): Attack[] {
  const { method } = row
  const type = 'multipart/form-data; boundary=x'
  return [
    { what: 'no multipart', method, url, payload: '{}', type: 'application/json' },
    { what: 'empty multipart', method, url, payload: '', type },
    {
      what: 'torn multipart',
      method,
      url,
      payload: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b',
      type,
    },
    {
      what: 'multipart without a file',
      method,
      url,
      payload: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
      type,
    },
  ]
}

const brackets = (depth: number): string => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`

/** As deep as a body may be long. The parser is the same before every route, and takes a second over each: a few do. */
const asLong = ['POST /customers', 'PATCH /orders/:id', 'POST /batch']

const jsonTexts = [
  '{"a":',
  '[]',
  '"x"',
  '7',
  'null',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '﻿',
  '{]}',
  `{"a":${'['.repeat(5000)}`,
  // four times what a stack holds
  brackets(20_000),
]

function onBody(row: Endpoint, url: string): Attack[] {
  const { method } = row
  if (!row.body || method === 'GET') return []
  const fields = Object.entries(propertiesOf(row.body))
  const needsMore = needed(row.body).length > 0
  return [
    ...[...jsonTexts, ...(asLong.includes(`${method} ${row.path}`) ? [brackets(900_000)] : [])].map(payload => ({
      what: `body ${payload.slice(0, 24)}`,
      method,
      url,
      payload,
      // where nothing is required, null is the same as nothing
      ...(payload === 'null' && !needsMore && { maybe: true as const }),
    })),
    { what: 'another media type', method, url, payload: 'a=b', type: 'text/plain' },
    { what: 'xml', method, url, payload: '<a/>', type: 'application/xml' },
    { what: 'ten megabytes', method, url, payload: `{"a":"${'x'.repeat(10_000_000)}"}` },
    { what: 'unknown field', method, url, payload: '{"nope":1}', names: 'nope' },
    ...fields.flatMap(([name, schema]) =>
      valuesAgainst(schema).map(([what, json]) => ({
        what: `${name} ${what}`,
        method,
        url,
        payload: `{"${name}":${json}}`,
        names: name,
      })),
    ),
  ]
}

type Shape = {
  type?: string
  format?: string
  pattern?: string
  enum?: readonly unknown[]
  maxLength?: number
  maxItems?: number
  anyOf?: readonly Shape[]
}

/** JSON texts that no value of the schema equals. */
function valuesAgainst(schema: TSchema): (readonly [string, string])[] {
  // TypeBox schemas are JSON Schemas
  const { anyOf, ...own } = schema as Shape
  const shape = anyOf?.find(one => one.type !== 'null') ?? own
  const wrongType = [
    ['a list', '[[1]]'],
    ['an object', '{"nope":{"deep":1}}'],
    ['a number', '12345678901234567890'],
    ['a text', '"nope"'],
    ['yes', 'true'],
  ].filter(([what]) => !fits(shape, what ?? ''))
  return [...wrongType.map(([what, json]) => [what ?? '', json ?? ''] as const), ...textsAgainst(shape)]
}

function fits(shape: Shape, what: string): boolean {
  if (shape.type === undefined) return true
  const ok: Readonly<Record<string, readonly string[]>> = {
    'a list': ['array'],
    'an object': ['object'],
    'a number': ['number', 'integer'],
    'a text': shape.format || shape.enum || !new RegExp(shape.pattern ?? '', 'u').test('nope') ? [] : ['string'],
    yes: ['boolean'],
  }
  return ok[what]?.includes(shape.type) ?? false
}

function textsAgainst(shape: Shape): (readonly [string, string])[] {
  if (shape.type === 'array')
    return shape.maxItems === undefined ? [] : [['too many', `[${'{},'.repeat(shape.maxItems)}{}]`]]
  if (shape.type !== 'string') return []
  const always = [
    ['a control character', '"a\\u0000b"'],
    ['a lone surrogate', '"\\ud800"'],
    ...(shape.maxLength === undefined ? [] : [['too long', `"${'长'.repeat(shape.maxLength + 1)}"`]]),
  ]
  const dates = ['2026-02-30', '2026-13-01', '0000-00-00', '30.11.2026', '2026-11-25T00:00:00Z']
  const decimals = ['1e400', 'NaN', '-Infinity', '1,5', '99999999999999999999', '0x10', '1.1234567', '']
  const special =
    shape.format === 'date'
      ? dates
      : shape.pattern?.includes('d{1,14}')
        ? decimals
        : shape.format === 'uuid'
          ? ['x', '1 or 1=1']
          : []
  return [...always, ...special.map(text => [text, JSON.stringify(text)])].map(
    ([what, json]) => [what ?? '', json ?? ''] as const,
  )
}
