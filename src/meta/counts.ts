// What stands beside an entry of the rail: features say what waits, the endpoint asks them all at once.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'

export type Waiting = { readonly count: number; readonly late?: boolean }
export type CountSource = {
  readonly key: string
  readonly access: string
  readonly count: (db: Db, actor: Actor) => Promise<Waiting>
}

const sources = new Map<string, CountSource>()

export function registerCount(source: CountSource): void {
  sources.set(source.key, source)
}

export async function countWaiting(db: Db, actor: Actor): Promise<Record<string, Waiting>> {
  const mine = [...sources.values()].filter(({ access }) => access === 'signedIn' || actor.grants[access] !== undefined)
  const counts = await Promise.all(mine.map(async ({ key, count }) => [key, await count(db, actor)] as const))
  return Object.fromEntries(counts.filter(([, { count }]) => count > 0))
}
