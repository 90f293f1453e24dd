// Wrong passwords and hits of rates: outside any organisation and any transaction, so that a refused request counts.
import type { Database } from '#kernel/db.ts'
import { askAuth } from './principal.sql.ts'

const now = (database: Database): string => database.clock.now().toISOString()

export type Tries = { readonly tries: number; readonly lockedUntil: string | null }

/** Counts a try before its password is looked at, so that many at once cannot slip past together. */
export async function countTry(database: Database, email: string, address: string): Promise<Tries | undefined> {
  const recent = `array(select f from unnest(l.failures) f where f > $3::timestamptz - interval '5 minutes')`
  const locked = 'coalesce(l.locked_until > $3::timestamptz, false)'
  const text = `insert into auth.lockout as l (email, address, failures, locked_until, seen_at) values ($1, $2, array[$3::timestamptz], null, $3::timestamptz)
    on conflict (email, address) do update set seen_at = $3::timestamptz,
      failures = case when ${locked} then (l.failures || $3::timestamptz)[1:6]
        when l.locked_until is not null then array[$3::timestamptz] else ${recent} || $3::timestamptz end,
      locked_until = case when ${locked} then l.locked_until
        when l.locked_until is null and cardinality(${recent}) >= 4 then $3::timestamptz + interval '30 minutes' end
    returning cardinality(failures) as tries, locked_until as "lockedUntil"`
  return (await askAuth<Tries>(database, text, [email, address, now(database)]))[0]
}

/** The right password clears its own count, and takes along what is long over. */
export async function clearTries(database: Database, email: string, address: string): Promise<void> {
  const text = `delete from auth.lockout where (email = $1 and address = $2) or seen_at < $3::timestamptz - interval '1 day'`
  await askAuth(database, text, [email, address, now(database)])
}

/** A try that was right, though the door is not open yet: the wrong ones before it stay counted. */
export async function takeBackTry(database: Database, email: string, address: string): Promise<void> {
  const text = `update auth.lockout set failures = trim_array(failures, 1), locked_until = case when cardinality(failures) > 5 then locked_until end
    where email = $1 and address = $2 and cardinality(failures) > 0`
  await askAuth(database, text, [email, address])
}

export type Hits = { readonly hits: number; readonly seconds: number }

export async function countHit(database: Database, bucket: string, seconds: number): Promise<Hits | undefined> {
  const running = 'r.since > $2::timestamptz - make_interval(secs => $3)'
  const text = `insert into auth.rate as r (bucket, hits, since) values ($1, 1, $2::timestamptz)
    on conflict (bucket) do update set hits = case when ${running} then r.hits + 1 else 1 end, since = case when ${running} then r.since else $2::timestamptz end
    returning hits, ceil(extract(epoch from since + make_interval(secs => $3) - $2::timestamptz))::integer as seconds`
  return (await askAuth<Hits>(database, text, [bucket, now(database), seconds]))[0]
}

export async function forgetOldHits(database: Database): Promise<void> {
  const text = `with links as (delete from auth.password_reset where expires_at < $1::timestamptz - interval '1 day'),
      codes as (delete from auth.used_code where used_at < $1::timestamptz - interval '1 day')
    delete from auth.rate where since < $1::timestamptz - interval '1 day'`
  await askAuth(database, text, [now(database)])
}
