import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '#kernel/refusal.ts'

/**
 * Another site's page must not sign anyone in here, found a company in their name, or write by their session:
 * SameSite keeps the cookie from strangers, but not from a neighbour on the same domain.
 */
export function refuseForeignPages(app: FastifyInstance, publicUrl: string | undefined): void {
  app.addHook('onRequest', async request => refuse(request, publicUrl))
}

function refuse({ method, url, headers, host }: FastifyRequest, publicUrl: string | undefined): void {
  // a page for customers knows no session that could be abused, and tells nobody where it was opened: not its own form either;
  // a lead form says itself which sites may send answers
  if (/^\/(p|f|api\/public)\//.test(url)) return
  const { origin, authorization } = headers
  // no browser adds a key by itself: whoever holds one may ask from anywhere
  if (method === 'GET' || method === 'HEAD' || origin === undefined || authorization !== undefined) return
  if (hostOf(origin) !== hostOf(`http://${host}`) && origin !== publicUrl)
    throw new Refusal('people.foreignPage', 'forbidden')
}

/** Without a port that goes without saying. */
const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address)
