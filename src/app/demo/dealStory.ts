// A deal from the first call to where it stands: follow-ups, stages, quotes.
import type { Deal } from '#features/deal/deal.schema.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { listDeals } from '#features/deal/server/deal.service.ts'
import { moveDeal } from '#features/deal/server/move.service.ts'
import type { NewFollowup } from '#features/followup/followup.schema.ts'
import { logFollowup } from '#features/followup/server/followup.service.ts'
import { movePromise } from '#features/followup/server/need.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import type { Chance } from './chance.ts'
import type { Party } from './customerStory.ts'
import type { DealPlan, Fate } from './deals.ts'
import { wonScenes } from './orderStory.ts'
import type { Company, Seller } from './people.ts'
import { quoteScenes } from './quoteStory.ts'
import type { Scene } from './story.ts'
import { dayAgo, whenOf } from './when.ts'
import {
  dealTalks,
  firstCalls,
  lostReasons,
  needWords,
  nextSteps,
  pains,
  promiseWords,
  quoteTalks,
  visits,
} from './words.ts'

export type DealTold = {
  readonly chance: Chance
  readonly company: Company
  readonly plan: DealPlan
  readonly party: Party
  readonly owner: Seller
  /** The open stages, in order. */
  readonly stages: readonly string[]
  /** Product ids by code. */
  readonly products: ReadonlyMap<string, string>
  /** Filled when the scenes are played. */
  readonly deal: { id: string; quoteId: string; readonly promiseIds: string[] }
}

/** Open stages that a deal of this fate has entered. */
const depth: Partial<Record<Fate, number>> = {
  contact: 1,
  needs: 2,
  lostEarly: 2,
  quoteDraft: 3,
  quoteAsked: 3,
  quoteSent: 3,
  quoteExpired: 3,
  declined: 3,
}
/** Workdays after the deal was last heard of. */
const promiseDays = 8
const stillOpen: readonly Fate[] = ['talks', 'accepted']
const closed: readonly Fate[] = ['lostEarly', 'declined']

/** The last scene falls on the day the deal was last heard of. */
export function dealScenes(told: DealTold): Scene[] {
  const { plan } = told
  const reached = depth[plan.fate] ?? 4
  const steps = reached + Number(closed.includes(plan.fate))
  const dayOf = (step: number) => Math.round(plan.begun - ((plan.begun - plan.last) * step) / steps)
  const scenes = [born(told), talk(told, dayOf(reached > 1 ? 0.3 : 1), firstCall(told))]
  if (reached >= 2) scenes.push(advance(told, dayOf(1), 1), talk(told, dayOf(reached > 2 ? 1.2 : 2), visit(told)))
  if (reached >= 3) scenes.push(advance(told, dayOf(2), 2), ...quoteScenes(told, dayOf))
  if (reached >= 3) scenes.push(talk(told, dayOf(reached > 3 ? 2.7 : 3), aboutQuote(told)))
  if (reached >= 4) scenes.push(advance(told, dayOf(3), 3), talk(told, dayOf(4), aboutTerms(told)))
  if (closed.includes(plan.fate)) scenes.push(lost(told))
  return [...scenes, ...keep(told), ...wonScenes(told)].sort((a, b) => b.day - a.day)
}

function born({ company, plan, party, owner, deal }: DealTold): Scene {
  // what was won was expected about then; what is open is still to come
  const isWon = depth[plan.fate] === undefined && !stillOpen.includes(plan.fate)
  const closing = isWon ? plan.last + 2 : Math.min(-3, plan.last - 25)
  const expectedClose = dayAgo(company.database.clock, closing)
  return {
    day: plan.begun,
    time: '10:10',
    by: owner,
    play: async (tx, actor) => {
      const [contactId] = party.contactIds
      const amount = plan.amount === '0' ? null : plan.amount
      const { customerId } = party
      const made = {
        name: plan.name,
        customerId,
        amount,
        expectedClose,
        source: '客户拜访',
        ...(contactId && { contactId }),
      }
      deal.id = (await createDeal(tx, actor, made)).id
    },
  }
}

