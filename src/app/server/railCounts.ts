// What stands beside the rail's entries: how much of a list waits for whoever looks. Each is asked of the list itself,
// so it counts nothing that its reader may not see.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { registerCount, type Waiting } from '#meta/counts.ts'
import { registered } from '#meta/registry.ts'

type Leaf = { readonly field: string; readonly op: string; readonly value?: unknown }
type Part = Leaf | { readonly any: readonly Leaf[] }
type Rail = {
  readonly entity: string
  readonly access: string
  readonly all: (now: string) => readonly Part[]
  /** Of these, what is past its time. */
  readonly late?: (now: string) => readonly Part[]
}

const mine: Leaf = { field: 'ownerId', op: 'in', value: ['me'] }
const among = (...states: string[]): Leaf => ({ field: 'state', op: 'in', value: states })
const past = (field: string, now: string): Leaf => ({ field, op: 'lt', value: now })

const openDeals = [mine, among('open')]
const rails: readonly Rail[] = [
  // a lead that nobody has spoken to yet
  {
    entity: 'lead',
    access: 'lead.follow',
    all: () => [mine, among('assigned')],
    late: now => [past('respondBy', now)],
  },
  // a deal whose next step is due, or missing
  {
    entity: 'deal',
    access: 'deal.move',
    all: now => [...openDeals, { any: [{ field: 'nextStepAt', op: 'empty' }, past('nextStepAt', now)] }],
    late: now => [past('nextStepAt', now)],
  },
  // a quote to be finished or sent
  { entity: 'quote', access: 'quote.send', all: () => [mine, among('draft', 'approved')] },
  { entity: 'contract', access: 'contract.sign', all: () => [mine, among('to_sign')] },
  { entity: 'task', access: 'task.read', all: () => [mine, among('open')] },
  { entity: 'order', access: 'order.review', all: () => [among('in_review')] },
  { entity: 'supply', access: 'supply.plan', all: () => [among('planned')] },
  { entity: 'shipment', access: 'shipment.ship', all: () => [among('ready')] },
  { entity: 'ticket', access: 'ticket.work', all: () => [among('open')] },
]

export function registerRailCounts(): void {
  for (const rail of rails)
    registerCount({ key: rail.entity, access: rail.access, count: (db, actor) => waiting(db, actor, rail) })
}

async function waiting(db: Db, actor: Actor, { entity, all, late }: Rail): Promise<Waiting> {
  const parts = all(db.now)
  const [count, over] = await Promise.all([
    counted(db, actor, entity, parts),
    late ? counted(db, actor, entity, [...parts, ...late(db.now)]) : 0,
  ])
  return { count, ...(over > 0 && { late: true }) }
}

async function counted(db: Db, actor: Actor, entity: string, all: readonly Part[]): Promise<number> {
  const summary = registered(entity)?.verbs.summary
  if (!summary) throw new Error(`${entity} has no summary`)
  return (await summary(db, actor, { filter: JSON.stringify({ all }) })).count
}
