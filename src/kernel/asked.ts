// Statements that are asked in one turn of the event loop make one trip.
import type pg from 'pg'
import type { Bound } from './db.ts'
import { type Answered, type Asked, Trip } from './trip.ts'

export type { Answered }

const waiting = new WeakMap<pg.ClientBase, Asked[]>()

/** One statement a call; a text holds one statement. */
export function ask(client: pg.ClientBase, bound: Bound): Promise<Answered> {
  return new Promise<Answered>((resolve, reject) => {
    const asked = { bound, resolve, reject }
    const others = waiting.get(client)
    if (others) {
      others.push(asked)
      return
    }
    waiting.set(client, [asked])
    // after the promises that are ready now: a verb starts its reads one after the other
    process.nextTick(leave, client)
  }).catch((error: unknown) => {
    // from where the answer was read to who asked
    if (error instanceof Error) Error.captureStackTrace(error)
    throw error
  })
}

/** Ends the trip that waits: what is asked next is judged although a statement of this one fails. */
export function leave(client: pg.ClientBase): void {
  const asked = waiting.get(client)
  if (!asked) return
  waiting.delete(client)
  client.query(new Trip(asked))
}
