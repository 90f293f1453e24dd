// What an upgrade leaves to be done while people are at work already. Only when all of it is done is that noted, so
// whatever interrupts it, the next start takes it up again.
import pg from 'pg'
import type { Databases } from '../server/databases.ts'
import { makeFindable } from './rebuild.ts'

type Urls = Pick<Databases, 'opsUrl' | 'appUrl' | 'stepDown'>

/** Answers how many records had to be made findable. */
export async function keepUp(urls: Urls, signal: AbortSignal): Promise<number> {
  const through = await behind(urls.opsUrl)
  if (through === undefined) return 0
  const found = await makeFindable(urls, signal)
  if (!signal.aborted) await note(urls.opsUrl, through)
  return found
}

const name = 'findable'

/** The last migration, where records were not made findable since. */
const behind = (opsUrl: string): Promise<string | undefined> =>
  asked(opsUrl, async client => {
    const text = `select max(m.name) as through from baton_migration m
      having max(m.name) is distinct from (select u.through from upkeep u where u.name = $1)`
    return (await client.query<{ through: string }>(text, [name])).rows[0]?.through
  })

const note = (opsUrl: string, through: string): Promise<unknown> =>
  asked(opsUrl, client =>
    client.query('insert into upkeep values ($1, $2) on conflict (name) do update set through = excluded.through', [
      name,
      through,
    ]),
  )

async function asked<T>(opsUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: opsUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
