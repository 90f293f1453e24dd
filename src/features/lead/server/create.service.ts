// What makes a lead of what is said of one, and many of a file's rows: judged by the same rules, against the same twins.
import {
  type Holding,
  heldReasons,
  registeredFor,
  registrationProblems,
  tellHolders,
} from '#features/registration/server/guard.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import { sameCompany } from '#kernel/companyName.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { once } from '#kernel/once.ts'
import { isDone, orRefusal, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { linkThreads } from '#kernel/thread.ts'
import { accept } from '#kernel/validate.ts'
import type { Field } from '#meta/entity.ts'
import type { Made } from '#meta/registry.ts'
import { tellNextStep } from '#meta/server/nextStep.ts'
import { numberOf, numbersFor } from '#meta/server/numberOf.ts'
import { changes, newStamp, ownFields, takeCustom } from '#meta/server/record.service.ts'
import { type Lead, type LeadDuplicate, NewLead } from '../lead.schema.ts'
import { clockFrom, type Giving, giveNew } from './given.service.ts'
import { indexLeads, problemsOf, referrerProblems, saidOf, storedOf, tellLead, tellNewOwner } from './lead.service.ts'
import { type OwnerFacts, selectOwner, selectReferrer } from './lead.sql.ts'
import { blankLead, type LeadRow, leads } from './lead.table.ts'
import { lockLeadLike, matchLead, matchLeadEach, refuseLead } from './likeness.service.ts'

type Named = { readonly id: string; readonly name: string }
type Found = {
  readonly duplicates: readonly LeadDuplicate[]
  readonly to: OwnerFacts | undefined
  readonly referrer: Named | undefined
  readonly fields: readonly Field[]
  readonly held: readonly Holding[]
}
type Draft = Pick<Found, 'to' | 'referrer' | 'duplicates' | 'held'> & {
  readonly row: LeadRow
  readonly giving: Giving | undefined
}

/** Everything is asked in one trip and written in the second. `goesOn`: whoever gives it next tells the holders. */
export async function createLead(
  tx: Tx,
  actor: Actor,
  input: NewLead,
  { goesOn = false } = {},
): Promise<Lead & { duplicates: LeadDuplicate[]; held: Reason[] }> {
  lockLeadLike(tx, actor, input)
  const [number, duplicates, to, referrer, fields, [held = []]] = await Promise.all([
    numberOf(tx, actor, 'lead', today(tx.database.clock, actor.org.zone)),
    matchLead(tx, actor, input),
    ownerFor(tx, actor, input.ownerId),
    input.referredBy ? selectReferrer(tx, input.referredBy) : undefined,
    ownFields(tx, actor, 'lead'),
    registeredFor(tx, actor, [input]),
  ])
  const draft = draftOf(tx, actor, input, { duplicates, to, referrer, fields, held })
  const made = { ...draft, row: { ...draft.row, number } }
  writeNew(tx, actor, fields, [goesOn ? { ...made, held: [] } : made])
  // a key that only brings leads is not told who is known
  return { ...shown(made), duplicates: actor.keyScope ? [] : duplicates, held: heldReasons(actor, made.row, held) }
}

/** Rows of a file: as many statements as for one. What a row may not share with one above it the file itself has told. */
export async function createLeads(
  tx: Tx,
  actor: Actor,
  inputs: readonly Readonly<Record<string, unknown>>[],
): Promise<Made[]> {
  const given = await Promise.all(inputs.map(input => orRefusal(() => accept(NewLead, input))))
  const good = given.filter(isDone)
  lockLeadLike(tx, actor, ...good)
  const ownerOf = once((id: string | null | undefined) => ownerFor(tx, actor, id))
  const referrerOf = once((id: string) => selectReferrer(tx, id))
  const [alikes, fields, registered] = await Promise.all([
    matchLeadEach(tx, actor, good),
    ownFields(tx, actor, 'lead'),
    registeredFor(tx, actor, good),
  ])
  const next = alikes.values()
  const nextHeld = registered.values()
  const drafts = await Promise.all(
    given.map((input): Refusal | Promise<Draft | Refusal> => {
      if (input instanceof Refusal) return input
      const duplicates = next.next().value ?? []
      const held = nextHeld.next().value ?? []
      return orRefusal(async () => {
        const [to, referrer] = await Promise.all([
          ownerOf(input.ownerId),
          input.referredBy ? referrerOf(input.referredBy) : undefined,
        ])
        return draftOf(tx, actor, input, { duplicates, to, referrer, fields, held })
      })
    }),
  )
  const made = await numbered(tx, actor, drafts.filter(isDone))
  writeNew(tx, actor, fields, made)
  return asMade(actor, drafts, made)
}

async function numbered(tx: Tx, actor: Actor, drafts: readonly Draft[]): Promise<Draft[]> {
  if (drafts.length === 0) return []
  const date = today(tx.database.clock, actor.org.zone)
  const numbers = await numbersFor(tx, actor, 'lead', { date, count: drafts.length })
  return drafts.map((draft, i) => ({ ...draft, row: { ...draft.row, number: numbers[i] ?? '' } }))
}

/** One above it in the file is told of as if it had been there. */
function asMade(actor: Actor, drafts: readonly (Draft | Refusal)[], made: readonly Draft[]): Made[] {
  const above: LeadRow[] = []
  const next = made.values()
  return drafts.map(draft => {
    const one = draft instanceof Refusal ? undefined : next.next().value
    if (draft instanceof Refusal || !one) return draft instanceof Refusal ? draft : new Refusal('kernel.busy')
    const before = above.filter(other => isLike(other, one.row))
    above.push(one.row)
    const held = heldReasons(actor, one.row, one.held)
    return { ...one.row, duplicates: [...one.duplicates, ...before], held }
  })
}

function isLike(one: LeadRow, other: LeadRow): boolean {
  const shares = (key: 'phoneKey' | 'emailKey' | 'nameKey' | 'companyKey') =>
    one[key] !== null && one[key] === other[key]
  if (shares('phoneKey') || shares('emailKey') || shares('nameKey')) return true
  return shares('companyKey') && sameCompany(one.company ?? '', other.company ?? '')
}

const givingOf = (actor: Actor, ownerId: string): Giving => ({
  how: actor.via === 'import' ? 'import' : ownerId === actor.userId ? 'own' : 'hand',
  org: actor.org,
  byId: actor.userId,
})

const heldPaths = { subject: 'company', line: 'productLine' }

/** Its number comes later. */
function draftOf(tx: Tx, actor: Actor, input: NewLead, { duplicates, to, referrer, fields, held }: Found): Draft {
  const registered = registrationProblems(actor, { ...input, ownerId: to?.id ?? null }, held, heldPaths)
  refuseAll([
    ...problemsOf(input),
    ...ownerProblems(actor, input.ownerId, to),
    ...referrerProblems(input, referrer),
    ...registered,
  ])
  refuseLead(actor, duplicates)
  if (input.nextStepAt && !input.nextStep?.trim()) throw new Refusal(reason('lead.stepMissing', 'nextStep'))
  const owner = to ? { ownerId: to.id, deptId: to.deptId } : { ownerId: null, deptId: actor.deptId }
  const giving = to && givingOf(actor, to.id)
  const row: LeadRow = {
    ...blankLead,
    ...newStamp(tx, actor, owner, takeCustom(fields, input.custom)),
    ...storedOf(actor, input),
    name: input.name.trim(),
    number: '',
    threadId: newId(),
    state: to ? 'assigned' : 'unassigned',
    assignedAt: to ? tx.now : null,
    poolLocked: false,
    ...(giving && clockFrom(tx, giving)),
  }
  return { row, giving, to, referrer, duplicates, held }
}

function writeNew(tx: Tx, actor: Actor, fields: readonly Field[], made: readonly Draft[]): void {
  if (made.length === 0) return
  const rows = made.map(one => one.row)
  tx.write(leads.insert(tx.orgId, rows))
  giveNew(tx, made)
  linkThreads(
    tx,
    rows.map(({ threadId, id }) => ({ threadId, entity: 'lead', recordId: id })),
  )
  for (const row of rows) tellNextStep(tx, actor, 'lead', { ...row, nextStep: null, nextStepAt: null }, row)
  indexLeads(tx, fields, rows, true)
  for (const { row, held } of made) tellHolders(tx, actor, { entity: 'lead', ...row }, held)
  for (const row of rows) {
    tellNewOwner(tx, actor, row)
    tellLead(tx, actor, row, { kind: 'created', to: row.state, ...changes({}, saidOf(row)) })
  }
}

/** Without a wish it is the creator's own; `null` leaves it to whoever assigns. */
function ownerFor(db: Db, actor: Actor, ownerId: string | null | undefined): Promise<OwnerFacts | undefined> {
  if (ownerId === null) return Promise.resolve(undefined)
  if (ownerId === undefined || ownerId === actor.userId)
    return Promise.resolve({ id: actor.userId, name: actor.name, deptId: actor.deptId, active: true })
  return selectOwner(db, ownerId)
}

function ownerProblems(actor: Actor, wish: string | null | undefined, to: OwnerFacts | undefined): Reason[] {
  if (!wish || wish === actor.userId) return []
  if (!to) return [reason('lead.unknownOwner', 'ownerId')]
  if (!can(actor, 'lead.assign', { ownerId: to.id, deptId: to.deptId })) return [reason('lead.mayNotGive', 'ownerId')]
  return to.active ? [] : [reason('lead.inactiveOwner', 'ownerId')]
}

function shown({ row, to, referrer }: Draft): Lead {
  const {
    createdBy: _,
    updatedBy: __,
    deletedAt: ___,
    nameKey,
    companyKey,
    phoneKey,
    emailKey,
    homePoolId,
    ...lead
  } = row
  return {
    ...lead,
    ownerName: to?.name ?? null,
    referredByName: referrer?.name ?? null,
    customerName: null,
    contactName: null,
  }
}
