import pg from 'pg'
import { vi } from 'vitest'
import { Trip } from '#kernel/trip.ts'

type Sent = { readonly text: string; readonly trip: number }
/** What one request sent within its transactions: readers of events and jobs ask under other names. */
export type Statements = { readonly texts: readonly string[]; readonly trips: number }

/** Of the organisation's own transactions while `work` runs; those that others begin meanwhile are not counted. */
export async function statementsOf(orgId: string, work: () => Promise<unknown>): Promise<Statements> {
  const sent: (Sent & { readonly by: unknown })[] = []
  const own = new Set<unknown>()
  const query: unknown = pg.Client.prototype.query
  let trip = 0
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: unknown, ...args: unknown[]) {
    if (typeof query !== 'function') throw new Error('pg has changed')
    const [first] = args
    if (first instanceof Trip) {
      trip++
      for (const { text, values } of first.statements) {
        if (values[0] === orgId) own.add(this)
        sent.push({ text, trip, by: this })
      }
    }
    return Reflect.apply(query, this, args)
  })
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  const ours = sent.filter(one => own.has(one.by))
  return {
    texts: ours.map(one => one.text),
    trips: new Set(ours.map(one => one.trip)).size,
  }
}
