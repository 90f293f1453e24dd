// One validator for every door: requests, imports, customer pages. A schema's refusal has the same reason shape
// as the business's own.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { Static, TSchema } from 'typebox'
import { isDate } from './clock.ts'
import { seenPattern } from './filled.ts'
import { isUuid } from './ids.ts'
import { type Reason, Refusal, reason } from './refusal.ts'

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function makeAjv(coerceTypes: boolean, optimize = true): Ajv {
  // verbose: a refusal tells what a schema calls its pattern, not the pattern
  const options = { allErrors: true, useDefaults: true, strict: false, ownProperties: true, verbose: true }
  const ajv = new Ajv({ ...options, coerceTypes, code: { optimize } })
  // the package is CommonJS: its default export is the function, which nodenext types as the module
  const formats = addFormats as unknown as (target: Ajv, options: { readonly keywords: true }) => void
  formats(ajv, { keywords: true })
  ajv.addFormat('date', { validate: isDate, compare: (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0) })
  ajv.addFormat('uuid', isUuid)
  return ajv
}

const forBody = makeAjv(false)
const forQuery = makeAjv(true)
// compiled for an answer or two: to make that code shorter takes longer than all else of it
const forReply = makeAjv(false, false)
const compiled = new WeakMap<TSchema, ValidateFunction>()

function validator(schema: TSchema, ajv: Ajv): ValidateFunction {
  const known = compiled.get(schema)
  if (known) return known
  const made = ajv.compile(schema)
  compiled.set(schema, made)
  return made
}

/** The value as its schema types it, or a refusal that names every wrong path. */
export function accept<S extends TSchema>(schema: S, value: unknown): Static<S> {
  return checked(schema, value, forBody)
}

/** Query strings: numbers and booleans arrive as text. */
export function acceptQuery(schema: TSchema, value: unknown): Record<string, unknown> {
  const query: unknown = checked(schema, value, forQuery)
  return typeof query === 'object' && query !== null ? { ...query } : {}
}

function checked<S extends TSchema>(schema: S, value: unknown, ajv: Ajv): Static<S> {
  const validate = validator(schema, ajv)
  const shapes = validate(value)
    ? []
    : told(validate.errors ?? [])
        .slice(0, 100)
        .map(reasonOf)
  const bad = controlPath(value, '')
  const reasons = bad === undefined ? shapes : [...shapes, reason('kernel.badText', bad)]
  if (reasons.length > 0) throw new Refusal(reasons, 'malformed')
  return value as Static<S> // just validated against the schema
}

// the branches of a nullable field say what is wrong; that "some branch must match" says nothing more, and that it
// might be nothing at all is no help
function told(errors: readonly ErrorObject[]): ErrorObject[] {
  const isNull = ({ keyword, params }: ErrorObject): boolean => keyword === 'type' && params.type === 'null'
  const real = errors.filter(error => error.keyword !== 'anyOf' && error.keyword !== 'if')
  const better = [...new Set(real.filter(error => !isNull(error)).map(error => `${error.instancePath}/`))]
  return real.filter(error => !isNull(error) || !better.some(path => path.startsWith(`${error.instancePath}/`)))
}

const deepest = 100

/** Nothing of ours is nested this deep; what is would end the stack. */
function controlPath(value: unknown, path: string, depth = 0): string | undefined {
  if (typeof value === 'string') return control.test(value) || !value.isWellFormed() ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > deepest) return path
  for (const [key, one] of Object.entries(value)) {
    const found = controlPath(one, path ? `${path}.${key}` : key, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const names: Readonly<Record<string, string>> = {
  required: 'required',
  additionalProperties: 'unknown',
  type: 'type',
  format: 'format',
  formatMinimum: 'early',
  pattern: 'format',
  enum: 'enum',
  const: 'enum',
  maxLength: 'long',
  minLength: 'short',
  maximum: 'large',
  minimum: 'small',
  exclusiveMinimum: 'small',
  maxItems: 'many',
  minItems: 'few',
}

function reasonOf(error: ErrorObject): Reason {
  const at = error.instancePath.slice(1).replaceAll('/', '.')
  const extra = error.params.missingProperty ?? error.params.additionalProperty
  const path = extra ? (at ? `${at}.${extra}` : String(extra)) : at
  if (error.params.pattern === seenPattern) return reason('field.required', path)
  const name = numberIn(error) ?? names[error.keyword] ?? 'wrong'
  const { type, format, allowedValues, limit } = error.params
  const values = {
    ...(type && { type: String(type) }),
    ...((format ?? error.params.pattern) && {
      format: String(error.parentSchema?.description ?? format ?? error.params.pattern),
    }),
    ...(allowedValues && { values: allowedValues.join(', ') }),
    ...(limit !== undefined && { limit }),
  }
  return reason(`schema.${name}`, path, values)
}

/** Numbers travel as text: whoever typed one is told so in words. */
function numberIn({ keyword, parentSchema, params }: ErrorObject): string | undefined {
  if (keyword !== 'pattern' || !/^(decimal|percent)$/.test(parentSchema?.description ?? '')) return undefined
  return String(params.pattern).startsWith('^-?') ? 'number' : 'amount'
}

/** For tests: does an answer keep the promise of its schema? */
export function shapeProblem(schema: TSchema, value: unknown): string | undefined {
  const validate = validator(schema, forReply)
  return validate(structuredClone(value)) ? undefined : forReply.errorsText(validate.errors)
}
