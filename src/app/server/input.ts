// Bad input never reaches a verb: the endpoint's schema refuses it with the same reason shape as the business
// does, so a form shows both the same way.
import type { FastifyRequest } from 'fastify'
import '@fastify/multipart'
import type { Endpoint } from '#kernel/api.ts'
import { isUuid } from '#kernel/ids.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { accept, acceptQuery, shapeProblem } from '#kernel/validate.ts'

/** Path, query and body as one input; the path is spread last, so a body cannot change which record is meant. */
export async function readInput(row: Endpoint, request: FastifyRequest): Promise<Record<string, unknown>> {
  const query = row.query ? acceptQuery(row.query, { ...object(request.query) }) : {}
  const upload = row.upload ? await uploaded(request) : {}
  const body = row.body && !row.upload ? object(accept(row.body, request.body ?? {})) : {}
  const params = object(request.params)
  for (const [name, value] of Object.entries(params))
    if ((name === 'id' || name.endsWith('Id')) && !isUuid(String(value)))
      throw new Refusal({ key: 'kernel.missing', path: name }, 'missing')
  return { ...upload, ...query, ...body, ...params }
}

const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

async function uploaded(request: FastifyRequest): Promise<Record<string, unknown>> {
  const { fields, file } = await partsOf(request).catch((error: unknown) => {
    // limits and media types have codes of the framework's own; a body that is torn has none
    throw error instanceof Error && 'code' in error
      ? error
      : new Refusal(reason('kernel.tornUpload', 'file'), 'malformed')
  })
  if (!file) throw new Refusal(reason('schema.required', 'file'), 'malformed')
  return { ...fields, file }
}

async function partsOf(request: FastifyRequest): Promise<{ fields: Record<string, unknown>; file: unknown }> {
  const fields: Record<string, unknown> = {}
  let file: unknown
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = part.value
    else file = { fileName: part.filename, type: part.mimetype, bytes: new Uint8Array(await part.toBuffer()) }
  }
  return { fields, file }
}

/** For tests: does an answer keep the promise of its schema? */
export function replyProblem(row: Endpoint, answer: unknown): string | undefined {
  if ('x-file' in row.reply) return undefined
  const problem = shapeProblem(row.reply, answer)
  return problem && `${row.method} ${row.path}: ${problem}`
}
