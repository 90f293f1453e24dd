import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCustomer, getCustomer } from '#features/customer/server/customer.service.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { editDeal } from '#features/deal/server/deal.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import { editLead, getLead } from '#features/lead/server/lead.service.ts'
import { assignLead } from '#features/lead/server/leadMove.service.ts'
import type { Actor } from '#kernel/access.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { type World, worldOn } from '#test/world.ts'
import { registerEntities } from '../../../app/server/entities.ts'
import type { NewFollowup } from '../followup.schema.ts'
import { doneReminder } from './done.service.ts'
import { editFollowup, getFollowup, listFollowups, logFollowup, summariseFollowups } from './followup.service.ts'
import { listNeeds, listPromises, moveNeed, movePromise } from './need.service.ts'
import { setNextStep } from './nextStep.service.ts'
import { dueReminders, fireReminders, snoozeReminder } from './reminder.service.ts'
import { readTimeline } from './timeline.service.ts'

let database: TestDatabase
let db: Database
let world: World
let ann: Actor
let max: Actor

const write = <T>(actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> => inOrg(db, actor.orgId, { mode: 'write' }, fn)
const at = (instant: string) => {
  const then = { ...db, clock: fixedClock(instant) }
  return <T>(actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> => inOrg(then, actor.orgId, { mode: 'write' }, fn)
}
const far = '2100-01-01T00:00:00.000Z'
const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const log = (actor: Actor, input: NewFollowup) => write(actor, tx => logFollowup(tx, actor, input))
const newLead = (actor: Actor, name: string) => write(actor, tx => createLead(tx, actor, { name }))
const timeline = (actor: Actor, entity: string, id: string, cursor?: string) =>
  write(actor, tx => readTimeline(tx, actor, { entity, id, limit: 2, ...(cursor && { cursor }) }))

beforeAll(async () => {
  registerEntities()
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 6 })
  world = worldOn(db)
  ann = await world.as('ann')
  max = await world.as('max')
})

afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

