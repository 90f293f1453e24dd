// Two at once, the same way every time: the first has written and not yet committed when the second comes to its lock.
import { expect } from 'vitest'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { type OrderWorld, refused } from './orderWorld.ts'
import type { Anyone } from './world.ts'

const waiting = `select count(*)::int as count from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and $1::uuid is not null`

/** Answers why the second was refused; nothing where it went through. */
export async function whileOpen(
  world: OrderWorld,
  who: Anyone,
  first: (tx: Tx, actor: Actor) => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<string[]> {
  const open = Promise.withResolvers<void>()
  const done = Promise.withResolvers<void>()
  const begun = world.write(who, async (tx, actor) => {
    await first(tx, actor)
    // what it wrote has left, and its locks are held
    await tx.query({ text: 'select 1', values: [] })
    done.resolve()
    await open.promise
  })
  await Promise.race([done.promise, begun])
  const refusal = refused(second())
  await expect.poll(async () => (await world.rows<{ count: number }>(waiting))[0]?.count).toBeGreaterThan(0)
  open.resolve()
  await begun
  return refusal
}
