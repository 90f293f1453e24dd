// What nobody does by hand: in the morning of a working day people are told what lies still, each once, and what the
// day holds. Features bring what they know of: a kind to be told, a part of the digest.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import { calendarOf, isWorkday } from '#kernel/calendar.ts'
import { type Day, dayOf, timeOf } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { NoticeKind } from '../notice.schema.ts'
import { keptNudges, nudgesOf } from '../nudge.rules.ts'
import type { NudgeEdit, NudgeSettings } from '../nudge.schema.ts'
import { type NewNotice, notifyAll } from './notice.service.ts'
import { claimRun, selectLangs, selectOrg } from './nudge.sql.ts'

export type Morning = { readonly day: Day; readonly zone: string; readonly lang: Lang }
export type Nudge = {
  readonly kind: NoticeKind
  /** The usual threshold; null where something else says it. */
  readonly days: number | null
  /** Every one carries a key, so that what lies still for weeks is told once. */
  find(tx: Tx, morning: Morning & { readonly days: number; readonly limit: number }): Promise<Found[]>
}
export type Found = Omit<NewNotice, 'kind' | 'key'> & { readonly key: string }

export type DigestPart = {
  readonly key: 'today' | 'late' | 'fresh' | 'pool'
  /** For everyone whom it concerns: how many, and the first few in words. */
  count(db: Db, morning: Morning): Promise<readonly Counted[]>
}
export type Counted = { readonly userId: string; readonly count: number; readonly lines?: readonly string[] }

const nudges = new Map<NoticeKind, Nudge>()
const parts = new Map<DigestPart['key'], DigestPart>()

/** Once per process, by the composition root. */
export function registerNudge(...rows: readonly Nudge[]): void {
  for (const row of rows) nudges.set(row.kind, row)
}
export function registerDigest(...rows: readonly DigestPart[]): void {
  for (const row of rows) parts.set(row.key, row)
}

const most = 2000

/** For the job, every few minutes: from the morning's time on each kind and the digest once on a working day. */
export async function tellMorning(tx: Tx): Promise<number> {
  const org = await selectOrg(tx)
  const now = new Date(tx.now)
  const morning = { day: dayOf(now, org.zone), zone: org.zone, lang: org.lang }
  const set = nudgesOf(org.settings, [...nudges.values()])
  if (timeOf(now, org.zone) < set.at || !isWorkday(morning.day, calendarOf(org))) return 0
  for (const { kind, on, days } of set.nudges) {
    const nudge = nudges.get(kind)
    if (!nudge || !on || !(await claimRun(tx, `nudge:${kind}`, morning.day))) continue
    for (const found of await nudge.find(tx, { ...morning, days: days ?? 0, limit: most }))
      notifyAll(tx, { ...found, kind })
  }
  if (set.digest && (await claimRun(tx, 'digest', morning.day))) await tellDigest(tx, morning)
  return 0
}

async function tellDigest(tx: Tx, morning: Morning): Promise<void> {
  const counted = await Promise.all(
    [...parts.values()].map(async part => (await part.count(tx, morning)).map(one => ({ ...one, key: part.key }))),
  )
  const langs = await selectLangs(tx)
  for (const [userId, some] of Map.groupBy(counted.flat(), one => one.userId)) {
    if (!langs.has(userId) || some.every(one => one.count === 0)) continue
    const number = (key: DigestPart['key']) =>
      some.filter(one => one.key === key).reduce((sum, one) => sum + one.count, 0)
    const list = some.flatMap(one => one.lines ?? []).map(line => `· ${line}`)
    notifyAll(tx, {
      userIds: [userId],
      kind: 'digest',
      values: {
        today: number('today'),
        late: number('late'),
        fresh: number('fresh'),
        pool: number('pool'),
        list: list.join('\n'),
      },
      entity: null,
      recordId: null,
      key: `digest:${morning.day}`,
    })
  }
}

export const readNudges = async (_db: Db, actor: Actor): Promise<NudgeSettings> =>
  nudgesOf(actor.org.settings, [...nudges.values()])

export async function setNudges(tx: Tx, actor: Actor, edit: NudgeEdit): Promise<NudgeSettings> {
  refuseAll(problemsOf(edit))
  const old = keptNudges(actor.org.settings)
  const kinds = Object.fromEntries(
    (edit.nudges ?? []).map(({ kind, on, days = null }) => [kind, { on, days: days ?? old.kinds[kind]?.days ?? null }]),
  )
  const next = { at: edit.at ?? old.at, digest: edit.digest ?? old.digest, kinds: { ...old.kinds, ...kinds } }
  await setOrgSetting(tx, 'nudges', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'nudge.set', ...changes(old, next) })
  return nudgesOf({ ...actor.org.settings, nudges: next }, [...nudges.values()])
}

/** Only what somebody tells can be set, and only a number where it has one. */
const problemsOf = ({ nudges: wanted = [] }: NudgeEdit): Reason[] =>
  wanted.flatMap(({ kind, days }, i) => {
    const known = nudges.get(kind)
    if (!known) return [reason('nudge.unknown', `nudges.${i}.kind`)]
    return known.days === null && days != null ? [reason('nudge.noDays', `nudges.${i}.days`)] : []
  })