type Said = Omit<NewFollowup, 'subjectEntity' | 'subjectId'>

const talk = ({ owner, deal, party }: DealTold, day: number, said: Said): Scene => ({
  day,
  time: '15:10',
  by: owner,
  play: async (tx, actor) => {
    const [contactId] = party.contactIds
    const subject = { subjectEntity: 'deal', subjectId: deal.id, ...(contactId && { contactId }) } as const
    const { promises } = await logFollowup(tx, actor, { ...subject, ...said })
    deal.promiseIds.push(...promises.map(one => one.id))
  },
})

/** What was promised is done before its day; only the newest promises are still open. */
function keep({ owner: by, deal, plan }: DealTold): Scene[] {
  const day = plan.last - promiseDays + 1
  if (day < 1) return []
  const play: Scene['play'] = async (tx, actor) => {
    for (const id of deal.promiseIds) await movePromise(tx, actor, id, { move: 'keep' })
  }
  return [{ day, time: '17:20', by, play }]
}

const firstCall = ({ chance, ...told }: DealTold): Said => ({
  kind: chance.pick(['call', 'wechat']),
  content: chance.pick(firstCalls),
  needs: [{ text: chance.pick(needWords), importance: 3 }],
  ...stepAfter({ chance, ...told }, 1),
})

const visit = ({ chance, ...told }: DealTold): Said => ({
  kind: 'visit',
  content: chance.pick(visits),
  painPoints: chance.pick(pains),
  budget: `${chance.number(4, 15) * 10} 万以内`,
  needs: [{ text: chance.pick(needWords), importance: 2 }],
  promises: [
    {
      what: chance.pick(promiseWords),
      kind: 'service',
      byWhen: dayAgo(told.company.database.clock, told.plan.last - promiseDays),
    },
  ],
  ...stepAfter({ chance, ...told }, 2),
})

const aboutQuote = (told: DealTold): Said => ({
  kind: 'call',
  content: told.chance.pick(quoteTalks),
  ...stepAfter(told, 3),
})
const aboutTerms = (told: DealTold): Said => ({
  kind: 'meeting',
  content: told.chance.pick(dealTalks),
  ...stepAfter(told, 4),
})

/** Only the last talk leaves a step that is still to be taken; one deal in seven has none. */
function stepAfter({ chance, company, plan }: DealTold, step: number): Partial<Said> {
  const isLast = step === (depth[plan.fate] ?? 4)
  const open = !closed.includes(plan.fate)
  const nextStep = chance.pick(nextSteps)
  const due = isLast ? chance.pick([-4, -2, -1, -1, 0, 0, 0, 1, 2]) : plan.last + 1
  const none = chance.number(1, 7) === 1 || plan.last > 14
  if (isLast && (none || !open)) return {}
  return { nextStep, nextStepAt: whenOf(company.database.clock, due, chance.pick(['10:00', '13:30', '16:00'])) }
}

const advance = ({ owner, deal, stages }: DealTold, day: number, stage: number): Scene => ({
  day,
  time: '15:40',
  by: owner,
  play: (tx, actor) => moveDeal(tx, actor, deal.id, 'advance', { stageId: stages[stage] ?? '' }),
})

const lost = ({ chance, owner, deal, plan }: DealTold): Scene => {
  const [lostReason, lostNote] = chance.pick(lostReasons)
  const play: Scene['play'] = (tx, actor) => moveDeal(tx, actor, deal.id, 'lose', { lostReason, lostNote })
  return { day: plan.last, time: '17:00', by: owner, play }
}

/** The newest open one of a seller. */
export async function dealFor(db: Db, seller: Actor): Promise<Deal | undefined> {
  const filter = JSON.stringify({ field: 'state', op: 'is', value: 'open' })
  const { items } = await listDeals(db, seller, { filter, sort: '-createdAt', limit: 50 })
  return items.find(deal => deal.ownerId === seller.userId)
}
