// Reading the house as its owner, a few records at a time: nobody else is to wait for a line to the database.
import type { Caller } from '../app.ts'

export type Reader = <T>(path: string) => Promise<T>

export const readerOf =
  (owner: Caller): Reader =>
  async <T>(path: string) => {
    let { status, body } = await owner.get(path)
    // a machine with more to do than it can says so; whoever reads comes again
    for (let tries = 0; status === 503 && tries < 5; tries++) ({ status, body } = await owner.get(path))
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
    return body as unknown as T // the answer's schema is checked
  }

const atOnce = 6

export async function each<A, B>(list: readonly A[], read: (one: A) => Promise<B>): Promise<B[]> {
  const found: B[] = []
  for (let at = 0; at < list.length; at += atOnce)
    found.push(...(await Promise.all(list.slice(at, at + atOnce).map(read))))
  return found
}