describe('logging', () => {
  test('one call: the lead starts, needs and promises are kept, the next step stands and rings', async () => {
    const lead = await newLead(ann, '王先生')
    const next = soon(24)
    const made = await log(ann, {
      subjectEntity: 'lead',
      subjectId: lead.id,
      kind: 'call',
      content: '问枕式包装机',
      needs: [{ text: '每分钟 60 包', importance: 3 }],
      promises: [{ what: '周五前报价', byWhen: '2099-01-05', kind: 'price' }],
      nextStep: '发样机视频',
      nextStepAt: next,
    })
    expect(made).toMatchObject({ subjectName: '王先生', leadId: lead.id, ownerName: 'Ann' })
    expect(made.needs).toMatchObject([{ text: '每分钟 60 包', importance: 3, state: 'open' }])
    expect(made.promises).toMatchObject([{ what: '周五前报价', byWhen: '2099-01-05', state: 'open' }])
    const after = await write(ann, tx => getLead(tx, ann, lead.id))
    expect(after).toMatchObject({ state: 'following', nextStep: '发样机视频', nextStepAt: next })
    const due = await write(ann, tx => dueReminders(tx, ann, far))
    expect(due.filter(one => one.subjectId === lead.id)).toMatchObject([
      { kind: 'nextStep', text: '发样机视频', fireAt: next },
      // C150 a date has no zone: it rings on the organisation's own morning
      { kind: 'promise', fireAt: '2099-01-05T01:00:00.000Z' },
    ])
  })

  test('the next follow-up takes a step that was due, and leaves one of next week', async () => {
    const lead = await newLead(ann, 'Steps')
    const about = { subjectEntity: 'lead', subjectId: lead.id, content: 'x' } as const
    const step = async () => (await write(ann, tx => getLead(tx, ann, lead.id))).nextStep
    await log(ann, { ...about, kind: 'call', nextStep: 'Call again', nextStepAt: soon(24 * 7) })
    await log(ann, { ...about, kind: 'call' })
    expect(await step()).toBe('Call again')
    await write(ann, tx => setNextStep(tx, ann, { ...about, nextStep: 'Call now', nextStepAt: soon(-1) }))
    await log(ann, { ...about, kind: 'note' })
    expect(await step()).toBe('Call now')
    await log(ann, { ...about, kind: 'call' })
    expect(await step()).toBe(null)
    const open = await write(ann, tx => dueReminders(tx, ann, far))
    expect(open.filter(one => one.subjectId === lead.id)).toEqual([])
  })

  test('what is to come, a time without a step and an empty text are refused with their fields', async () => {
    const lead = await newLead(ann, 'Bad')
    const bad = log(ann, {
      subjectEntity: 'lead',
      subjectId: lead.id,
      kind: 'call',
      content: ' ',
      at: soon(48),
      nextStepAt: soon(1),
    })
    await expect(bad).rejects.toMatchObject({
      reasons: [{ path: 'content' }, { key: 'followup.future' }, { key: 'followup.stepMissing' }],
    })
  })

  test('a customer remembers when it was last spoken to and that it needs something', async () => {
    const customer = await write(ann, tx => createCustomer(tx, ann, { name: 'Touched Ltd' }))
    await log(ann, {
      subjectEntity: 'customer',
      subjectId: customer.id,
      kind: 'visit',
      content: 'x',
      needs: [{ text: 'a pump' }],
    })
    const after = await write(ann, tx => getCustomer(tx, ann, customer.id))
    expect(after.lastFollowupAt).not.toBe(null)
    expect(after.life).toBe('intent')
  })

  test('its author mends it for a day; what it said before stays in its history', async () => {
    const lead = await newLead(ann, 'Mended')
    const made = await log(ann, { subjectEntity: 'lead', subjectId: lead.id, kind: 'call', content: 'frist' })
    const edited = await write(ann, tx => editFollowup(tx, ann, made.id, { content: 'first', version: 1 }))
    expect(edited).toMatchObject({ content: 'first', version: 2 })
    const { items } = await timeline(ann, 'lead', lead.id)
    expect(items[0]).toMatchObject({
      kind: 'followup.edited',
      before: { content: 'frist' },
      after: { content: 'first' },
    })
    const others = write(max, tx => editFollowup(tx, max, made.id, { content: 'mine' }))
    await expect(others).rejects.toMatchObject({ kind: 'forbidden', reasons: [{ key: 'followup.notYours' }] })
    const late = at(soon(25))(ann, tx => editFollowup(tx, ann, made.id, { content: 'later' }))
    await expect(late).rejects.toMatchObject({ reasons: [{ key: 'followup.tooLate' }] })
  })
})

describe('rights', () => {
  test('C120 C124 what is about a hidden record is hidden: get, list, count, timeline, needs', async () => {
    const lead = await newLead(max, 'Hidden')
    const about = { subjectEntity: 'lead', subjectId: lead.id } as const
    const made = await log(max, { ...about, kind: 'call', content: 'secret', needs: [{ text: 'secret need' }] })
    const missing = { kind: 'missing' }
    await expect(write(ann, tx => getFollowup(tx, ann, made.id))).rejects.toMatchObject(missing)
    await expect(log(ann, { ...about, kind: 'call', content: 'x' })).rejects.toMatchObject(missing)
    await expect(timeline(ann, 'lead', lead.id)).rejects.toMatchObject(missing)
    await expect(write(ann, tx => listNeeds(tx, ann, 'lead', lead.id))).rejects.toMatchObject(missing)
    const need = made.needs[0]?.id ?? ''
    await expect(write(ann, tx => moveNeed(tx, ann, need, { move: 'drop' }))).rejects.toMatchObject(missing)
    const filter = JSON.stringify({ field: 'leadId', op: 'is', value: lead.id })
    expect((await write(ann, tx => listFollowups(tx, ann, { filter }))).items).toEqual([])
    expect((await write(ann, tx => summariseFollowups(tx, ann, { filter }))).count).toBe(0)
    expect((await write(max, tx => summariseFollowups(tx, max, { filter }))).count).toBe(1)
    await write(max, tx => assignLead(tx, max, lead.id, { ownerId: ann.userId }))
    expect((await write(ann, tx => getFollowup(tx, ann, made.id))).content).toBe('secret')
  })

  test('the timeline turns pages without losing or repeating an entry', async () => {
    const lead = await newLead(ann, 'Long')
    for (const content of ['a', 'b', 'c'])
      await log(ann, { subjectEntity: 'lead', subjectId: lead.id, kind: 'wechat', content })
    const first = await timeline(ann, 'lead', lead.id)
    const second = await timeline(ann, 'lead', lead.id, first.nextCursor ?? '')
    const third = await timeline(ann, 'lead', lead.id, second.nextCursor ?? '')
    const all = [...first.items, ...second.items, ...third.items]
    expect(new Set(all.map(one => one.id)).size).toBe(5)
    expect(all.flatMap(one => one.followup?.content ?? [])).toEqual(['c', 'b', 'a'])
    expect(all.map(one => one.kind)).toContain('lead.followed')
    expect(third.nextCursor).toBe(null)
    await expect(timeline(ann, 'lead', lead.id, 'nonsense')).rejects.toMatchObject({ kind: 'malformed' })
  })
})

