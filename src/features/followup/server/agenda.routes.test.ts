import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import type { Actor } from '#kernel/access.ts'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg, type Tx } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { AgendaQuery } from '../agenda.schema.ts'
import { readAgenda } from './agenda.service.ts'
import { logFollowup } from './followup.service.ts'
import { setNextStep } from './nextStep.service.ts'
import { createReminder } from './reminder.service.ts'

let t: TestApp
let ann: Actor
let max: Actor
let olivia: Actor
let leadId = ''
let dealId = ''
let customerId = ''

// Thursday 24 September 2026, 10:00 in Shanghai; the 25th to the 27th are Mid-Autumn
const now = <T>(actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> =>
  inOrg({ ...t.db, clock: fixedClock('2026-09-24T02:00:00.000Z') }, actor.orgId, { mode: 'write' }, fn)

beforeAll(async () => {
  t = await testApp()
  ;[ann, max, olivia] = await Promise.all([t.world.as('ann'), t.world.as('max'), t.world.as('olivia')])
  customerId = (await now(ann, tx => createCustomer(tx, ann, { name: '远山食品' }))).id
  leadId = (await now(ann, tx => createLead(tx, ann, { name: '王先生', company: 'Falcon' }))).id
  const deal = { name: '装箱线', customerId, expectedClose: '2026-09-30' }
  dealId = (await now(ann, tx => createDeal(tx, ann, deal))).id
  const step = (subjectEntity: 'lead' | 'deal', subjectId: string, nextStep: string, nextStepAt: string) =>
    now(ann, tx => setNextStep(tx, ann, { subjectEntity, subjectId, nextStep, nextStepAt }))
  // half past midnight of the 26th in Shanghai is still the 25th in Greenwich
  await step('lead', leadId, '发视频', '2026-09-25T16:30:00.000Z')
  await step('deal', dealId, '送样', '2026-09-28T02:00:00.000Z')
  const said = { subjectEntity: 'deal', subjectId: dealId, kind: 'note', content: 'x' } as const
  await now(ann, tx => logFollowup(tx, ann, { ...said, promises: [{ what: '周一前报价', byWhen: '2026-09-28' }] }))
  const ring = { subjectEntity: 'customer', subjectId: customerId, text: '贺中秋', fireAt: '2026-09-25T01:00:00.000Z' }
  await now(ann, tx => createReminder(tx, ann, ring))
})
afterAll(() => t?.close())

const see = (actor: Actor, more: Partial<AgendaQuery> = {}) =>
  now(actor, tx => readAgenda(tx, actor, { from: '2026-09-24', to: '2026-09-30', ...more }))
const lines = async (actor: Actor, more: Partial<AgendaQuery> = {}) =>
  (await see(actor, more)).items.map(({ day, kind, who, text }) => [day, kind, who, text])

test('steps, reminders, promised days and closings stand on the company’s days, what takes the day first', async () => {
  expect(await lines(ann)).toEqual([
    ['2026-09-25', 'reminder', '远山食品', '贺中秋'],
    ['2026-09-26', 'nextStep', 'Falcon', '发视频'],
    ['2026-09-28', 'promise', '远山食品', '周一前报价'],
    ['2026-09-28', 'nextStep', '远山食品', '送样'],
    ['2026-09-30', 'close', '远山食品', '装箱线'],
  ])
  expect(await lines(ann, { to: '2026-09-25' })).toHaveLength(1)
  const { off, today, isCut } = await see(ann)
  expect([off, today, isCut]).toEqual([['2026-09-25', '2026-09-26', '2026-09-27'], '2026-09-24', false])
})

test('everyone’s is what one may see: a manager the branch’s, sales no colleague’s; reminders are nobody else’s', async () => {
  expect(await lines(max)).toEqual([])
  expect((await lines(max, { whose: 'all' })).map(one => one[1])).toEqual(['nextStep', 'promise', 'nextStep', 'close'])
  expect((await see(max, { whose: 'all' })).items.map(one => one.ownerName)).toEqual(['Ann', 'Ann', 'Ann', 'Ann'])
  const theirs = { name: 'Borealis', ownerId: olivia.userId }
  const { id } = await now(olivia, tx => createLead(tx, olivia, theirs))
  const step = {
    subjectEntity: 'lead',
    subjectId: id,
    nextStep: 'call',
    nextStepAt: '2026-09-24T06:00:00.000Z',
  } as const
  await now(olivia, tx => setNextStep(tx, olivia, step))
  expect((await lines(ann, { whose: 'all' })).map(one => one[2])).not.toContain('Borealis')
  expect((await lines(olivia, { whose: 'all' })).map(one => one[2])).toContain('Borealis')
})

test('a span is asked for in days, forward, and not for years', async () => {
  const ask = async (query: string) => {
    const { status, body } = await t.as('ann').get(`/agenda?${query}`)
    const [first] = Array.isArray(body.reasons) ? body.reasons : []
    return [status, Object(first).key]
  }
  expect(await ask('from=2026-09-24&to=2026-09-30')).toEqual([200, undefined])
  expect(await ask('from=2026-09-24&to=2026-09-23')).toEqual([422, 'agenda.backwards'])
  expect(await ask('from=2026-01-01&to=2027-01-01')).toEqual([422, 'agenda.tooLong'])
  expect((await ask('from=2026-09-31&to=2026-10-01'))[0]).toBe(400)
})
