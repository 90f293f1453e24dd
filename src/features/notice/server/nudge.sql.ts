// What the morning needs to know of the organisation, and what it has done already.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import type { Lang } from '#kernel/text.ts'

export type MorningOrg = {
  readonly zone: string
  readonly country: string
  readonly lang: Lang
  readonly settings: Readonly<Record<string, unknown>>
}
const org = stmt('nudge.org', 'select zone, country, lang, settings from orgs where org_id = $1')
export async function selectOrg(db: Db): Promise<MorningOrg> {
  const row = await db.one<MorningOrg>(org(db.orgId))
  if (!row) throw new Error('no organisation')
  return row
}

const claim = stmt(
  'nudge.claim',
  'insert into notice_runs (org_id, job, day, ran_at) values ($1, $2, $3::date, $4) on conflict do nothing returning job',
)
/** Once on a day: a second process waits here for the first to commit, and finds it done. */
export const claimRun = async (tx: Tx, job: string, day: string): Promise<boolean> =>
  (await tx.query(claim(tx.orgId, job, day, tx.now))).length > 0

const langs = stmt(
  'nudge.langs',
  'select u.id as user_id, coalesce(u.lang, o.lang) as lang from users u join orgs o on o.org_id = u.org_id where u.org_id = $1 and u.active',
)
export const selectLangs = async (db: Db): Promise<ReadonlyMap<string, Lang>> =>
  new Map((await db.query<{ userId: string; lang: Lang }>(langs(db.orgId))).map(row => [row.userId, row.lang]))
