// Endpoint rows become routes: one way in for every request, whatever feature it is for.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, can } from '#kernel/access.ts'
import { type Api, type Endpoint, type Handlers, propertiesOf, statusOf } from '#kernel/api.ts'
import { type Database, inOrg, type Session, type Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { hiddenFields, refuseClosed, refuseClosedLines, refuseFilled } from '#meta/fieldRights.ts'
import { allRegistered } from '#meta/registry.ts'
import { type Answer, bodyHash, type Keyed, readKeyed, replay, shownOnce, writeKeyed } from './idempotency.ts'
import { readInput } from './input.ts'
import { applyMask, maskOf, replyFor } from './mask.ts'
import { sendAnswer } from './reply.ts'

export type Principal = { readonly actor: Actor; readonly key: string; readonly guard: NonNullable<Session['guard']> }
/** See the principals of people: what of a caller's limits does not stand in the way here. */
type Door = Pick<Endpoint, 'enrolling' | 'keyScope'>
export type Principals = {
  of(headers: FastifyRequest['headers'], door?: Door): Promise<Principal | undefined>
  isStale(error: unknown): boolean
}

export type MountContext = {
  readonly db: Database
  readonly principals: Principals
  readonly rows: MountedRow[]
  readonly checkReply?: (row: Endpoint, answer: unknown) => void
}
export type MountedRow = { readonly name: string; readonly row: Endpoint }

// every handler was checked against its own row by `Handlers`; inside, rows are alike
type AnyHandler = (tx: Tx, actor: Actor, input: Record<string, unknown>) => Promise<unknown>

/** A missing handler does not compile. */
export function mount<A extends Api>(app: FastifyInstance, api: A, context: MountContext, handlers: Handlers<A>): void {
  for (const [name, row] of Object.entries(api)) {
    context.rows.push({ name, row })
    const handler = handlers[name] as unknown as AnyHandler // see AnyHandler
    app.route({
      method: row.method,
      url: `/api${row.path}`,
      config: { access: row.access },
      handler: (request, reply) => answer(context, { row, handler }, request, reply),
    })
  }
}

export type Ask = {
  readonly row: Endpoint
  readonly handler: AnyHandler
  readonly input: Record<string, unknown>
  readonly keyed: Keyed | undefined
  /** How often a deadlock is tried again. */
  readonly retries?: number
}

type Mounted = { readonly row: Endpoint; readonly handler: AnyHandler }

async function answer(
  context: MountContext,
  mounted: Mounted,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { row } = mounted
  const handler = withOpenFields(mounted)
  // read once: an upload's stream does not begin again
  let known: Record<string, unknown> | undefined
  const caller = { ...context, door: row }
  const { status, body, actor } = await asCaller(caller, request, async principal => {
    if (row.access !== 'signedIn' && !can(principal.actor, row.access)) await forbid(context, principal, row)
    known ??= await readInput(row, request)
    const input = known
    const keyed = row.mode === 'write' ? readKeyed(request, principal.key, () => bodyHash(row, input)) : undefined
    const answered = await run(context, principal, { row, handler, input, keyed })
    return { ...answered, actor: principal.actor }
  })
  if (status < 400) shutAndCheck(context, row, { actor, body, isPart: known?.fields !== undefined })
  return sendAnswer(reply, row, status, body)
}

/** What an answer may not show is taken out of it, a repeated one's too: rights may have changed since. */
function shutAndCheck(
  { rows, checkReply }: Pick<MountContext, 'rows' | 'checkReply'>,
  row: Endpoint,
  { actor, body, isPart }: { readonly actor: Actor; readonly body: unknown; readonly isPart: boolean },
): void {
  const mask = maskOf(rows, row)
  applyMask(mask, actor, body)
  // what was asked for in part is not whole
  if (!checkReply || isPart) return
  checkReply({ ...row, reply: replyFor(mask, row.reply, entity => hiddenFields(actor, entity)) }, body)
}

/** Create and edit of a record name the fields they write; refused inside, where the guard has seen that rights hold. */
function withOpenFields({ row: { method, path, mode, body }, handler }: Mounted): AnyHandler {
  const found = allRegistered().find(
    ({ entity }) =>
      (method === 'POST' && path === entity.path) ||
      (method === 'PATCH' && (path === `${entity.path}/:id` || path.startsWith(`${entity.path}/:id/`))),
  )
  if (found)
    return async (tx, actor, input) => {
      refuseClosed(actor, found.entity, input)
      return handler(tx, actor, input)
    }
  const moved = allRegistered().find(({ entity }) => movesOf(entity.path).test(`${method} ${path}`))
  if (moved)
    return async (tx, actor, input) => {
      refuseFilled(actor, moved.entity, input)
      return handler(tx, actor, input)
    }
  const lined =
    mode === 'write' &&
    body &&
    'lines' in propertiesOf(body) &&
    allRegistered().find(({ entity }) => entity.lines && path.startsWith(`${entity.path}/`))
  if (!lined) return handler
  return async (tx, actor, input) => {
    refuseClosedLines(actor, lined.entity, input)
    return handler(tx, actor, input)
  }
}

/** Moves, and the parts of one: a shipment arrives line by line. */
const movesOf = (path: string): RegExp => new RegExp(`^POST ${path}/:id/(moves/\\w+|arrivals)$`)

const maxReloads = 5

/** As who asks, and again when their rights have just changed. */
export async function asCaller<T>(
  { principals, door = {} }: Pick<MountContext, 'principals'> & { readonly door?: Door },
  { headers }: FastifyRequest,
  fn: (principal: Principal) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const principal = await principals.of(headers, door)
    if (!principal) throw new Refusal('kernel.signIn', 'unauthenticated')
    try {
      return await fn(principal)
    } catch (error) {
      if (attempt >= maxReloads || !principals.isStale(error)) throw error
    }
  }
}

