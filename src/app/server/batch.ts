// Many rows in one request. Each is judged by the door of its single request (door.ts); what differs is only
// whether each has a transaction of its own or all share one (ADR 0018).
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/access.ts'
import { statusOf } from '#kernel/api.ts'
import { stmt, type Tx } from '#kernel/db.ts'
import { type Reason, Refusal, refusalStatus } from '#kernel/refusal.ts'
import { type BatchAnswer, type BatchItem, batchApi } from '#meta/batch.api.ts'
import { type Plan, type Planned, readBatch, rowKey } from './batchPlan.ts'
import { type Doors, doorsOf } from './door.ts'
import type { Keyed } from './idempotency.ts'
import { asCaller, type MountContext, run } from './mount.ts'
import { faultOf } from './reply.ts'

const row = batchApi.run

export function mountBatch(app: FastifyInstance, context: MountContext): void {
  context.rows.push({ name: 'batch', row })
  let doors: Doors | undefined
  app.route({
    method: row.method,
    url: `/api${row.path}`,
    config: { access: row.access },
    handler: async (request, reply) => {
      // features mount after this
      doors ??= doorsOf(context.rows)
      const batch = await readBatch(context, request, doors)
      const answer = await (batch.mode === 'all'
        ? together(context, request, batch)
        : oneByOne(context, request, batch))
      context.checkReply?.(row, answer)
      return reply.code(200).send(answer)
    },
  })
}

const answerOf = (items: BatchItem[]): BatchAnswer => {
  const done = items.filter(item => item.ok).length
  return { items, done, failed: items.length - done }
}

function doneItem({ index, id }: Planned, status: number, record: unknown): BatchItem {
  const known =
    typeof record === 'object' && record !== null && 'id' in record ? { ...record, id: String(record.id) } : undefined
  const named = known?.id ?? id
  return { index, ok: true, status, ...(named && { id: named }), ...(known && { record: known }) }
}

const refusedItem = ({ index, id }: Planned, { kind, reasons, facts }: Refusal): BatchItem => ({
  index,
  ok: false,
  status: refusalStatus[kind],
  ...(id && { id }),
  reasons: [...reasons],
  ...(facts && { facts }),
})

const faultItem = ({ index, id }: Planned, fault: Reason): BatchItem => ({
  index,
  ok: false,
  status: 500,
  ...(id && { id }),
  reasons: [fault],
})

/** Every row as its own request; what would refuse them all alike is not asked again for each. */
async function oneByOne(context: MountContext, request: FastifyRequest, batch: Plan): Promise<BatchAnswer> {
  const items: BatchItem[] = []
  let ended: Refusal | undefined
  for (const one of batch.rows) {
    const outcome = ended ?? (await alone(context, request, one, rowKey(batch, one)).catch(whyNot))
    items.push(outcome instanceof Refusal ? refusedItem(one, outcome) : outcome)
    if (outcome instanceof Refusal && forAll.has(outcome.kind)) ended = outcome
  }
  return answerOf(items)
}

const forAll: ReadonlySet<Refusal['kind']> = new Set(['unauthenticated', 'unavailable'])

function alone(
  context: MountContext,
  request: FastifyRequest,
  planned: Planned,
  keyed: Keyed | undefined,
): Promise<BatchItem> {
  const { door } = planned
  return asCaller(context, request, async principal => {
    const handler = async (tx: Tx, actor: Actor) => (await door.open(tx, actor)) ?? {}
    const { status, body } = await run(context, principal, { row: door.row, handler, input: {}, keyed })
    return doneItem(planned, status, body)
  }).catch((error: unknown) => {
    // a fault of one row is no reason to leave the others undone
    if (error instanceof Refusal) throw error
    return faultItem(planned, faultOf(error, request))
  })
}

function whyNot(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}

class NotYet extends Error {}

const patience = 20_000
const retries = 8

/** Waits for its turn without holding a connection. */
async function together(context: MountContext, request: FastifyRequest, batch: Plan): Promise<BatchAnswer> {
  const { rows, keyed } = batch
  const input = {}
  const handler = (tx: Tx, actor: Actor) => judgeAll(tx, actor, rows)
  const until = performance.now() + patience
  for (;;) {
    try {
      const { body } = await asCaller(context, request, principal =>
        run(context, principal, { row, handler, input, keyed, retries }),
      )
      return body as BatchAnswer // of judgeAll, or what it answered before
    } catch (error) {
      if (!(error instanceof NotYet)) throw error
      if (performance.now() > until) throw new Refusal('batch.busy', 'tooMany')
    }
    await sleep(randomInt(100, 300))
  }
}

const turn = stmt('batch.turn', `select pg_try_advisory_xact_lock(hashtextextended('batch ' || $1::text, 0)) as mine`)

/** All are judged, also after the first refusal: the answer names every row that stands in the way. */
async function judgeAll(tx: Tx, actor: Actor, rows: readonly Planned[]): Promise<BatchAnswer> {
  const got = await tx.one<{ mine: boolean }>(turn(tx.orgId))
  if (!got?.mine) throw new NotYet()
  const items: BatchItem[] = []
  const refused: { readonly index: number; readonly why: Refusal }[] = []
  for (const one of rows) {
    const record = await tx.attempt(() => one.door.open(tx, actor)).catch(notItsFault)
    if (record instanceof Refusal) refused.push({ index: one.index, why: record })
    else items.push(doneItem(one, statusOf(one.door.row), record))
  }
  if (refused.length > 0) throw refusalOf(refused)
  return answerOf(items)
}

function notItsFault(error: unknown): Refusal {
  if (!(error instanceof Refusal) || forAll.has(error.kind)) throw error
  return error
}

function refusalOf(refused: readonly { readonly index: number; readonly why: Refusal }[]): Refusal {
  const kinds = new Set(refused.map(({ why }) => why.kind))
  const [kind = 'invalid'] = kinds.size === 1 ? kinds : []
  const reasons = refused.flatMap(({ index, why }) => why.reasons.map(one => placed(index, one)))
  const facts = refused.flatMap(({ index, why }) => (why.facts ? [[index, why.facts] as const] : []))
  return new Refusal(reasons, kind, facts.length > 0 ? { rows: Object.fromEntries(facts) } : undefined)
}

const placed = (index: number, one: Reason): Reason => ({
  ...one,
  path: one.path ? `rows.${index}.input.${one.path}` : `rows.${index}`,
})
