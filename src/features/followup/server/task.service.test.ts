import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { trashCustomer } from '#features/customer/server/trash.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import { listNotices } from '#features/notice/server/notice.service.ts'
import { createUser } from '#features/people/server/people.service.ts'
import type { Actor } from '#kernel/access.ts'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg, type Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { NewTask } from '../task.schema.ts'
import { agendaOf } from './agenda.service.ts'
import { readHome } from './home.service.ts'
import { fireReminders } from './reminder.service.ts'
import { createTask, editTask, getTask, listAboutTasks, listTasks } from './task.service.ts'
import { giveTasks, moveTask } from './taskMove.service.ts'
import { readTimeline } from './timeline.service.ts'

let t: TestApp
let ann: Actor
let max: Actor
let wei: Actor

const at =
  (instant: string) =>
  <T>(actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> =>
    inOrg({ ...t.db, clock: fixedClock(instant) }, actor.orgId, { mode: 'write' }, fn)
// Thursday 11 June 2026, 10:00 in Shanghai
const now = at('2026-06-11T02:00:00.000Z')
const make = (actor: Actor, input: Partial<NewTask> = {}) =>
  now(actor, tx => createTask(tx, actor, { title: '寄样品', ...input }))
const finish = (actor: Actor, id: string) => now(actor, tx => moveTask(tx, actor, id, { move: 'finish' }))
const why = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      return error.reasons.map(({ key, path }) => (path ? `${key}@${path}` : key))
    },
  )
const notices = async (actor: Actor) => (await now(actor, tx => listNotices(tx, actor, {}))).items
const customer = async (actor: Actor, name: string) => (await now(actor, tx => createCustomer(tx, actor, { name }))).id

beforeAll(async () => {
  t = await testApp()
  ;[ann, max, wei] = await Promise.all([t.world.as('ann'), t.world.as('max'), t.world.as('wei')])
})
afterAll(() => t?.close())

describe('giving', () => {
  test('one gives, the other hears of it, does it, and the giver hears that', async () => {
    const subjectId = await customer(ann, '远山食品')
    const about = { about: { entity: 'customer', id: subjectId } } as const
    const task = await make(max, {
      ...about,
      title: '回访 😀',
      ownerId: ann.userId,
      due: '2026-06-11',
      priority: 'high',
    })
    expect(task).toMatchObject({ ownerName: 'Ann', givenByName: 'Max', subjectName: '远山食品' })
    const [given] = await notices(ann)
    expect(given).toMatchObject({ kind: 'taskGiven', values: { by: 'Max', title: '回访 😀' }, recordId: task.id })
    await finish(ann, task.id)
    expect(await notices(max)).toMatchObject([{ kind: 'taskDone', values: { by: 'Ann' } }])
    const { items } = await now(ann, tx => readTimeline(tx, ann, { entity: 'customer', id: subjectId }))
    expect(items.map(one => one.kind)).toEqual(expect.arrayContaining(['task.added', 'task.finished']))
    expect(await why(finish(ann, task.id))).toEqual(['flow.notFromHere'])
  })

  test('C113 nobody who has left, and of a record nobody who may not see it', async () => {
    const subjectId = await customer(ann, '海川')
    const about = { about: { entity: 'customer', id: subjectId } } as const
    const role = { roles: ['sales'] as const, deptId: t.world.officeId }
    const lea = await now(max, tx =>
      createUser(tx, { userId: null, via: 'demo' }, { name: 'Lea', email: 'lea@acme.example', ...role }),
    )
    expect(await why(make(ann, { ...about, ownerId: lea }))).toEqual(['task.cannotSee@ownerId'])
    expect((await t.as('olivia').post(`/users/${lea}/moves/deactivate`)).status).toBe(200)
    expect(await why(make(ann, { ownerId: lea }))).toEqual(['people.unknownUser@ownerId'])
    expect(await why(make(ann, { repeat: 'week', remind: 'hour' }))).toEqual([
      'task.repeatNeedsDue@due',
      'task.remindNeedsDue@due',
    ])
  })
})

