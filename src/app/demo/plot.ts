// Puts the demo company's stories together: who buys what, when, and who has to do with it.
import { listPipelines } from '#features/deal/server/pipeline.service.ts'
import { expireQuotes } from '#features/quote/server/quoteMove.service.ts'
import { adoptRegistrations } from '#features/registration/server/night.service.ts'
import { inOrg } from '#kernel/db.ts'
import { assigningStory } from './assigning.ts'
import { captureStory } from './captureStory.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { contractStories } from './contractStory.ts'
import { customerStory, type Party } from './customerStory.ts'
import { buyers } from './customers.ts'
import { dealScenes } from './dealStory.ts'
import { dealPlans } from './deals.ts'
import { fileStories } from './fileStory.ts'
import { forecastStory } from './forecastStory.ts'
import { leadStory } from './leadStory.ts'
import { leadPlans } from './leads.ts'
import { leaverStory } from './leaverStory.ts'
import { orderScenes } from './orderStory.ts'
import { orderPlans } from './orders.ts'
import { age, type Company } from './people.ts'
import { poolStory } from './pools.ts'
import { productStory, receiptStory, type Stocked } from './products.ts'
import { registrationStories } from './registrationStory.ts'
import { serviceStory, settingsStory, targetStory } from './settings.ts'
import { spotStories } from './spotStory.ts'
import { playStories, type Refused, type Story } from './story.ts'
import { supplyStories } from './supplyStory.ts'
import { taskStory } from './taskStory.ts'
import { threadStory } from './threadStory.ts'

const seed = 20261

/** Plays everything; answers what was refused. */
export async function playDemo(company: Company): Promise<Refused[]> {
  const chance = chanceFrom(seed)
  const stocked: Stocked = { products: new Map(), warehouses: new Map() }
  const opening = await playStories(company, [productStory(stocked), settingsStory(company.database.clock)])
  const stages = await openStages(company)
  const stories = [
    receiptStory(chance, stocked),
    ...buyerStories(chance, company, stages, stocked),
    serviceStory(stocked.products),
    poolStory(company),
    assigningStory(company),
    captureStory,
    leaverStory(company),
    targetStory(company),
    threadStory(company, stocked.products),
    ...registrationStories(),
    ...supplyStories(company, stocked),
    taskStory(company),
    ...contractStories,
    ...spotStories(),
    ...fileStories(company),
    forecastStory,
    ...leadPlans.map(plan => leadStory(chance, company, plan)),
    nights,
  ]
  return [...opening, ...(await playStories(company, stories))]
}

const openStages = ({ database, orgId }: Company): Promise<string[]> =>
  inOrg(database, orgId, { mode: 'read' }, async tx => {
    const pipelines = await listPipelines(tx)
    const stages = pipelines.find(one => one.isDefault)?.stages ?? []
    return stages.filter(stage => stage.kind === 'open').map(stage => stage.id)
  })

/** One story a customer, so that it is there before its deals. */
function buyerStories(chance: Chance, company: Company, stages: readonly string[], { products }: Stocked): Story[] {
  return buyers.map(buyer => {
    const plans = dealPlans.filter(plan => buyer.name.includes(plan.buyer))
    const party: Party = { customerId: '', contactIds: [] }
    const { owner } = buyer
    const deals = plans.map(plan => {
      const deal = { id: '', quoteId: '', promiseIds: [] }
      return dealScenes({ chance, company, plan, party, owner, stages, products, deal })
    })
    const sales = orderPlans.filter(plan => buyer.name.includes(plan.buyer))
    const orders = sales.flatMap(plan => orderScenes({ company, plan, party, owner, products }))
    const begun = [...plans.map(plan => plan.begun + 1), ...sales.map(plan => plan.day + 3)]
    const earliest = Math.max(chance.number(4, age - 2), ...begun)
    const scenes = [...customerStory(chance, buyer, party, earliest), ...deals.flat(), ...orders]
    return scenes.sort((a, b) => b.day - a.day)
  })
}

/** What the nightly jobs would have done. */
const nights: Story = [
  { day: 1, time: '23:30', by: 'gu', play: tx => expireQuotes(tx) },
  { day: 1, time: '23:40', by: 'gu', play: tx => adoptRegistrations(tx, 100) },
]
