// How follow-ups are logged: what each kind asks for, the company's phrases and one's own.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import { ownSettingOf, setOwnSetting } from '#features/people/server/ownSetting.service.ts'
import type { Actor } from '#kernel/access.ts'
import { addWorkdays, calendarOf } from '#kernel/calendar.ts'
import { dayOf, instantOf } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { type Field, fieldOf } from '#meta/entity.ts'
import { accessOf } from '#meta/fieldRights.ts'
import { changes, ownFields, tell } from '#meta/server/record.service.ts'
import { followupEntity } from '../followup.entity.ts'
import type { FollowupEdit, FollowupKind, NewFollowup } from '../followup.schema.ts'
import { loggingOf, loggingProblems, missingIn } from '../logging.rules.ts'
import type { Logging, LoggingEdit, OwnPhrases, Phrase, PhraseShown } from '../logging.schema.ts'
import type { FollowupRow } from './followup.table.ts'
import type { Subject } from './subject.service.ts'

const ownKey = 'followupPhrases'

export async function readLogging(db: Db, actor: Actor): Promise<Logging> {
  return shown(db, actor, (await ownSettingOf(db, actor, ownKey)) as Phrase[] | undefined) // written by setOwnPhrases only
}

function shown(db: Db, actor: Actor, own: readonly Phrase[] = [], settings = actor.org.settings): Logging {
  const { kinds, phrases } = loggingOf(settings, actor.lang)
  const dated = (phrase: Phrase): PhraseShown => ({ ...phrase, nextAt: nextAtOf(db.now, actor, phrase) })
  return { kinds: [...kinds], phrases: phrases.map(dated), own: own.map(dated) }
}

/** At ten of the nth working day from now. */
function nextAtOf(now: string, actor: Actor, { nextDays }: Phrase): string | null {
  if (nextDays === null) return null
  const { zone } = actor.org
  return instantOf(
    addWorkdays(dayOf(new Date(now), zone), nextDays, calendarOf(actor.org)),
    '10:00',
    zone,
  ).toISOString()
}

export async function setLogging(tx: Tx, actor: Actor, edit: LoggingEdit): Promise<Logging> {
  const own = new Set((await ownFields(tx, actor, 'followup')).map(field => field.key))
  refuseAll([...loggingProblems(edit, own), ...phraseProblems(edit.phrases)])
  const old = loggingOf(actor.org.settings, actor.lang)
  const next = { ...old, ...(edit.kinds && { kinds: edit.kinds }), ...(edit.phrases && { phrases: edit.phrases }) }
  const { before, after } = changes(old, next)
  if (Object.keys(after).length > 0) {
    await setOrgSetting(tx, 'followups', next)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'followup.loggingSet', before, after })
  }
  const mine = (await ownSettingOf(tx, actor, ownKey)) as Phrase[] | undefined // written by setOwnPhrases only
  return shown(tx, actor, mine, { ...actor.org.settings, followups: next })
}

export async function setOwnPhrases(tx: Tx, actor: Actor, { phrases }: OwnPhrases): Promise<Logging> {
  refuseAll(phraseProblems(phrases))
  setOwnSetting(tx, actor, ownKey, phrases)
  return shown(tx, actor, phrases)
}

/** A day without a step would ring for nothing. */
const phraseProblems = (phrases: readonly Phrase[] = []): Reason[] =>
  phrases.flatMap(({ nextDays, nextStep }, i) =>
    nextDays !== null && !nextStep?.trim() ? [reason('followup.stepMissing', `phrases.${i}.nextStep`)] : [],
  )

/** Of a new one: its kind is in use, and everything that the kind asks for was said. */
export function unsaid(actor: Actor, fields: readonly Field[], subject: Subject, input: NewFollowup): Reason[] {
  const { shown: isShown } = asksOf(actor, input.kind)
  const said = { ...input, contactId: input.contactId ?? subject.contactId }
  return [...(isShown ? [] : [hidden]), ...missingIn(required(actor, fields, subject, input.kind), said)]
}

type Mended = { readonly row: FollowupRow; readonly input: FollowupEdit }

/** What was logged before the kind asked for it is no reason to refuse its correction. */
export function newlyUnsaid(
  actor: Actor,
  fields: readonly Field[],
  subject: Subject,
  { row, input }: Mended,
): Reason[] {
  const kind = input.kind ?? row.kind
  const changed = kind !== row.kind
  // a need is noted with the follow-up or on its own, a place where one was: never by a correction
  const asked = required(actor, fields, subject, kind).filter(key => key !== 'needs' && key !== 'checkIn')
  const already = new Set(changed ? [] : missingIn(asked, row).map(one => one.path))
  const custom = { ...row.custom, ...input.custom }
  const missing = missingIn(asked, { ...row, ...input, custom }).filter(one => !already.has(one.path))
  return [...(changed && !asksOf(actor, kind).shown ? [hidden] : []), ...missing]
}

const hidden = reason('followup.kindHidden', 'kind')

function asksOf(actor: Actor, kind: FollowupKind) {
  const found = loggingOf(actor.org.settings, actor.lang).kinds.find(one => one.kind === kind)
  return found ?? { kind, shown: true, required: [] }
}

/** What this person can say of this subject: not what is closed to them, and no contact where there is no customer. */
function required(actor: Actor, fields: readonly Field[], subject: Subject, kind: FollowupKind): string[] {
  return asksOf(actor, kind).required.filter(key => {
    if (key === 'needs' || key === 'checkIn') return true
    if (key === 'contactId' && !subject.customerId) return false
    const own = key.startsWith('custom.') ? key.slice('custom.'.length) : undefined
    const field = own === undefined ? fieldOf(followupEntity, key) : fields.find(one => one.key === own && !one.hidden)
    return field !== undefined && accessOf(actor, 'followup', field) === 'edit'
  })
}