describe('needs and promises', () => {
  test('are answered, kept or broken with a word of why, and reopened', async () => {
    const lead = await newLead(ann, 'Needy')
    const about = { subjectEntity: 'lead', subjectId: lead.id, kind: 'call', content: 'x' } as const
    await log(ann, { ...about, needs: [{ text: 'n' }], promises: [{ what: 'p' }] })
    const [need] = await write(ann, tx => listNeeds(tx, ann, 'lead', lead.id))
    const [promise] = await write(ann, tx => listPromises(tx, ann, 'lead', lead.id))
    const moved = (move: 'answer' | 'drop', answer?: string) =>
      write(ann, tx => moveNeed(tx, ann, need?.id ?? '', { move, answer }))
    await expect(moved('answer')).rejects.toMatchObject({ reasons: [{ key: 'need.noAnswer' }] })
    expect(await moved('answer', 'yes')).toMatchObject({ state: 'answered', answer: 'yes' })
    await expect(moved('drop')).rejects.toMatchObject({ reasons: [{ key: 'flow.notFromHere' }] })
    const kept = (move: 'keep' | 'break', note?: string) =>
      write(ann, tx => movePromise(tx, ann, promise?.id ?? '', { move, note }))
    await expect(kept('break')).rejects.toMatchObject({ reasons: [{ key: 'promise.noNote' }] })
    expect(await kept('break', 'no stock')).toMatchObject({ state: 'broken', note: 'no stock' })
  })
})

