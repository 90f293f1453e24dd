import { Readable } from 'node:stream'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint, FileAnswer } from '#kernel/api.ts'
import { type Reason, Refusal, refusalStatus } from '#kernel/refusal.ts'

export function sendAnswer(reply: FastifyReply, row: Endpoint, status: number, body: unknown): FastifyReply {
  if (!('x-file' in row.reply)) return reply.code(status).send(body ?? null)
  const file = body as FileAnswer // the reply schema says so
  const how = file.inline ? 'inline' : 'attachment'
  reply
    .header('content-type', file.type)
    .header('content-disposition', `${how}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
    .header('x-content-type-options', 'nosniff')
    // rights may change: nothing between us and the reader keeps a copy
    .header('cache-control', 'private, no-store')
    .header('cross-origin-resource-policy', 'same-origin')
  if (file.inline) reply.header('content-security-policy', policyOf(file.type))
  // parts are large: one ahead of the reader is enough
  const bytes =
    file.bytes instanceof Uint8Array ? Buffer.from(file.bytes) : Readable.from(file.bytes, { highWaterMark: 1 })
  return reply.code(200).send(bytes)
}

/** Whatever hides in a file shown on our own address runs nothing. A browser's own PDF reader does not open in a sandbox. */
const policyOf = (type: string): string =>
  type === 'application/pdf' ? "script-src 'none'" : "default-src 'none'; style-src 'unsafe-inline'; sandbox"

const frameworkReasons: Readonly<Record<string, readonly [status: number, key: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'kernel.tooLarge'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'kernel.badMedia'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'kernel.badJson'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'kernel.badJson'],
  FST_REQ_FILE_TOO_LARGE: [413, 'kernel.tooLarge'],
}

/** The one error handler: a refusal with its reasons, or a fault with nothing but the request id. */
export function sendError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) {
    return reply.code(refusalStatus[error.kind]).send({ reasons: error.reasons, ...error.facts })
  }
  const code = 'code' in error ? String(error.code) : ''
  const known = frameworkReasons[code]
  if (known) return reply.code(known[0]).send({ reasons: [{ key: known[1] }] })
  const status = 'statusCode' in error ? Number(error.statusCode) : 500
  if (error instanceof SyntaxError || (status >= 400 && status < 500)) {
    return reply
      .code(status >= 400 && status < 500 ? status : 400)
      .send({ reasons: [{ key: error instanceof SyntaxError ? 'kernel.badJson' : 'kernel.badValue' }] })
  }
  return reply.code(500).send({ reasons: [faultOf(error, request)] })
}

/** Logged with the request's id, which is all that is said of it. */
export function faultOf(error: unknown, request: FastifyRequest): Reason {
  request.log.error({ err: error }, 'fault')
  return { key: 'kernel.fault', values: { id: String(request.id) } }
}
