// What history keeps as a label is read in the reader's language, whoever caused it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeDeal } from '#features/deal/server/board.service.ts'
import { readTimeline } from '#features/followup/server/timeline.service.ts'
import { dealWorld, openDeals } from '#test/dealWorld.ts'

let open: Awaited<ReturnType<typeof openDeals>>
beforeAll(async () => {
  open = await openDeals()
})
afterAll(() => open.close())

test('a stage is named in the reader’s language, on the deal and on its customer', async () => {
  const world = await dealWorld(open.db)
  const deal = await world.deal()
  const { id: stageId } = world.stage('方案报价')
  await world.write('ann', (tx, actor) => placeDeal(tx, { ...actor, lang: 'en' }, deal.id, { stageId }))
  const named = (lang: 'en' | 'zh', entity: string, id: string) =>
    world.read('ann', async (db, actor) => {
      const { items } = await readTimeline(db, { ...actor, lang }, { entity, id })
      return items.find(one => one.kind === 'deal.advanced')?.after.stageName
    })
  for (const [entity, id] of [
    ['deal', deal.id],
    ['customer', world.customerId],
  ] as const)
    expect([await named('zh', entity, id), await named('en', entity, id)]).toEqual(['方案报价', 'Proposal'])
})
