// Bad input never reaches a verb: the endpoint's schema refuses it with the same reason shape as the business
// does, so a form shows both the same way.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyRequest } from 'fastify'
import '@fastify/multipart'
import type { TSchema } from 'typebox'
import { type Endpoint, propertiesOf } from '#kernel/api.ts'
import { isDate } from '#kernel/clock.ts'
import { isUuid } from '#kernel/ids.ts'
import { type Reason, Refusal, reason } from '#kernel/refusal.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function makeAjv(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ allErrors: true, coerceTypes, useDefaults: true, strict: false, ownProperties: true })
  // the package is CommonJS: its default export is the function, which nodenext types as the module
  const formats = addFormats as unknown as (target: Ajv) => void
  formats(ajv)
  ajv.addFormat('date', isDate)
  ajv.addFormat('uuid', isUuid)
  return ajv
}

const forBody = makeAjv(false)
const forQuery = makeAjv(true)
const compiled = new WeakMap<TSchema, ValidateFunction>()

function validator(schema: TSchema, ajv: Ajv): ValidateFunction {
  const known = compiled.get(schema)
  if (known) return known
  const made = ajv.compile(schema)
  compiled.set(schema, made)
  return made
}

/** Path, query and body as one input; the path is spread last, so a body cannot change which record is meant. */
export async function readInput(row: Endpoint, request: FastifyRequest): Promise<Record<string, unknown>> {
  const query = row.query ? checked(row.query, { ...object(request.query) }, forQuery) : {}
  const upload = row.upload ? await uploaded(request) : {}
  const body = row.body && !row.upload ? checked(row.body, request.body ?? {}, forBody) : {}
  const params = object(request.params)
  for (const [name, value] of Object.entries(params))
    if ((name === 'id' || name.endsWith('Id')) && !isUuid(String(value)))
      throw new Refusal({ key: 'kernel.missing', path: name }, 'missing')
  return { ...query, ...upload, ...body, ...params }
}

const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

function checked(schema: TSchema, value: unknown, ajv: Ajv): Record<string, unknown> {
  const validate = validator(schema, ajv)
  if (!validate(value))
    throw new Refusal((validate.errors ?? []).filter(notOuter).slice(0, 100).map(reasonOf), 'malformed')
  const bad = controlPath(value, '')
  if (bad !== undefined) throw new Refusal(reason('kernel.badText', bad), 'malformed')
  return object(value)
}

// the branches of a nullable field say what is wrong; that "some branch must match" says nothing more
const notOuter = (error: ErrorObject): boolean => error.keyword !== 'anyOf' && error.keyword !== 'if'

function controlPath(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return control.test(value) || !value.isWellFormed() ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, one] of Object.entries(value)) {
    const found = controlPath(one, path ? `${path}.${key}` : key)
    if (found !== undefined) return found
  }
  return undefined
}

const names: Readonly<Record<string, string>> = {
  required: 'required',
  additionalProperties: 'unknown',
  type: 'type',
  format: 'format',
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
  const name = names[error.keyword] ?? 'wrong'
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

async function uploaded(request: FastifyRequest): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {}
  let file: unknown
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = part.value
    else file = { fileName: part.filename, type: part.mimetype, bytes: new Uint8Array(await part.toBuffer()) }
  }
  if (!file) throw new Refusal(reason('schema.required', 'file'), 'malformed')
  return { ...fields, file }
}

/** For tests: does an answer keep the promise of its schema? */
export function replyProblems(row: Endpoint, answer: unknown): string | undefined {
  if ('x-file' in row.reply) return undefined
  const validate = validator(row.reply, forBody)
  return validate(structuredClone(answer))
    ? undefined
    : `${row.method} ${row.path}: ${forBody.errorsText(validate.errors)} (${Object.keys(propertiesOf(row.reply)).join(',')})`
}
