// Where a request names records, and a body that would be accepted but for one of them: both from the endpoint's own
// schema, so that a new field is attacked without a new test.
import type { TSchema } from 'typebox'

export type Shape = {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly description?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly minLength?: number
  readonly minItems?: number
  readonly additionalProperties?: unknown
  readonly patternProperties?: unknown
  readonly required?: readonly string[]
  readonly anyOf?: readonly Shape[]
  readonly items?: Shape
  readonly properties?: Readonly<Record<string, Shape>>
}

/** `lines[].productId`: every place of the schema that holds a record's id. */
export const idPlaces = (schema: TSchema | undefined): string[] => (schema ? placesIn(shapeOf(schema), '') : [])

// TypeBox schemas are JSON Schemas
const shapeOf = (schema: TSchema): Shape => schema as Shape
export const solid = (shape: Shape): Shape => shape.anyOf?.find(one => one.type !== 'null') ?? shape

function placesIn(given: Shape, place: string): string[] {
  const shape = solid(given)
  if (shape.format === 'uuid') return [place]
  if (shape.items) return placesIn(shape.items, `${place}[]`)
  return Object.entries(shape.properties ?? {}).flatMap(([name, one]) =>
    placesIn(one, place ? `${place}.${name}` : name),
  )
}

/** Every place of the schema that somebody may fill, with what belongs there: whole lists and objects too. */
export const placesOf = (schema: TSchema | undefined): (readonly [string, Shape])[] =>
  schema ? everyPlace(shapeOf(schema), '') : []

function everyPlace(given: Shape, place: string): (readonly [string, Shape])[] {
  const shape = solid(given)
  const own = place ? [[place, given] as const] : []
  if (shape.items) return [...own, ...everyPlace(shape.items, `${place}[]`)]
  const inner = Object.entries(shape.properties ?? {})
  return [...own, ...inner.flatMap(([name, one]) => everyPlace(one, place ? `${place}.${name}` : name))]
}

/** The path that a refusal names: `lines.0.productId`. */
export const pathOf = (place: string): string => place.replaceAll('[]', '.0')

/** Answers the id that belongs at a place. */
export type Ids = (place: string) => string | undefined

/** The least that the schema takes, and all that leads to `wanted`. */
export function exampleOf(schema: TSchema | undefined, ids: Ids, wanted = ''): Record<string, unknown> {
  const made = schema ? sampleOf(shapeOf(schema), '', { ids, wanted }) : {}
  return typeof made === 'object' && made !== null ? { ...made } : {}
}

type Wish = { readonly ids: Ids; readonly wanted: string }
const leadsTo = (place: string, wanted: string): boolean =>
  wanted === place || wanted.startsWith(`${place}.`) || wanted.startsWith(`${place}[]`)

function sampleOf(given: Shape, place: string, wish: Wish): unknown {
  const shape = solid(given)
  if (shape.enum) return shape.enum.find(one => preferred.includes(one)) ?? shape.enum[0]
  if (shape.type === 'string') return textOf(shape, place, wish.ids)
  if (shape.type === 'integer' || shape.type === 'number') return Math.max(shape.minimum ?? 1, 1)
  if (shape.type === 'boolean') return false
  if (shape.items) {
    const count = shape.minItems || leadsTo(`${place}[]`, wish.wanted) ? 1 : 0
    return Array.from({ length: count }, () => sampleOf(shape.items ?? {}, `${place}[]`, wish))
  }
  return objectOf(shape, place, wish)
}

function objectOf({ properties = {}, required = [] }: Shape, place: string, wish: Wish): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [name, one] of Object.entries(properties)) {
    const at = place ? `${place}.${name}` : name
    if (required.includes(name) || leadsTo(at, wish.wanted) || wordsOf(place).includes(name))
      made[name] = sampleOf(one, at, wish)
  }
  return made
}

/** A line without a product says itself what it is. */
const wordsOf = (place: string): readonly string[] => (place === 'lines[]' ? ['name', 'price', 'unitQty'] : [])

/** What names a customer, and a person rather than a role. */
const preferred = ['customer', 'person']
const samples = ['1', 'CNY', 'name@company.com', 'active', '2030-01-01', 'customer', '7'.repeat(20)]

function textOf({ format, pattern, minLength = 1 }: Shape, place: string, ids: Ids): string {
  if (format === 'uuid') return ids(place) ?? ''
  if (format === 'date') return '2030-01-01'
  if (format === 'date-time') return '2030-01-01T00:00:00.000Z'
  if (place === 'entity' || place === 'subjectEntity' || place.endsWith('.entity')) return 'customer'
  if (pattern) return samples.find(text => new RegExp(pattern).test(text)) ?? ''
  return 'x'.repeat(minLength)
}
