// A batch is read whole before any of it is begun: which door each row stands for, and what makes a repeat the same.
import type { FastifyRequest } from 'fastify'
import { type Reason, Refusal, reason } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import { Batch, type BatchRow, batchApi } from '#meta/batch.api.ts'
import type { Door, Doors } from './door.ts'
import { bodyHash, type Keyed, keyedRow, readKeyed } from './idempotency.ts'
import { asCaller, type MountContext } from './mount.ts'

export type Planned = BatchRow & { readonly index: number; readonly door: Door }
export type Plan = {
  readonly mode: 'each' | 'all'
  readonly rows: readonly Planned[]
  readonly keyed: Keyed | undefined
}

/** Nothing is begun of a batch of which a row cannot be understood. */
export function readBatch(context: MountContext, request: FastifyRequest, doors: Doors): Promise<Plan> {
  return asCaller(context, request, async principal => {
    const { mode, rows } = shapeOf(request.body)
    const found = rows.map(doors)
    const unclear = found.flatMap((door, index) => ('open' in door ? [] : under(`rows.${index}`, door)))
    const reasons = mode === 'all' ? [...unclear, ...twins(rows)] : unclear
    if (reasons.length > 0) throw new Refusal(reasons.slice(0, 100), 'malformed')
    const planned = rows.flatMap((one, index) => {
      const door = found[index]
      return door && 'open' in door ? [{ ...one, index, door }] : []
    })
    const hash = () => (mode === 'all' ? bodyHash(batchApi.run, { mode, rows: planned.map(written) }) : '')
    return { mode, rows: planned, keyed: readKeyed(request, principal.key, hash) }
  })
}

type Given = Readonly<Record<string, unknown>>
const isGiven = (value: unknown): value is Given => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The inputs are taken out first: each is judged by the schema of its own endpoint, and for its own row only. */
function shapeOf(body: unknown): { readonly mode: Plan['mode']; readonly rows: readonly BatchRow[] } {
  const given: readonly unknown[] = isGiven(body) && Array.isArray(body.rows) ? body.rows : []
  const bare = given.map(one => (isGiven(one) && isGiven(one.input) ? { ...one, input: {} } : one))
  const { mode, rows } = accept(Batch, isGiven(body) && Array.isArray(body.rows) ? { ...body, rows: bare } : body)
  return {
    mode,
    rows: rows.map((one, index) => {
      const input = given[index]
      return isGiven(input) && isGiven(input.input) ? { ...one, input: input.input } : one
    }),
  }
}

/** What makes a repeat the same. A row that its schema refuses is never kept. */
const written = ({ entity, do: deed, id, move, door: { input } }: Planned) => ({
  entity,
  deed,
  id,
  move,
  input: input instanceof Refusal ? null : input,
})

/** Each row has a key of its own: what is done is answered, the rest goes on. */
export const rowKey = (plan: Plan, planned: Planned): Keyed | undefined =>
  plan.keyed && keyedRow(plan.keyed, planned.index, bodyHash(batchApi.run, written(planned)))

const under = (place: string, reasons: readonly Reason[]): Reason[] =>
  reasons.map(one => ({ ...one, path: one.path ? `${place}.${one.path}` : place }))

function twins(rows: readonly BatchRow[]): Reason[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ entity, id }, index) => {
    if (!id) return []
    const name = `${entity}:${id.toLowerCase()}`
    const known = first.get(name)
    if (known === undefined) first.set(name, index)
    return known === undefined ? [] : [reason('batch.twice', `rows.${index}.id`, { row: known + 1 })]
  })
}
