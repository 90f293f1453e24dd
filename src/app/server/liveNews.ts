// What of the news one person is told: the records they may read, and those that have just left their sight.
import { involvedIn } from '#features/approval/server/subject.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import type { Belonging, SeenEvent } from '#kernel/eventReader.ts'
import { registered } from '#meta/registry.ts'
import { standingOf } from '#meta/server/sources.ts'

/** `gone`: deleted, or no longer the reader's to see; nothing else is said of it. */
export type Told = {
  readonly event: SeenEvent
  readonly entity: string
  readonly id: string
  readonly version?: number
  readonly gone?: true
}

type Ref = { readonly entity: string; readonly recordId: string }
type Subject = Ref & {
  /** The last event that concerns it. */
  at: number
  version: number | null
  was: Belonging | null
  readonly parents: Map<string, Ref>
}
type Subjects = ReadonlyMap<string, Subject>
type Verdict = 'there' | 'gone'
type Verdicts = Map<string, Verdict>

const keyOf = ({ entity, recordId }: Ref): string => `${entity}:${recordId}`

/** `all`: so much has moved for this person that the page asks for everything again. */
export async function toldOf(db: Db, actor: Actor, events: readonly SeenEvent[]): Promise<readonly Told[] | 'all'> {
  if (events.some(event => shiftsReach(actor, event))) return 'all'
  const subjects = subjectsOf(events)
  const verdicts = await judgeRecords(db, actor, subjects)
  await judgeOthers(db, actor, subjects, verdicts)
  return [...subjects]
    .toSorted(([, one], [, other]) => one.at - other.at)
    .flatMap(([key, subject]) => {
      const event = events[subject.at]
      const verdict = verdicts.get(key)
      return event && verdict ? [told(event, subject, verdict)] : []
    })
}

function told(event: SeenEvent, { entity, recordId, version }: Subject, verdict: Verdict): Told {
  if (verdict === 'gone') return { event, entity, id: recordId, gone: true }
  return { event, entity, id: recordId, ...(version !== null && { version }) }
}

/** A person's records moved with them, without a word about each. */
function shiftsReach({ grants, deptId, branchIds }: Actor, { entity, was, became }: SeenEvent): boolean {
  if (entity !== 'user' || !was || !('deptId' in was)) return false
  if (!Object.values(grants).some(reach => reach === 'department' || reach === 'branch')) return false
  return [was.deptId, became?.deptId].some(id => id && (id === deptId || branchIds.includes(id)))
}

function subjectsOf(events: readonly SeenEvent[]): Subjects {
  const subjects = new Map<string, Subject>()
  const note = ({ entity, recordId }: Ref, at: number): Subject => {
    const key = keyOf({ entity, recordId })
    const known = subjects.get(key) ?? { entity, recordId, at, version: null, was: null, parents: new Map() }
    subjects.set(key, known)
    known.at = at
    return known
  }
  for (const [at, event] of events.entries()) {
    const subject = note(event, at)
    subject.version = event.version ?? subject.version
    // the first change says where it was before all of them
    subject.was = { ...event.was, ...subject.was }
    for (const parent of event.about ?? []) {
      note(parent, at)
      subject.parents.set(keyOf(parent), parent)
    }
  }
  return subjects
}

/** Records under their own rights: one statement an entity. */
async function judgeRecords(db: Db, actor: Actor, subjects: Subjects): Promise<Verdicts> {
  const byEntity = Map.groupBy(subjects.values(), subject => subject.entity)
  const found = await Promise.all(
    [...byEntity].map(async ([entity, some]) => {
      const moved = some.map(({ recordId, was }) => ({ id: recordId, was }))
      return (await standingOf(db, actor, entity, moved)).map(one => ({ entity, recordId: one.id, ...one }))
    }),
  )
  const verdicts: Verdicts = new Map()
  for (const one of found.flat())
    if (one.isThere || one.wasThere) verdicts.set(keyOf(one), one.isThere ? 'there' : 'gone')
  return verdicts
}

/** What is no record of its own follows those it is about; an approval also reaches whoever is asked in it. */
async function judgeOthers(db: Db, actor: Actor, subjects: Subjects, verdicts: Verdicts): Promise<void> {
  const others = [...subjects].filter(([, { entity }]) => !registered(entity))
  const approvals = others.filter(([, { entity }]) => entity === 'approval').map(([, { recordId }]) => recordId)
  const mine = await involvedIn(db, actor, approvals)
  for (const [key, { recordId, parents }] of others) {
    const asked = mine.has(recordId)
    const about = [...parents.keys()]
    if (asked || about.some(parent => verdicts.get(parent) === 'there')) verdicts.set(key, 'there')
    // with the last step its reader lost the record too
    const lost = asked ? about.filter(parent => !verdicts.has(parent)) : []
    for (const parent of lost) verdicts.set(parent, 'gone')
  }
}
