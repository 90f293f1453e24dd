// What forbids a move, and what a stage still wants. Pure: the facts come with the deal.
import { type Guard, problems } from '#kernel/flow.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Deal, DealState, Forecast, Stage } from './deal.schema.ts'

export type DealFacts = {
  readonly state: DealState
  readonly amount: string | null
  readonly expectedClose: string | null
  readonly acceptedQuoteId: string | null
  readonly noOrderReason: string | null
  readonly liveOrders: number
  /** A contract of it is signed and in force. */
  readonly signedContract?: boolean | undefined
  /** Undefined where it has not been asked for yet. */
  readonly lostReason?: string | null | undefined
}

export const noAmount: Guard<DealFacts> = deal => (deal.amount === null ? reason('deal.noAmount', 'amount') : undefined)
export const noCloseDate: Guard<DealFacts> = deal =>
  deal.expectedClose === null ? reason('deal.noCloseDate', 'expectedClose') : undefined
export const noQuote: Guard<DealFacts> = deal =>
  deal.acceptedQuoteId === null && !deal.signedContract && !deal.noOrderReason?.trim()
    ? reason('deal.noQuote', 'noOrderReason')
    : undefined
export const noLostReason: Guard<DealFacts> = deal =>
  deal.lostReason === undefined || deal.lostReason?.trim() ? undefined : reason('deal.noLostReason', 'lostReason')
export const liveOrders: Guard<DealFacts> = deal =>
  deal.liveOrders > 0 ? reason('deal.liveOrders', undefined, { count: deal.liveOrders }) : undefined

type Values = Readonly<Record<string, unknown>>

/** Fields that a stage requires and the deal lacks, each at its path. */
export function missingFor(stage: Pick<Stage, 'required'>, deal: Values): Reason[] {
  return stage.required
    .filter(key => isBlank(valueAt(deal, key)))
    .map(key => reason('deal.stageNeeds', key, { field: key }))
}

type Standing = Pick<Stage, 'required' | 'kind'>

/** What was there and is gone, though the stage it stands in would not let it in without: each at its path. */
export function emptiedFor(stage: Standing, before: DealFacts & Values, after: DealFacts & Values): Reason[] {
  const wanted = (deal: DealFacts & Values): Reason[] =>
    stage.kind === 'won'
      ? [...missingFor(stage, deal), ...problems([noAmount, noCloseDate], deal)]
      : missingFor(stage, deal)
  const lacked = new Set(wanted(before).map(one => one.path))
  const gone = wanted(after).filter(one => !lacked.has(one.path))
  return [...new Set(gone.map(one => one.path))].map(path => reason('deal.stageKeeps', path))
}

function valueAt(deal: Values, key: string): unknown {
  if (!key.startsWith('custom.')) return deal[key]
  const custom = deal.custom
  return typeof custom === 'object' && custom !== null ? Reflect.get(custom, key.slice('custom.'.length)) : undefined
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

type Checked = { readonly checks: readonly { readonly id: string }[] }

/** Items of a stage that nobody has ticked yet. */
export function uncheckedOf(stage: Pick<Stage, 'checks'>, { checks }: Checked): Stage['checks'] {
  const ticked = new Set(checks.map(one => one.id))
  return stage.checks.filter(item => !ticked.has(item.id))
}

export const checkPath = (id: string): string => `checks.${id}`
export const openChecks = (stage: Pick<Stage, 'checks'>, deal: Checked): Reason[] =>
  uncheckedOf(stage, deal).map(({ id, text }) => reason('deal.checkOpen', checkPath(id), { item: text }))

/** Built-in fields that a stage may ask for; an organisation's own are named `custom.<key>`. */
export const askable = ['amount', 'expectedClose', 'contactId', 'source', 'nextStep', 'nextStepAt', 'note'] as const

type StageShape = {
  readonly kind: DealState
  readonly required?: readonly string[] | undefined
  readonly checks?: readonly unknown[] | undefined
  readonly approval?: boolean | undefined
}

/** A pipeline can be walked from its first open stage to a won and a lost one. */
export function pipelineProblems(stages: readonly StageShape[]): Reason[] {
  const kinds = new Set(stages.map(stage => stage.kind))
  const absent = (['open', 'won', 'lost'] as const).filter(kind => !kinds.has(kind))
  const unknown = stages.flatMap((stage, i) =>
    (stage.required ?? [])
      .filter(key => !key.startsWith('custom.') && !askable.some(one => one === key))
      .map(key => reason('deal.notAskable', `stages.${i}.required`, { field: key })),
  )
  // a win has its packet, a loss its reason
  const ended = stages.flatMap((stage, i) =>
    stage.kind !== 'open' && (stage.approval || (stage.checks ?? []).length > 0)
      ? [reason('deal.openStageOnly', `stages.${i}.${stage.approval ? 'approval' : 'checks'}`)]
      : [],
  )
  return [...absent.map(kind => reason(`deal.noStage.${kind}`, 'stages')), ...unknown, ...ended]
}

/** What deals of a stage count as, unless the stage or the deal says otherwise. */
export const usualForecast = (probability: number): Forecast =>
  probability >= 70 ? 'commit' : probability >= 50 ? 'best' : 'pipeline'

/** Days a deal has stood in its stage beyond what the stage allows. */
export function isRotting(deal: Pick<Deal, 'state' | 'stageSince' | 'rottingDays'>, now: Date): boolean {
  if (deal.state !== 'open' || deal.rottingDays === null) return false
  return now.getTime() - Date.parse(deal.stageSince) > deal.rottingDays * 86_400_000
}
