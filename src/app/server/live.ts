// What others change reaches every open page: one stream per browser, each event only to those who may read
// its record.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Database, inOrg } from '#kernel/db.ts'
import { onEvents } from '#kernel/event.ts'
import {
  type Cursor,
  cursorNow,
  cursorText,
  isAhead,
  type News,
  readCursor,
  readNews,
  startWaker,
} from '#kernel/eventReader.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type Told, toldOf } from './liveNews.ts'
import type { Principals } from './mount.ts'

type Listener = {
  readonly orgId: string
  readonly who: string
  readonly headers: FastifyRequest['headers']
  readonly reply: FastifyReply
  cursor: Cursor
  reading: boolean
  again: boolean
}

export type LiveParts = { readonly db: Database; readonly principals: Principals; readonly url: string }

const pollEvery = 1000
const beatEvery = 15_000
/** So far behind, the page asks for everything again. */
const tooMany = 500
/** A reader that takes nothing for so long is cut off; it comes back and goes on where it was. */
const mostWaiting = 1024 * 1024
const mostStreams = 30

export async function liveRoutes(app: FastifyInstance, parts: LiveParts): Promise<void> {
  const listeners = new Set<Listener>()
  const hear = (one: Listener) => void catchUp(app, parts, listeners, one)
  const hearAll = (orgId: string) => {
    for (const one of listeners) if (one.orgId === orgId) hear(one)
  }
  const waker = startWaker(parts.db, parts.url, hearAll)
  onEvents(orgId => waker.wake(orgId))
  const poll = setInterval(() => void look(parts.db, listeners, hearAll), pollEvery)
  const beat = setInterval(() => {
    for (const one of listeners) say(one, 'ping')
  }, beatEvery)
  app.addHook('preClose', async () => {
    clearInterval(poll)
    clearInterval(beat)
    // a stream never ends by itself, and the server's end waits for every connection
    for (const { reply } of listeners) reply.raw.destroy()
    await waker.stop()
  })
  app.get('/api/live', { config: { access: 'signedIn' } }, async (request, reply) => {
    const one = await listenerOf(parts, listeners, request, reply)
    listeners.add(one)
    reply.raw.on('close', () => listeners.delete(one))
    hear(one)
  })
}

async function listenerOf(
  { db, principals }: LiveParts,
  listeners: ReadonlySet<Listener>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Listener> {
  const { headers } = request
  const principal = await principals.of(headers)
  if (!principal) throw new Refusal('kernel.signIn', 'unauthenticated')
  const who = principal.key
  if ([...listeners].filter(one => one.who === who).length >= mostStreams)
    throw new Refusal({ key: 'kernel.tooMany', values: { seconds: 60 } }, 'tooMany')
  const { orgId } = principal.actor
  const { cursor, lost } = await placeOf(db, orgId, request)
  openStream(reply)
  const one: Listener = { orgId, who, headers, reply, cursor, reading: false, again: false }
  // from the first word on the page knows where to go on after a broken line
  say(one, lost ? 'reset' : 'ping')
  return one
}

/** Where to begin. A place that means nothing here (of another database, as after a restore) is as good as none. */
async function placeOf(
  db: Database,
  orgId: string,
  { headers, query }: FastifyRequest,
): Promise<{ cursor: Cursor; lost: boolean }> {
  const now = await inOrg(db, orgId, { mode: 'read' }, cursorNow)
  const { lastEventId } = query as { lastEventId?: unknown } // an unread query string
  const given = headers['last-event-id'] ?? lastEventId
  if (given === undefined || given === '') return { cursor: now, lost: false }
  const wish = readCursor(String(given))
  return wish && !isAhead(wish, now) ? { cursor: wish, lost: false } : { cursor: now, lost: true }
}

function openStream(reply: FastifyReply): void {
  reply.hijack()
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    connection: 'close',
  })
  reply.raw.write('retry: 2000\n')
}

function say({ cursor, reply }: Listener, event: 'ping' | 'reset'): void {
  send(reply, `id: ${cursorText(cursor)}\nevent: ${event}\ndata: 1\n\n`)
}

function send({ raw }: FastifyReply, text: string): void {
  if (raw.writableLength > mostWaiting) raw.destroy()
  else raw.write(text)
}

/** A wake-up that got lost is made good: one look an organisation, whoever listens there. */
async function look(db: Database, listeners: ReadonlySet<Listener>, hearAll: (orgId: string) => void): Promise<void> {
  for (const [orgId, some] of Map.groupBy(listeners, one => one.orgId)) {
    const oldest = some.reduce((a, b) => (isAhead(a.cursor, b.cursor) ? b : a)).cursor
    const news = await readNews(db, orgId, oldest, 1).catch(() => undefined)
    if (news && news.events.length > 0) hearAll(orgId)
    else if (news) moveOn(some, news.cursor)
  }
}

function moveOn(some: readonly Listener[], cursor: Cursor): void {
  for (const one of some) if (!one.reading && isAhead(cursor, one.cursor)) one.cursor = cursor
}

/** One reading at a time for each listener; what comes meanwhile is read right after. */
async function catchUp(app: FastifyInstance, parts: LiveParts, listeners: ReadonlySet<Listener>, one: Listener) {
  one.again = true
  if (one.reading) return
  one.reading = true
  try {
    while (one.again && listeners.has(one)) {
      one.again = false
      await deliver(parts, one)
    }
  } catch (error) {
    // the database is away: the next look finds it back, and the page has not noticed
    if (error instanceof Refusal && error.kind === 'unavailable') return
    // signed out: the page connects again and is judged anew
    if (!(error instanceof Refusal)) app.log.warn({ err: error }, 'live')
    one.reply.raw.end()
  } finally {
    one.reading = false
  }
}

async function deliver(parts: LiveParts, one: Listener): Promise<void> {
  const news = await readNews(parts.db, one.orgId, one.cursor, tooMany)
  const told = news.events.length > 0 ? await toldTo(parts, one, news) : []
  if (told === 'nobody') {
    one.reply.raw.end()
    return
  }
  if (told === 'all') {
    const skips = news.events.length >= tooMany
    one.cursor = skips ? await inOrg(parts.db, one.orgId, { mode: 'read' }, cursorNow) : news.cursor
    say(one, 'reset')
    return
  }
  for (const [at, { event, entity, id, version, gone }] of told.entries()) {
    // a line that breaks between two messages of one event begins with that event again
    const isLast = told[at + 1]?.event !== event
    const place = isLast ? `id: ${cursorText(event)}\n` : ''
    send(one.reply, `${place}data: ${JSON.stringify({ entity, id, version, gone })}\n\n`)
  }
  one.cursor = news.cursor
}

const maxReloads = 5

/** Under the guard, which sees whether session, membership and rights still hold. New rights show everything anew. */
async function toldTo({ db, principals }: LiveParts, one: Listener, news: News) {
  for (let attempt = 0; ; attempt++) {
    const principal = await principals.of(one.headers)
    if (!principal || principal.actor.orgId !== one.orgId) return 'nobody'
    const { actor, guard } = principal
    const isAll = attempt > 0 || news.events.length >= tooMany
    try {
      return await inOrg(
        db,
        one.orgId,
        { mode: 'read', guard },
        async (tx): Promise<readonly Told[] | 'all'> => (isAll ? 'all' : toldOf(tx, actor, news.events)),
      )
    } catch (error) {
      if (attempt >= maxReloads || !principals.isStale(error)) throw error
    }
  }
}