/** What was allowed a moment ago may be again: a refusal too is only said under the guard. */
function forbid({ db }: MountContext, { actor, guard }: Principal, { access }: Endpoint): Promise<never> {
  return inOrg(db, actor.orgId, { mode: 'read', guard }, async () => {
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: access } }, 'forbidden')
  })
}

/** One transaction; with a key its answer is kept, and given again. */
export async function run(context: MountContext, principal: Principal, ask: Ask): Promise<Answer> {
  const session = { ...sessionOf(ask.row, ask.input, principal), ...(ask.retries && { retries: ask.retries }) }
  try {
    return await inOrg(context.db, principal.actor.orgId, session, tx => within(tx, principal.actor, ask))
  } catch (error) {
    if (!ask.keyed || context.principals.isStale(error)) throw error
    // a twin that waited on our lock finds the work done, or its key taken: it gets the first answer
    const keyed = ask.keyed
    const done = await inOrg(context.db, principal.actor.orgId, { mode: 'read', guard: principal.guard }, tx =>
      replay(tx, keyed),
    )
    if (done) return done
    throw error
  }
}

async function within(tx: Tx, actor: Actor, { row, handler, input, keyed }: Ask): Promise<Answer> {
  const done = keyed ? await replay(tx, keyed) : undefined
  if (done) return done
  const answer = { status: statusOf(row), body: await handler(tx, actor, input) }
  if (keyed) writeKeyed(tx, keyed, row.secret ? shownOnce : answer)
  return answer
}

/**
 * Generic plans for what has one shape, a filter's included: planning the joins of a list takes ten times as long
 * as running it. A search, a sort or a grouping of the asker's own is planned for its values.
 */
function sessionOf(row: Endpoint, input: Record<string, unknown>, { guard }: Principal): Session {
  const dynamic = row.plan === 'free' || Boolean(input.q || input.sort || input.group)
  return { mode: row.mode, plan: dynamic ? 'free' : 'fixed', guard }
}
