// What is too long for one answer leaves in parts: one snapshot, on a connection of its own, held until the last part
// is taken, the reader has left, or waits too long for the next.
import { type Database, type Db, head, type Session } from './db.ts'
import { asRefusal, firstCause } from './dbErrors.ts'
import { Line } from './line.ts'

const patienceMs = 60_000

export async function* streamInOrg<T>(
  db: Database,
  orgId: string,
  read: (tx: Db) => AsyncIterable<T>,
  patience = patienceMs,
): AsyncGenerator<T> {
  const session: Session = { mode: 'read', snapshot: true }
  const client = await db.pool.connect()
  const line = new Line(client, db, orgId, session)
  let state: 'open' | 'done' | 'lost' = 'open'
  const lose = () => {
    state = 'lost'
    client.release(true)
  }
  try {
    for (const bound of head(db, orgId, session)) void line.send(bound)
    for await (const part of read(line)) {
      const timer = setTimeout(lose, patience)
      try {
        yield part
      } finally {
        // a reader who leaves comes back here too, and nowhere else
        clearTimeout(timer)
      }
      if (isLost(state)) throw new Error('nobody took the next part')
    }
    await line.close()
    state = 'done'
  } catch (error) {
    throw asRefusal(firstCause(error, line.failures))
  } finally {
    if (!isLost(state)) client.release(state === 'open' && (await isBroken(line)))
  }
}

/** What cannot even be rolled back is of no use to anyone after us. */
const isBroken = (line: Line): Promise<boolean> =>
  line.rollback().then(
    () => false,
    () => true,
  )

// set by a timer, which the compiler does not see
const isLost = (state: string): boolean => state === 'lost'