describe('rights', () => {
  test('C120 what is about a record is for whoever may read it; the rest for who has it, who gave it, and above', async () => {
    const hidden = (await now(max, tx => createLead(tx, max, { name: 'Hidden' }))).id
    const secret = await make(max, { about: { entity: 'lead', id: hidden }, title: 'secret' })
    const own = await make(ann, { title: 'own' })
    const asked = await make(wei, { title: 'asked', ownerId: ann.userId })
    const seen = async (actor: Actor) =>
      (await now(actor, tx => listTasks(tx, actor, { limit: 200 }))).items.map(one => one.id)
    expect(await seen(ann)).toEqual(expect.arrayContaining([own.id, asked.id]))
    expect(await seen(ann)).not.toContain(secret.id)
    expect(await why(now(ann, tx => getTask(tx, ann, secret.id)))).toEqual(['kernel.missing'])
    expect(await why(now(ann, tx => listAboutTasks(tx, ann, 'lead', hidden)))).toEqual(['kernel.missing@id'])
    expect(await seen(max)).toEqual(expect.arrayContaining([own.id, asked.id, secret.id]))
    expect(await seen(wei)).toContain(asked.id)
    expect(await seen(wei)).not.toContain(own.id)
    // who gave it may change it, who only reads it may not
    expect((await now(wei, tx => editTask(tx, wei, asked.id, { title: '请尽快' }))).title).toBe('请尽快')
    const shared = await customer(ann, '共看')
    const theirs = await make(max, { about: { entity: 'customer', id: shared }, title: 'Max does it' })
    expect(await why(now(ann, tx => editTask(tx, ann, theirs.id, { title: 'x' })))).toEqual(['task.notYours'])
    expect(await why(finish(ann, theirs.id))).toEqual(['flow.notAllowed'])
  })
})

