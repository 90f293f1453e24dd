import pg from 'pg'
import { vi } from 'vitest'
import { Trip } from '#kernel/trip.ts'

type Callback = (...answer: unknown[]) => unknown

/** How often somebody waits for the database: what is sent while an answer is out travels with it. */
export async function tripsOf(work: () => Promise<unknown>): Promise<number> {
  const query: unknown = pg.Client.prototype.query
  let out = 0
  let trips = 0
  const back = () => out--
  const heard = (done: Callback): Callback => {
    return (...answer) => {
      back()
      return Reflect.apply(done, undefined, answer)
    }
  }
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: unknown, ...args: unknown[]) {
    if (typeof query !== 'function') throw new Error('pg has changed')
    if (out++ === 0) trips++
    // a transaction sends a trip, the pool asks with a callback, others for a promise
    const [asked, last] = [args[0], args.at(-1)]
    if (typeof last === 'function') args[args.length - 1] = heard((...answer) => Reflect.apply(last, undefined, answer))
    else if (asked instanceof Trip) {
      let ended = false
      for (const end of ['handleReadyForQuery', 'handleError'] as const) {
        const plain: unknown = Reflect.get(asked, end)
        if (typeof plain !== 'function') throw new Error('a trip ends otherwise')
        Reflect.set(asked, end, (...answer: unknown[]) => {
          if (!ended) back()
          ended = true
          return Reflect.apply(plain, asked, answer)
        })
      }
    }
    const sent: unknown = Reflect.apply(query, this, args)
    if (sent instanceof Promise) sent.then(back, back)
    return sent
  })
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  return trips
}
