// The pages for customers at /p/<token>: no account, no cookie, no script.
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '#kernel/db.ts'
import { Refusal, refusalStatus } from '#kernel/refusal.ts'
import { pageLang } from '../link.rules.ts'
import { framed, noted } from './page.service.ts'
import type { Form } from './scope.service.ts'
import { sheetPolicy } from './sheet.service.ts'
import { type FindLogo, type Knock, openLink, openPaper, readFeed, type Shown, sayThrough } from './visit.service.ts'

type PublicParts = { readonly database: Database; readonly logo: FindLogo; readonly folder: string }

/** A drawn signature is a picture of some kB. */
const most = 96 * 1024

export async function publicRoutes(app: FastifyInstance, parts: PublicParts): Promise<void> {
  const { database } = parts
  const options = { config: { access: 'public' }, bodyLimit: most } as const
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', sheetPolicy())
    reply.header('referrer-policy', 'no-referrer')
    reply.header('x-robots-tag', 'noindex, nofollow')
    reply.header('cache-control', 'no-store')
    reply.header('vary', 'accept-language')
  })
  app.setErrorHandler((error, request, reply) => sayWrong(error, request, reply))
  app.get('/p/:token', options, async (request, reply) =>
    show(reply, await openLink(database, of(request, parts), request.method === 'HEAD')),
  )
  app.get('/p/:token/paper', { ...options, exposeHeadRoute: false }, async (request, reply) => {
    const { fileName, type, bytes } = await openPaper(database, of(request, parts))
    // a browser's own reader of PDF does not open under the page's policy
    reply.header('content-security-policy', "script-src 'none'")
    reply.header('content-type', type)
    reply.header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    return reply.send(bytes instanceof Uint8Array ? Buffer.from(bytes) : Readable.from(bytes, { highWaterMark: 1 }))
  })
  app.get('/p/:token/calendar.ics', options, async (request, reply) =>
    reply.type('text/calendar; charset=utf-8').send(await readFeed(database, of(request, parts))),
  )
  app.post('/p/:token', options, async (request, reply) => {
    const told = await sayThrough(database, of(request, parts), formOf(request.body))
    if (typeof told === 'string') return reply.redirect(told, 303)
    return show(reply.code(422), told)
  })
}

const show = (reply: FastifyReply, shown: Shown): FastifyReply =>
  page(reply).header('content-security-policy', sheetPolicy(shown)).send(framed(shown))
const page = (reply: FastifyReply): FastifyReply => reply.type('text/html; charset=utf-8')
const chosen = ({ query }: FastifyRequest): unknown => Object(query).lang

const of = (request: FastifyRequest, { logo, folder }: PublicParts): Knock => ({
  logo,
  folder,
  token: String(Object(request.params).token),
  address: request.ip,
  agent: request.headers['user-agent'] ?? '',
  chosen: chosen(request),
  wish: request.headers['accept-language'],
})

const formOf = (body: unknown): Form =>
  Object.fromEntries(
    Object.entries(Object(body)).filter((field): field is [string, string] => typeof field[1] === 'string'),
  )

function sayWrong(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const lang = pageLang({ chosen: chosen(request), wish: request.headers['accept-language'], usual: 'zh' })
  if (error instanceof Refusal) {
    const seconds = Number(error.reasons[0]?.values?.seconds ?? 60)
    const note = error.kind === 'tooMany' ? 'tooMany' : 'gone'
    return page(reply)
      .code(refusalStatus[error.kind])
      .send(noted(note, lang, seconds))
  }
  const status = Number(Object(error).statusCode ?? 500)
  if (status < 500) return page(reply).code(status).send(noted('gone', lang))
  request.log.error({ err: error }, 'fault')
  return page(reply).code(500).send(noted('fault', lang))
}
