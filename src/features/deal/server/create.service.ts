// What makes a deal of what is said of one, and many of a file's rows: judged by the same rules.
import { touchOpened } from '#features/customer/server/credit.service.ts'
import { ownerWithin } from '#features/people/server/people.service.ts'
import {
  type Holding,
  heldReasons,
  registeredFor,
  registrationProblems,
  tellHolders,
  verdictOf,
} from '#features/registration/server/guard.service.ts'
import type { Actor } from '#kernel/access.ts'
import { instantOf, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { once } from '#kernel/once.ts'
import { topRank } from '#kernel/rank.ts'
import { isDone, orRefusal, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { linkThreads } from '#kernel/thread.ts'
import { accept } from '#kernel/validate.ts'
import type { Field } from '#meta/entity.ts'
import type { Made } from '#meta/registry.ts'
import { tellNextStep } from '#meta/server/nextStep.ts'
import { numberOf, numbersFor } from '#meta/server/numberOf.ts'
import { changes, newStamp, ownFields, takeCustom, tell } from '#meta/server/record.service.ts'
import { missingFor } from '../deal.rules.ts'
import { type Deal, type DealLikeness, type DoorVerdict, NewDeal, type Pipeline, type Stage } from '../deal.schema.ts'
import { reasonNamed, reasonsIn } from '../part.rules.ts'
import { chance, indexDeals, readDeal } from './deal.service.ts'
import { type DealRow, deals, stageLog } from './deal.table.ts'
import { problemsOf, storedOf } from './given.service.ts'
import { holdPipeline, selectPipelines } from './pipeline.sql.ts'
import { type Around, aroundAll, referenceProblems } from './reference.service.ts'

type Draft = Omit<DealRow, 'number'>

/** `threadId` is what an earlier record of the chain (a lead) passes on; else the deal starts the thread. */
export async function createDeal(
  tx: Tx,
  actor: Actor,
  input: NewDeal,
  chain: { readonly threadId?: string } = {},
): Promise<Deal & { held: Reason[] }> {
  const number = numberOf(tx, actor, 'deal', today(tx.database.clock, actor.org.zone))
  const [pipelines, fields, owner, [held = []]] = await Promise.all([
    selectPipelines(tx),
    ownFields(tx, actor, 'deal'),
    ownerWithin(tx, actor, 'deal.create', input.ownerId),
    registeredFor(tx, actor, [input]),
  ])
  const standingOf = (id: string) => holdPipeline(tx, id)
  const found = { pipelines, fields, owner, held, standingOf, threadId: chain.threadId }
  const draft = await draftOf(tx, actor, input, found)
  const row: DealRow = { ...draft, number: await number }
  openDeals(tx, actor, fields, [row])
  tellHolders(tx, actor, { entity: 'deal', ...row }, held)
  // a converted lead's own reminder moves along
  if (!chain.threadId) ring(tx, actor, row)
  return { ...(await readDeal(tx, actor, row.id)), held: heldReasons(actor, row, held) }
}

/** What a new deal would be told of, or refused for, by what others have registered. */
export async function previewDeal(db: Db, actor: Actor, input: DealLikeness): Promise<DoorVerdict> {
  const [[held = []], problems] = await Promise.all([
    registeredFor(db, actor, [input]),
    referenceProblems(db, actor, input),
  ])
  // of a customer out of reach nothing is said
  refuseAll(problems)
  return verdictOf(actor, { ownerId: actor.userId, ...input }, held, heldPaths)
}

/** Rows of a file: as many statements as for one; what many of them name is asked once. */
export async function createDeals(
  tx: Tx,
  actor: Actor,
  inputs: readonly Readonly<Record<string, unknown>>[],
): Promise<Made[]> {
  const given = await Promise.all(inputs.map(input => orRefusal(() => accept(NewDeal, input))))
  const good = given.filter(isDone)
  const [pipelines, fields, around, registered] = await Promise.all([
    selectPipelines(tx),
    ownFields(tx, actor, 'deal'),
    aroundAll(tx, good),
    registeredFor(tx, actor, good),
  ])
  const heldBy = new Map(good.map((input, i) => [input, registered[i] ?? []]))
  const ownerOf = once((id: string | undefined) => ownerWithin(tx, actor, 'deal.create', id))
  const standingOf = once((id: string) => holdPipeline(tx, id))
  const drafts = await Promise.all(
    given.map(input => {
      if (input instanceof Refusal) return input
      return orRefusal(async () => {
        const owner = await ownerOf(input.ownerId)
        return draftOf(tx, actor, input, {
          pipelines,
          fields,
          owner,
          held: heldBy.get(input) ?? [],
          standingOf,
          around,
        })
      })
    }),
  )
  const rows = await numbered(tx, actor, drafts.filter(isDone))
  openDeals(tx, actor, fields, rows)
  for (const row of rows) ring(tx, actor, row)
  return asMade(tx, actor, drafts, { rows, held: given.map(input => (isDone(input) && heldBy.get(input)) || []) })
}

type Written = { readonly rows: readonly DealRow[]; readonly held: readonly (readonly Holding[])[] }
/** Each where its row of the file is; whoever has its customer registered is told. */
function asMade(tx: Tx, actor: Actor, drafts: readonly (Draft | Refusal)[], { rows, held }: Written): Made[] {
  const next = rows.values()
  return drafts.map((draft, at): Made => {
    const row = draft instanceof Refusal ? undefined : next.next().value
    if (!row) return draft instanceof Refusal ? draft : new Refusal('kernel.busy')
    const own = held[at] ?? []
    tellHolders(tx, actor, { entity: 'deal', ...row }, own)
    return { ...row, held: heldReasons(actor, row, own) }
  })
}

async function numbered(tx: Tx, actor: Actor, drafts: readonly Draft[]): Promise<DealRow[]> {
  if (drafts.length === 0) return []
  const date = today(tx.database.clock, actor.org.zone)
  const numbers = await numbersFor(tx, actor, 'deal', { date, count: drafts.length })
  return drafts.map((draft, i) => ({ ...draft, number: numbers[i] ?? '' }))
}

const heldPaths = { subject: 'customerId', line: 'productLine' }

type Found = {
  readonly pipelines: readonly Pipeline[]
  readonly fields: readonly Field[]
  readonly owner: Awaited<ReturnType<typeof ownerWithin>>
  readonly held: readonly Holding[]
  readonly standingOf: (pipelineId: string) => ReturnType<typeof holdPipeline>
  readonly threadId?: string | undefined
  readonly around?: Around
}

async function draftOf(tx: Tx, actor: Actor, input: NewDeal, found: Found): Promise<Draft> {
  const { pipelines, fields, owner, held, threadId = newId(), around } = found
  const stage = stageFor(pipelines, input)
  const [problems, standing] = await Promise.all([
    referenceProblems(tx, actor, input, { around }),
    stage && found.standingOf(stage.pipelineId),
  ])
  const reasons = [...problems, ...problemsOf(input, actor.org.currency)]
  if (!stage) reasons.push(placeProblem(pipelines, input))
  else if (standing === 'archived') reasons.push(reason('deal.pipelineArchived', 'pipelineId'))
  else if (stage.kind !== 'open' && actor.via !== 'import') reasons.push(reason('deal.startsOpen', 'stageId'))
  else if (actor.via !== 'import') reasons.push(...beginProblems(pipelines, stage, input))
  // what is closed already takes nobody's customer away
  if (stage?.kind === 'open') reasons.push(...registrationProblems(actor, { ...input, ...owner }, held, heldPaths))
  refuseAll(reasons)
  if (!stage) throw new Refusal('deal.unknownStage')
  return {
    ...newStamp(tx, actor, owner, takeCustom(fields, input.custom)),
    ...storedOf(input),
    ...placeOf(tx, actor, stage, input),
    ...(actor.via === 'import' && input.startedOn && { createdAt: startOf(actor, input.startedOn) }),
    name: input.name.trim(),
    customerId: input.customerId,
    currency: input.currency ?? actor.org.currency,
    threadId,
  }
}

/** Only the first stage is begun in without what it asks for: whoever begins further on has done what lies before. */
function beginProblems(pipelines: readonly Pipeline[], stage: Stage, input: NewDeal): Reason[] {
  if (stage.approval) return [reason('deal.startsApproved', 'stageId')]
  const own = pipelines.find(one => one.id === stage.pipelineId)?.stages ?? []
  if (own.find(one => one.kind === 'open' && !one.archived)?.id === stage.id) return []
  return [...(stage.checks.length > 0 ? [reason('deal.startsChecked', 'stageId')] : []), ...missingFor(stage, input)]
}

function openDeals(tx: Tx, actor: Actor, fields: readonly Field[], rows: readonly DealRow[]): void {
  if (rows.length === 0) return
  const stays = rows.map(row => ({
    id: newId(),
    dealId: row.id,
    stageId: row.stageId,
    enteredAt: row.stageSince,
    leftAt: null,
    byId: actor.userId,
  }))
  tx.write(deals.insert(tx.orgId, rows), stageLog.insert(tx.orgId, stays))
  linkThreads(
    tx,
    rows.map(({ threadId, id }) => ({ threadId, entity: 'deal', recordId: id })),
  )
  touchOpened(
    tx,
    rows.filter(row => row.state === 'open').map(row => row.customerId),
  )
  indexDeals(tx, fields, rows, true)
  for (const row of rows) tellOpened(tx, actor, row)
}

function tellOpened(tx: Tx, actor: Actor, row: DealRow): void {
  const about = [{ entity: 'customer', recordId: row.customerId }]
  const event = { actor, entity: 'deal', recordId: row.id, threads: [row.threadId], about, version: 1 }
  tell(tx, { ...event, kind: 'deal.created', to: 'open', after: changes({}, row).after, at: row.createdAt })
  // history that arrives closed was closed on its own day
  if (row.state !== 'open' && row.closedAt)
    tell(tx, { ...event, kind: `deal.${row.state}`, from: 'open', to: row.state, at: row.closedAt })
}

const ring = (tx: Tx, actor: Actor, row: DealRow): void =>
  tellNextStep(tx, actor, 'deal', { ...row, nextStep: null, nextStepAt: null }, row)

/** Where a new deal stands. History arrives closed, with what is known of it (domain §13). */
function placeOf(tx: Tx, actor: Actor, stage: Stage, input: NewDeal) {
  const closed = stage.kind === 'open' ? null : input.closedOn ? startOf(actor, input.closedOn) : tx.now
  return {
    pipelineId: stage.pipelineId,
    stageId: stage.id,
    state: stage.kind,
    closedAt: closed,
    wonAt: stage.kind === 'won' ? closed : null,
    lostReason: stage.kind === 'lost' ? lostReasonOf(actor, input) : null,
    lostNote: null,
    lostTo: null,
    wonReason: null,
    wonNote: null,
    endedStageId: null,
    noOrderReason: stage.kind === 'won' ? history : null,
    expectedClose: input.expectedClose ?? input.closedOn ?? null,
    stageSince: closed ?? (actor.via === 'import' && input.startedOn ? startOf(actor, input.startedOn) : tx.now),
    boardKey: topRank(Date.parse(tx.now), chance() % 62),
    liveOrders: 0,
    checks: [],
    waitingStageId: null,
  }
}

/** History says it in its own words; where they are of the list, they become its code. */
function lostReasonOf(actor: Actor, { lostReason }: NewDeal): string {
  const words = lostReason?.trim()
  if (!words) return notRecorded
  return reasonNamed(reasonsIn(actor.org.settings), 'lost', words)?.code ?? words
}

// codes: the page shows their sentence
const notRecorded = 'notRecorded'
const history = 'history'
const startOf = (actor: Actor, day: string): string => instantOf(day, '00:00', actor.org.zone).toISOString()

/** The stage that was named, else the first open one of the pipeline that was named or is the default. */
function placeProblem(pipelines: readonly Pipeline[], { pipelineId }: NewDeal): Reason {
  if (pipelines.length === 0) return reason('deal.noPipeline', 'stageId')
  const known = !pipelineId || pipelines.some(one => one.id === pipelineId)
  return known ? reason('deal.unknownStage', 'stageId') : reason('deal.unknownPipeline', 'pipelineId')
}

function stageFor(pipelines: readonly Pipeline[], { stageId, pipelineId }: NewDeal): Stage | undefined {
  const asked = pipelines.filter(one => !pipelineId || one.id === pipelineId)
  const stages = asked.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault)).flatMap(one => one.stages)
  const live = stages.filter(stage => !stage.archived)
  return stageId ? live.find(stage => stage.id === stageId) : live.find(stage => stage.kind === 'open')
}