describe('days', () => {
  test('C148 late, today and tomorrow on Home and in the calendar by the company’s days; one press finishes', async () => {
    const oda = await t.world.as('oda')
    const done = await make(oda, { title: 'yesterday', due: '2026-06-10' })
    await make(oda, { title: 'today', due: '2026-06-11' })
    // half past midnight of the 12th in Shanghai is still the 11th in Greenwich
    await make(oda, { title: 'tomorrow', dueAt: '2026-06-11T16:30:00.000Z' })
    await make(oda, { title: 'next week', due: '2026-06-18' })
    await make(oda, { title: 'some day' })
    const groups = async () => {
      const home = await now(oda, tx => readHome(tx, oda))
      return home.groups.map(group => [group.key, group.lines.map(line => line.who)])
    }
    expect(await groups()).toEqual([
      ['late', ['yesterday']],
      ['today', ['today']],
      ['tomorrow', ['tomorrow']],
    ])
    const week = (await now(oda, tx => readHome(tx, oda))).week
    expect(week.filter(one => one.count > 0)).toEqual([
      { day: '2026-06-10', count: 1, promised: 0 },
      { day: '2026-06-11', count: 1, promised: 0 },
      { day: '2026-06-12', count: 1, promised: 0 },
    ])
    const span = { from: '2026-06-08', to: '2026-06-30', mine: true }
    const { items } = await now(oda, tx => agendaOf(tx, oda, span))
    expect(items.map(one => [one.day, one.kind, one.text, one.at === null])).toEqual([
      ['2026-06-10', 'task', 'yesterday', true],
      ['2026-06-11', 'task', 'today', true],
      ['2026-06-12', 'task', 'tomorrow', false],
      ['2026-06-18', 'task', 'next week', true],
    ])
    await finish(oda, done.id)
    expect((await groups()).map(([key]) => key)).toEqual(['today', 'tomorrow'])
  })

  test('it rings once, again for another time, and not once it is done', async () => {
    const task = await make(wei, { title: 'ring', dueAt: '2026-06-11T03:00:00.000Z', remind: 'quarter' })
    const rung = async (instant: string) =>
      (await at(instant)(wei, tx => fireReminders(tx))).filter(one => one.kind === 'task')
    expect(await rung('2026-06-11T02:44:00.000Z')).toEqual([])
    expect(await rung('2026-06-11T02:45:00.000Z')).toMatchObject([
      { text: 'ring', subjectId: task.id, userId: wei.userId },
    ])
    expect(await rung('2026-06-11T02:46:00.000Z')).toEqual([])
    await now(wei, tx => editTask(tx, wei, task.id, { dueAt: '2026-06-11T04:00:00.000Z' }))
    await now(wei, tx => editTask(tx, wei, task.id, { note: 'no other time' }))
    expect(await rung('2026-06-11T03:45:00.000Z')).toHaveLength(1)
    await now(wei, tx => editTask(tx, wei, task.id, { dueAt: '2026-06-11T06:00:00.000Z' }))
    await finish(wei, task.id)
    expect(await rung('2026-06-11T09:00:00.000Z')).toEqual([])
  })

  test('what repeats makes its next one once, however often it is opened again', async () => {
    const task = await make(ann, { title: '周报', due: '2026-06-12', repeat: 'week', remind: 'onTime' })
    const done = await finish(ann, task.id)
    const next = await now(ann, tx => getTask(tx, ann, done.nextId ?? ''))
    expect(next).toMatchObject({ title: '周报', due: '2026-06-19', state: 'open', repeat: 'week', remind: 'onTime' })
    await now(ann, tx => moveTask(tx, ann, task.id, { move: 'reopen' }))
    expect((await finish(ann, task.id)).nextId).toBe(next.id)
    const { items } = await now(ann, tx =>
      listTasks(tx, ann, { filter: JSON.stringify({ field: 'title', op: 'is', value: '周报' }) }),
    )
    expect(items).toHaveLength(2)
  })

  test('two who finish it at once finish it once', async () => {
    const task = await make(ann, { title: '一次', due: '2026-06-12', repeat: 'workday' })
    const both = await Promise.allSettled([finish(ann, task.id), finish(max, task.id)])
    expect(both.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const filter = JSON.stringify({ field: 'title', op: 'is', value: '一次' })
    expect((await now(ann, tx => listTasks(tx, ann, { filter }))).items).toHaveLength(2)
  })
})

test('C106 what is about a record in the trash waits with it, on Home and in the calendar', async () => {
  const fay = await t.world.as('fay')
  const id = await customer(max, '废弃')
  await make(fay, { title: 'gone', about: { entity: 'customer', id }, due: '2026-06-11' })
  const lines = async () =>
    (await now(fay, tx => readHome(tx, fay))).groups.flatMap(group => group.lines.map(line => line.text))
  expect(await lines()).toContain('gone')
  await now(max, tx => trashCustomer(tx, max, id))
  expect(await lines()).not.toContain('gone')
})

test('what somebody who leaves had still to do goes on, with its reminders', async () => {
  const open = await make(wei, { title: '交接给别人', dueAt: '2026-06-12T03:00:00.000Z', remind: 'hour' })
  const olivia = await t.world.as('olivia')
  const count = await now(olivia, tx => giveTasks(tx, olivia, wei.userId, ann.userId))
  expect(count).toBeGreaterThan(0)
  expect(await now(ann, tx => getTask(tx, ann, open.id))).toMatchObject({ ownerId: ann.userId, givenByName: 'Wei' })
  const rung = await at('2026-06-12T02:00:00.000Z')(ann, tx => fireReminders(tx))
  expect(rung.filter(one => one.subjectId === open.id).map(one => one.userId)).toEqual([ann.userId])
  const taken = (await notices(ann)).find(one => one.kind === 'tasksTaken')
  expect(taken?.values).toEqual({ by: 'Olivia', count })
})
