// Requests that better-auth answers, as we let them through to it, and its answers as we hand them on.
import type { FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { Refusal } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import { type Auth, addressHeader } from './auth.service.ts'

export type Cookies = { 'set-cookie'?: string[] }

export const read = <S extends TSchema>(schema: S | undefined, request: FastifyRequest): Static<S> => {
  if (!schema) throw new Error('a body needs a shape')
  return accept(schema, request.body ?? {})
}

/** What of a request better-auth is shown. */
export type Asking = Pick<FastifyRequest, 'ip' | 'headers' | 'protocol' | 'host'>

export function forward(auth: Auth, request: Asking, path: string, body?: object): Promise<Response> {
  const headers = new Headers({ [addressHeader]: request.ip })
  for (const name of [
    'cookie',
    'origin',
    'referer',
    'user-agent',
    'sec-fetch-site',
    'sec-fetch-mode',
    'sec-fetch-dest',
  ]) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  if (body) headers.set('content-type', 'application/json')
  const url = `${request.protocol}://${request.host}/api/auth${path}`
  return auth.handle(
    new Request(url, { method: body ? 'POST' : 'GET', headers, ...(body && { body: JSON.stringify(body) }) }),
  )
}

/** better-auth's own refusals in the one shape that pages know. */
export function refuseFailed(response: Response): Response {
  if (response.ok) return response
  if (response.status === 401) throw new Refusal('kernel.signIn', 'unauthenticated')
  if (response.status === 403) throw new Refusal('people.foreignPage', 'forbidden')
  if (response.status < 500) throw new Refusal('kernel.badValue', 'malformed')
  throw new Error(`better-auth answered ${response.status}`)
}

export function cookiesOf(response: Response): Cookies {
  const cookies = response.headers.getSetCookie()
  return cookies.length > 0 ? { 'set-cookie': cookies } : {}
}
