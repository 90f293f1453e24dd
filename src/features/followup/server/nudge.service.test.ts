import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerDigest, registerNudge, setNudges, tellMorning } from '#features/notice/server/nudge.service.ts'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type DealWorld, dealWorld, openDeals } from '#test/dealWorld.ts'
import { followupDigest, followupNudges } from './nudge.service.ts'

registerNudge(...followupNudges)
registerDigest(...followupDigest)

let open: Awaited<ReturnType<typeof openDeals>>
beforeAll(async () => {
  open = await openDeals()
})
afterAll(() => open.close())

type Told = { kind: string; said: Record<string, unknown>; recordId: string | null }
const clockAt = (instant: string) => ({ ...open.db, clock: fixedClock(instant) })
const morning = (world: DealWorld, instant: string) =>
  inOrg(clockAt(instant), world.orgId, { mode: 'write' }, tellMorning)
const told = async (world: DealWorld): Promise<Told[]> =>
  world.rows<Told>('select kind, said, record_id from notices where org_id = $1 order by id')
const kinds = async (world: DealWorld) => (await told(world)).map(one => one.kind).toSorted()

/** Made on Monday, 1 June 2026, in the morning of Shanghai. */
async function monday() {
  const world = await dealWorld(clockAt('2026-06-01T01:00:00.000Z'))
  const text = "update deal_stages set rotting_days = 10 where org_id = $1 and kind = 'open'"
  await world.write('olivia', tx => tx.query({ text, values: [tx.orgId] }))
  const still = await world.deal({ name: '无下一步' })
  const late = await world.deal({ name: '逾期', nextStep: '打电话', nextStepAt: '2026-06-03T02:00:00.000Z' })
  const later = await world.deal({ name: '将来', nextStep: '拜访', nextStepAt: '2026-06-05T06:00:00.000Z' })
  return { world, still, late, later }
}

test('on a working day from the morning’s time on each is told once, however many look', async () => {
  const { world, still, late } = await monday()
  await morning(world, '2026-06-05T00:29:00.000Z')
  expect(await kinds(world)).toEqual([])
  await Promise.all([1, 2, 3].map(() => morning(world, '2026-06-05T00:30:00.000Z')))
  const all = await told(world)
  expect(all.map(one => one.kind).toSorted()).toEqual(['dealNoStep', 'digest', 'followupLate'])
  expect(all.find(one => one.kind === 'followupLate')).toMatchObject({
    recordId: late.id,
    said: { days: 2, text: '打电话' },
  })
  expect(all.find(one => one.kind === 'dealNoStep')).toMatchObject({ recordId: still.id, said: { days: 4 } })
  const digest = all.find(one => one.kind === 'digest')
  expect(digest).toMatchObject({ recordId: null, said: { today: 1, late: 1, fresh: 0 } })
  expect(digest?.said.list).toContain('拜访')
  // later that day, and on the Saturday after
  await morning(world, '2026-06-05T09:00:00.000Z')
  await morning(world, '2026-06-06T02:00:00.000Z')
  expect(await kinds(world)).toHaveLength(3)
  // on Monday only what is new: the step of Friday, and a digest; by the twelfth day deals have stood too long
  await morning(world, '2026-06-08T02:00:00.000Z')
  expect(await kinds(world)).toEqual(['dealNoStep', 'digest', 'digest', 'followupLate', 'followupLate'])
  await morning(world, '2026-06-15T02:00:00.000Z')
  expect((await kinds(world)).filter(kind => kind === 'dealRotting')).toHaveLength(3)
})

test('a Saturday that is worked for a holiday is a morning, the holiday is none', async () => {
  const { world } = await monday()
  // 2026-10-10 is worked for the national day, 2026-10-05 is part of it
  await morning(world, '2026-10-05T02:00:00.000Z')
  expect(await kinds(world)).toEqual([])
  await morning(world, '2026-10-10T02:00:00.000Z')
  expect(await kinds(world)).toContain('digest')
})

test('thresholds are the organisation’s, in its own zone; what is switched off is not told', async () => {
  const { world } = await monday()
  await world.write('olivia', (tx, actor) =>
    setNudges(tx, actor, {
      at: '10:00',
      digest: false,
      nudges: [
        { kind: 'followupLate', on: true, days: 3 },
        { kind: 'dealNoStep', on: false },
      ],
    }),
  )
  await morning(world, '2026-06-05T01:59:00.000Z')
  await morning(world, '2026-06-05T02:00:00.000Z')
  expect(await kinds(world)).toEqual([])
  await morning(world, '2026-06-08T02:00:00.000Z')
  expect(await kinds(world)).toEqual(['followupLate', 'followupLate'])
  const refuse = (nudges: { kind: 'dealRotting' | 'test'; on: boolean; days: number }[]) =>
    world.write('olivia', (tx, actor) => setNudges(tx, actor, { nudges }))
  await expect(refuse([{ kind: 'dealRotting', on: true, days: 3 }])).rejects.toMatchObject({
    reasons: [{ key: 'nudge.noDays', path: 'nudges.0.days' }],
  })
  await expect(refuse([{ kind: 'test', on: true, days: 3 }])).rejects.toMatchObject({
    reasons: [{ key: 'nudge.unknown', path: 'nudges.0.kind' }],
  })
})