describe('reminders', () => {
  test('C151 C152 ring at their instant, once, though two processes look; one moved into the past rings now', async () => {
    const lead = await newLead(ann, 'Ring')
    const about = { subjectEntity: 'lead', subjectId: lead.id } as const
    const when = '2099-03-01T09:45:00.000Z'
    await write(ann, tx => setNextStep(tx, ann, { ...about, nextStep: 'Ring me', nextStepAt: when }))
    const fired = async (now: string) => {
      const both = await Promise.all([1, 2].map(() => at(now)(ann, tx => fireReminders(tx))))
      return both.flat().filter(one => one.subjectId === lead.id).length
    }
    expect(await fired('2099-03-01T09:44:59.000Z')).toBe(0)
    expect(await fired('2099-03-01T09:45:00.000Z')).toBe(1)
    expect(await fired('2099-03-01T09:46:00.000Z')).toBe(0)
    await write(ann, tx =>
      setNextStep(tx, ann, { ...about, nextStep: 'Earlier', nextStepAt: '2099-02-01T09:00:00.000Z' }),
    )
    expect(await fired('2099-03-01T09:47:00.000Z')).toBe(1)
  })

  test('a next step edited on the lead itself rings as one of a follow-up does, and moves with time and owner', async () => {
    const lead = await newLead(max, 'Inline')
    const edit = (given: Parameters<typeof editLead>[3]) => write(max, tx => editLead(tx, max, lead.id, given))
    const ringing = async (actor: Actor) =>
      (await write(actor, tx => dueReminders(tx, actor, far)))
        .filter(one => one.subjectId === lead.id)
        .map(({ kind, text, fireAt }) => [kind, text, fireAt])
    await expect(edit({ nextStepAt: '2099-06-01T09:00:00.000Z' })).rejects.toMatchObject({
      reasons: [{ key: 'lead.stepMissing', path: 'nextStep' }],
    })
    await edit({ nextStep: 'Send the drawing', nextStepAt: '2099-06-01T09:00:00.000Z' })
    expect(await ringing(max)).toEqual([['nextStep', 'Send the drawing', '2099-06-01T09:00:00.000Z']])
    await edit({ nextStepAt: '2099-06-02T09:00:00.000Z' })
    await edit({ title: 'Buyer' })
    expect(await ringing(max)).toEqual([['nextStep', 'Send the drawing', '2099-06-02T09:00:00.000Z']])
    await write(max, tx => assignLead(tx, max, lead.id, { ownerId: ann.userId }))
    expect([await ringing(max), (await ringing(ann)).length]).toEqual([[], 1])
    await edit({ nextStep: null, nextStepAt: null })
    expect(await ringing(ann)).toEqual([])
  })

  test('a next step edited on the deal itself rings its owner, and the next owner after it was handed over', async () => {
    const customer = await write(max, tx => createCustomer(tx, max, { name: 'Of the deal that rings' }))
    const deal = await write(max, tx => createDeal(tx, max, { name: 'Rings', customerId: customer.id }))
    const ringing = async (actor: Actor) =>
      (await write(actor, tx => dueReminders(tx, actor, far))).filter(one => one.subjectId === deal.id).length
    await write(max, tx => editDeal(tx, max, deal.id, { nextStep: 'Call', nextStepAt: '2099-06-01T09:00:00.000Z' }))
    expect([await ringing(max), await ringing(ann)]).toEqual([1, 0])
    await write(max, tx => editDeal(tx, max, deal.id, { ownerId: ann.userId }))
    expect([await ringing(max), await ringing(ann)]).toEqual([0, 1])
  })

  test('a promise that rang and is done is kept, and rings nobody any more', async () => {
    const lead = await newLead(ann, 'Promised')
    const about = { subjectEntity: 'lead', subjectId: lead.id, kind: 'call', content: 'x' } as const
    await log(ann, { ...about, promises: [{ what: 'A sample', byWhen: '2099-06-01' }, { what: 'A drawing' }] })
    const ringing = async () =>
      (await write(ann, tx => dueReminders(tx, ann, far))).filter(r => r.subjectId === lead.id)
    const [rings] = await ringing()
    expect(rings).toMatchObject({ kind: 'promise', text: 'A sample' })
    await write(ann, tx => doneReminder(tx, ann, rings?.id ?? ''))
    const made = await write(ann, tx => listPromises(tx, ann, 'lead', lead.id))
    expect(made.map(({ what, state }) => [what, state])).toEqual([
      ['A drawing', 'open'],
      ['A sample', 'kept'],
    ])
    expect(await ringing()).toEqual([])
  })

  test('C154 what is done, and who has left, is not rung', async () => {
    const lead = await newLead(max, 'Quiet')
    const about = { subjectEntity: 'lead', subjectId: lead.id } as const
    const when = '2099-04-01T00:00:00.000Z'
    await write(max, tx => setNextStep(tx, max, { ...about, nextStep: 'Quiet', nextStepAt: when }))
    const [row] = (await write(max, tx => dueReminders(tx, max, far))).filter(one => one.subjectId === lead.id)
    await expect(write(ann, tx => doneReminder(tx, ann, row?.id ?? ''))).rejects.toMatchObject({ kind: 'missing' })
    await write(max, tx => snoozeReminder(tx, max, row?.id ?? '', '2099-04-02T00:00:00.000Z'))
    const setActive = (active: boolean) =>
      write(max, async tx =>
        tx.write({
          text: 'update users set active = $3 where org_id = $1 and id = $2',
          values: [max.orgId, max.userId, active],
        }),
      )
    const fired = async () => {
      const rows = await at('2099-05-01T00:00:00.000Z')(ann, tx => fireReminders(tx))
      return rows.filter(one => one.subjectId === lead.id).length
    }
    await setActive(false)
    expect(await fired()).toBe(0)
    await setActive(true)
    expect(await fired()).toBe(1)
  })
})
