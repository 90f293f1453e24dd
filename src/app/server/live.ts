// What others change reaches every open page: one stream per browser, each event only to those who may read
// its record.
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Actor } from '#kernel/access.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import { onEvents } from '#kernel/event.ts'
import {
  type Cursor,
  cursorNow,
  cursorText,
  readCursor,
  readNews,
  type SeenEvent,
  startWaker,
} from '#kernel/eventReader.ts'
import { Refusal } from '#kernel/refusal.ts'
import { registered } from '#meta/registry.ts'
import type { Principals } from './mount.ts'

type Headers = Parameters<Principals['of']>[0]
type Listener = {
  readonly orgId: string
  readonly headers: Headers
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

export async function liveRoutes(app: FastifyInstance, parts: LiveParts): Promise<void> {
  const { db, principals, url } = parts
  const listeners = new Set<Listener>()
  const hear = (one: Listener) => void catchUp(app, parts, listeners, one)
  const waker = startWaker(db, url, orgId => {
    for (const one of listeners) if (one.orgId === orgId) hear(one)
  })
  onEvents(orgId => waker.wake(orgId))
  const poll = setInterval(() => listeners.forEach(hear), pollEvery)
  const beat = setInterval(() => {
    for (const { reply } of listeners) reply.raw.write('event: ping\ndata: 1\n\n')
  }, beatEvery)
  app.addHook('preClose', async () => {
    clearInterval(poll)
    clearInterval(beat)
    // a stream never ends by itself, and the server's end waits for every connection
    for (const { reply } of listeners) reply.raw.destroy()
    await waker.stop()
  })
  app.get('/api/live', { config: { access: 'signedIn' } }, async (request, reply) => {
    const principal = await principals.of(request.headers)
    if (!principal) throw new Refusal('kernel.signIn', 'unauthenticated')
    const { orgId } = principal.actor
    const query = request.query as { lastEventId?: unknown } // an unread query string
    const wish = readCursor(String(request.headers['last-event-id'] ?? query.lastEventId ?? ''))
    const cursor = wish ?? (await inOrg(db, orgId, { mode: 'read' }, cursorNow))
    openStream(reply)
    const listener: Listener = { orgId, headers: request.headers, reply, cursor, reading: false, again: false }
    listeners.add(listener)
    reply.raw.on('close', () => listeners.delete(listener))
    hear(listener)
  })
}

function openStream(reply: FastifyReply): void {
  reply.hijack()
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    connection: 'close',
  })
  reply.raw.write('retry: 2000\nevent: ping\ndata: 1\n\n')
}

/** One reading at a time for each listener; what comes meanwhile is read right after. */
async function catchUp(app: FastifyInstance, parts: LiveParts, listeners: ReadonlySet<Listener>, one: Listener) {
  one.again = true
  if (one.reading) return
  one.reading = true
  try {
    while (one.again && listeners.has(one)) {
      one.again = false
      await deliver(parts.db, parts.principals, one)
    }
  } catch (error) {
    // signed out, or rights that changed: the page connects again and is judged anew
    if (!(error instanceof Refusal) && !parts.principals.isStale(error)) app.log.warn({ err: error }, 'live')
    one.reply.raw.end()
  } finally {
    one.reading = false
  }
}

async function deliver(db: Database, principals: Principals, one: Listener): Promise<void> {
  const events = await readNews(db, one.orgId, one.cursor)
  const last = events.at(-1)
  if (!last) return
  // whoever has lost the session or the membership hears no more
  const principal = await principals.of(one.headers)
  if (!principal || principal.actor.orgId !== one.orgId) {
    one.reply.raw.end()
    return
  }
  one.cursor = { xid: last.xid, seq: last.seq }
  if (events.length >= tooMany) {
    one.cursor = await inOrg(db, one.orgId, { mode: 'read' }, cursorNow)
    one.reply.raw.write(`id: ${cursorText(one.cursor)}\nevent: reset\ndata: 1\n\n`)
    return
  }
  // the guard sees whether the session and the membership still hold
  const session = { mode: 'read', guard: principal.guard } as const
  const told = await inOrg(db, one.orgId, session, tx => readable(tx, principal.actor, events))
  for (const event of told) {
    const data = JSON.stringify({ entity: event.entity, id: event.recordId, version: event.version ?? undefined })
    one.reply.raw.write(`id: ${cursorText(event)}\ndata: ${data}\n\n`)
  }
}

/** The last event of each record that this person may read. */
async function readable(
  tx: Parameters<typeof cursorNow>[0],
  actor: Actor,
  events: readonly SeenEvent[],
): Promise<SeenEvent[]> {
  const latest = new Map(events.map(event => [`${event.entity}:${event.recordId}`, event]))
  const checked = await Promise.all(
    [...latest.values()].map(async event => ((await mayRead(tx, actor, event)) ? [event] : [])),
  )
  return checked.flat()
}

async function mayRead(tx: Parameters<typeof cursorNow>[0], actor: Actor, event: SeenEvent): Promise<boolean> {
  const row = registered(event.entity)
  if (!row) return false
  try {
    await row.verbs.get(tx, actor, event.recordId)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
