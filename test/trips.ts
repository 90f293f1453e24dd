import pg from 'pg'
import { vi } from 'vitest'

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
    // a transaction asks with a query that calls back, the pool with a callback beside it, others for a promise
    const [asked, last] = [args[0], args.at(-1)]
    if (typeof last === 'function') args[args.length - 1] = heard((...answer) => Reflect.apply(last, undefined, answer))
    else if (asked instanceof pg.Query) {
      const done: unknown = Reflect.get(asked, 'callback')
      if (typeof done !== 'function') throw new Error('a query that calls nobody back')
      Reflect.set(
        asked,
        'callback',
        heard((...answer) => Reflect.apply(done, asked, answer)),
      )
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
