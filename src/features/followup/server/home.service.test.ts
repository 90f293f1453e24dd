import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLead } from '#features/lead/server/create.service.ts'
import { assignLead } from '#features/lead/server/leadMove.service.ts'
import type { Actor } from '#kernel/access.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { registerHome } from '#meta/home.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { worldOn } from '#test/world.ts'
import { registerEntities } from '../../../app/server/entities.ts'
import { readHome } from './home.service.ts'
import { setNextStep } from './nextStep.service.ts'
import { createReminder } from './reminder.service.ts'

let database: TestDatabase
let db: Database
let ann: Actor
let max: Actor

const at =
  (instant: string) =>
  <T>(actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> =>
    inOrg({ ...db, clock: fixedClock(instant) }, actor.orgId, { mode: 'write' }, fn)
// Thursday 11 June 2026, 10:00 in Shanghai
const now = at('2026-06-11T02:00:00.000Z')

beforeAll(async () => {
  registerEntities()
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 6 })
  const world = worldOn(db)
  ann = await world.as('ann')
  max = await world.as('max')
})

afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

async function plan(name: string, nextStepAt: string): Promise<string> {
  const { id } = await now(ann, tx => createLead(tx, ann, { name }))
  await now(ann, tx => setNextStep(tx, ann, { subjectEntity: 'lead', subjectId: id, nextStep: name, nextStepAt }))
  return id
}
const named = async (actor: Actor, when = now) => {
  const { groups } = await when(actor, tx => readHome(tx, actor))
  return Object.fromEntries(groups.map(group => [group.key, group.lines.map(line => line.who)]))
}

test('C148 late, today and tomorrow are cut by the days of the organisation, whatever the machine thinks', async () => {
  await plan('an hour ago', '2026-06-11T01:00:00.000Z')
  await plan('tonight', '2026-06-11T15:59:00.000Z')
  await plan('after midnight', '2026-06-11T16:00:00.000Z')
  await plan('the day after tomorrow', '2026-06-12T16:00:00.000Z')
  expect(await named(ann)).toEqual({ late: ['an hour ago'], today: ['tonight'], tomorrow: ['after midnight'] })
  const home = await now(ann, tx => readHome(tx, ann))
  expect(home.day).toBe('2026-06-11')
  expect(home.week.map(one => one.count)).toEqual([0, 0, 0, 2, 1, 1, 0])
  expect(home.week[0]?.day).toBe('2026-06-08')
})

test('a new lead asks for its first contact, and is late the next day; one without an owner asks whoever assigns', async () => {
  const fresh = await now(max, tx => createLead(tx, max, { name: 'fresh', ownerId: ann.userId }))
  await now(max, tx => createLead(tx, max, { name: 'nobody’s', ownerId: null }))
  expect((await named(ann)).today).toContain('fresh')
  expect((await named(ann, at('2026-06-12T02:00:00.000Z'))).late).toContain('fresh')
  expect(await named(ann)).not.toHaveProperty('waiting')
  expect((await named(max)).waiting).toEqual(['nobody’s'])
  await now(max, tx => assignLead(tx, max, fresh.id, { ownerId: max.userId }))
  expect((await named(ann)).today).not.toContain('fresh')
})

test('a reminder about what is out of reach by now is not shown', async () => {
  const { id } = await now(ann, tx => createLead(tx, ann, { name: 'given away' }))
  const ring = { subjectEntity: 'lead', subjectId: id, text: 'ask again', fireAt: '2026-06-11T03:00:00.000Z' }
  await now(ann, tx => createReminder(tx, ann, ring))
  const lines = async () => (await now(ann, tx => readHome(tx, ann))).groups.flatMap(group => group.lines)
  expect((await lines()).find(line => line.text === 'ask again')).toMatchObject({ actions: ['done', 'reschedule'] })
  await now(max, tx => assignLead(tx, max, id, { ownerId: max.userId }))
  expect((await lines()).find(line => line.text === 'ask again')).toBe(undefined)
})

test('other features add their lines; who may not ask is not asked', async () => {
  const id = '00000000-0000-7000-8000-000000000001'
  const say = { key: 'home.noNextStep' }
  const line = {
    key: 'x',
    entity: 'lead',
    recordId: id,
    who: 'Packet',
    text: null,
    say,
    note: null,
    phone: null,
    at: null,
    move: null,
  }
  registerHome({
    section: 'packet',
    access: 'lead.assign',
    lines: async () => [{ ...line, step: 'handoff', actions: ['open'] }],
  })
  expect((await named(max)).packet).toEqual(['Packet'])
  expect(await named(ann)).not.toHaveProperty('packet')
})
