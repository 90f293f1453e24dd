// A lead comes in by whatever door: form, file, interface. What names no owner is given by the company's rules.
import { assignByRules } from '#features/assignment/server/assign.service.ts'
import { switchesOf } from '#features/assignment/server/rule.service.ts'
import { type Lead, type LeadDuplicate, NewLead } from '#features/lead/lead.schema.ts'
import { createLead, createLeads } from '#features/lead/server/create.service.ts'
import { leadAfter, lockLeads } from '#features/lead/server/pooled.service.ts'
import { layInPool, leadPoolOf } from '#features/pool/server/giving.service.ts'
import { registeredFor, tellHolders } from '#features/registration/server/guard.service.ts'
import { type Actor, writerOf } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { isDone, type Reason, Refusal } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import type { Made } from '#meta/registry.ts'

type Received = Lead & { duplicates: LeadDuplicate[]; held: Reason[] }

export async function receiveLead(tx: Tx, actor: Actor, input: NewLead): Promise<Received> {
  if (!goesByRules(actor, input)) return createLead(tx, actor, input)
  return createByRule(tx, actor, input)
}

/** Who has its company registered is told once: who got it, or that nobody did. */
async function createByRule(tx: Tx, actor: Actor, input: NewLead, ruleId?: string): Promise<Received> {
  const { duplicates, held, ...made } = await createLead(tx, actor, { ...input, ownerId: null }, { goesOn: true })
  await assignByRules(tx, doerOf(actor), [made.id], ruleId)
  const lead = await leadAfter(tx, actor, made.id)
  if (lead.ownerId === null) {
    const [found = []] = await registeredFor(tx, actor, [input])
    tellHolders(tx, actor, { entity: 'lead', ...lead }, found)
  }
  return { ...lead, duplicates, held }
}

/** Where a form sends what comes by it: into a pool, to one rule, else the way of all others. */
export type Aim = { readonly poolId: string | null; readonly ruleId: string | null; readonly reason: string }

export async function receiveAimed(
  tx: Tx,
  actor: Actor,
  input: NewLead,
  { poolId, ruleId, reason }: Aim,
): Promise<Received> {
  const pool = await leadPoolOf(tx, poolId)
  if (!pool && !ruleId) return receiveLead(tx, actor, { ...input, ownerId: null })
  if (ruleId) return createByRule(tx, actor, input, ruleId)
  const { duplicates, held, ...made } = await createLead(tx, actor, { ...input, ownerId: null })
  if (pool) for (const row of await lockLeads(tx, [made.id])) layInPool(tx, doerOf(actor), row, { pool, reason })
  return { ...(await leadAfter(tx, actor, made.id)), duplicates, held }
}

/** Whoever comes by a link is nobody of ours. */
const doerOf = ({ userId, via }: Actor): Doer => ({ userId: writerOf(userId), via })

/** Whoever types one in on the screen without naming anybody keeps it, where the company wants that. */
function goesByRules({ org, via }: Actor, { ownerId }: { readonly ownerId?: unknown }): boolean {
  const { on, keepOwn } = switchesOf(org.settings)
  if (!on || typeof ownerId === 'string') return false
  return ownerId === null || !keepOwn || via !== 'screen'
}

/** Rows of a file, in the order of the file: what is given by the rules and what is not count for each other. */
export async function receiveAll(
  tx: Tx,
  actor: Actor,
  inputs: readonly Readonly<Record<string, unknown>>[],
): Promise<Made[]> {
  const made: Made[] = []
  // whoever gives by the rules locks from the lowest level on, stretch by stretch as row by row
  for (const { byRules, rows } of stretches(actor, inputs))
    made.push(...(await tx.attempt(() => (byRules ? createByRules : createLeads)(tx, actor, rows))))
  return made
}

type Inputs = readonly Readonly<Record<string, unknown>>[]
type Stretch = { readonly byRules: boolean; readonly rows: Inputs[number][] }

/** Rows beside each other that go the same way. */
function stretches(actor: Actor, inputs: Inputs): Stretch[] {
  const found: Stretch[] = []
  for (const input of inputs) {
    const byRules = goesByRules(actor, input)
    const last = found.at(-1)
    if (last?.byRules === byRules) last.rows.push(input)
    else found.push({ byRules, rows: [input] })
  }
  return found
}

async function createByRules(tx: Tx, actor: Actor, rows: Inputs): Promise<Made[]> {
  const made = await createLeads(
    tx,
    actor,
    rows.map(row => (row.ownerId === undefined ? { ...row, ownerId: null } : row)),
  )
  const ids = made.filter(isDone).map(one => one.id)
  const given = await assignByRules(tx, actor, ids)
  const rowById = new Map(given.map(({ row }) => [row.id, row]))
  return made.map(one => (one instanceof Refusal ? one : { ...one, ...rowById.get(one.id) }))
}

/** For the registry: import, batch and automation. */
export const receiveNamed = (tx: Tx, actor: Actor, input: unknown): Promise<Received> =>
  receiveLead(tx, actor, accept(NewLead, input))
