import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { Person } from '#test/world.ts'
import { readLogging } from './logging.service.ts'

let t: TestApp
let customerId = ''
let contactId = ''
let leadId = ''

const label = { en: 'Mood', zh: '情绪' }
const set = (kinds: object[], who: Person = 'max') => t.as(who).put('/followup-logging', { kinds })
const asks = (kind: string, ...required: string[]) => ({ kind, shown: true, required })
const log = (more: object, subject: object = { subjectEntity: 'customer', subjectId: customerId }) =>
  t.as('ann').post('/followups', { kind: 'visit', content: 'x', ...subject, ...more })
/** The reasons of a refusal, each at its path. */
const why = async (answer: ReturnType<typeof log>) => {
  const { body } = await answer
  return (body.reasons as { key: string; path?: string }[]).map(({ key, path }) => `${key}@${path}`) // as every refusal
}
const phrase = (id: number, more: object = {}) => ({
  id: `00000000-0000-7000-8000-${String(id).padStart(12, '0')}`,
  name: '再约',
  kind: 'call',
  content: '约好再谈',
  nextStep: '再谈',
  nextDays: 1,
  oneTap: true,
  ...more,
})

beforeAll(async () => {
  t = await testApp()
  await t.as('olivia').post('/fields', { entity: 'followup', key: 'mood', label, kind: 'text' })
  customerId = String((await t.as('ann').post('/customers', { name: '远山食品' })).body.id)
  contactId = String((await t.as('ann').post('/contacts', { name: '傅工', customerId })).body.id)
  leadId = String((await t.as('ann').post('/leads', { name: '王先生' })).body.id)
})
afterAll(() => t?.close())

test('a kind refuses what it asks for and was not said, all reasons at once; other kinds go on', async () => {
  expect((await set([asks('visit')], 'ann')).status).toBe(403)
  const required = ['contactId', 'result', 'competitors', 'custom.mood', 'needs', 'nextStep']
  expect((await set([asks('visit', ...required)])).status).toBe(200)
  expect(await why(log({}))).toEqual([
    'field.required@contactId',
    'field.required@result',
    'field.required@competitors',
    'field.required@custom.mood',
    'followup.needMissing@needs',
    'followup.stepMissing@nextStep',
  ])
  const said = {
    contactId,
    result: 'will try it',
    competitors: 'Falcon',
    custom: { mood: 'good' },
    needs: [{ text: '60 a minute' }],
  }
  expect(await why(log({ ...said, nextStep: 'send the video' }))).toEqual(['followup.timeMissing@nextStepAt'])
  const nextStepAt = new Date(Date.now() + 86_400_000).toISOString()
  const made = await log({ ...said, nextStep: 'send the video', nextStepAt })
  expect([made.status, made.body.competitors, made.body.custom]).toEqual([201, 'Falcon', { mood: 'good' }])
  expect((await log({ kind: 'call' })).status).toBe(201)
  const about = { subjectEntity: 'lead', subjectId: leadId }
  expect(await why(log({}, about))).not.toContain('field.required@contactId')
})

test('the same verdict through a batch, and none where a field is closed to the one who logs', async () => {
  await set([asks('visit', 'result', 'budget')])
  const input = { subjectEntity: 'customer', subjectId: customerId, kind: 'visit', content: 'x', result: 'ok' }
  const { body } = await t
    .as('ann')
    .post('/batch', { mode: 'each', rows: [{ entity: 'followup', do: 'create', input }] })
  expect(body.items).toMatchObject([{ ok: false, reasons: [{ key: 'field.required', path: 'budget' }] }])
  const closed = (access: string) =>
    t.as('olivia').put('/field-rights', { changes: [{ entity: 'followup', field: 'budget', role: 'sales', access }] })
  await closed('hidden')
  expect((await log({ result: 'ok' })).status).toBe(201)
  await closed('edit')
  expect(await why(log({ result: 'ok' }))).toEqual(['field.required@budget'])
})

test('a kind that is not in use takes no new ones; what was logged before is still mended', async () => {
  await set([])
  const id = String((await log({})).body.id)
  await set([{ kind: 'visit', shown: false, required: ['result'] }, asks('call', 'result')])
  expect(await why(log({}))).toContain('followup.kindHidden@kind')
  const mend = (body: Readonly<Record<string, unknown>>) => t.as('ann').patch(`/followups/${id}`, body)
  expect((await mend({ content: 'xx' })).status).toBe(200)
  expect(await why(mend({ kind: 'call' }))).toEqual(['field.required@result'])
  expect((await mend({ kind: 'call', result: 'ok' })).status).toBe(200)
  expect(await why(mend({ result: null }))).toEqual(['field.required@result'])
  expect(await why(set([{ kind: 'note', shown: false, required: ['colour'] }]))).toEqual([
    'followup.noteStays@kinds.0.shown',
    'followup.notAskable@kinds.0.required',
  ])
  await set([])
})

test('phrases are the company’s or one’s own: nobody sees another’s', async () => {
  const own = await t.as('ann').put('/followup-logging/own', { phrases: [phrase(1)] })
  expect(own.body.own).toMatchObject([{ name: '再约' }])
  expect((await t.as('max').get('/followup-logging')).body.own).toEqual([])
  expect((await t.as('ann').put('/followup-logging', { phrases: [phrase(2)] })).status).toBe(403)
  await t.as('max').put('/followup-logging', { phrases: [phrase(2, { name: '报价中' })] })
  const { body } = await t.as('ann').get('/followup-logging')
  expect([body.phrases, body.own]).toMatchObject([[{ name: '报价中' }], [{ name: '再约' }]])
  const text = `select count(*)::int as told from event where org_id = $1 and kind = 'followup.loggingSet' and after ? 'phrases'`
  const told = inOrg(t.db, t.world.acmeId, { mode: 'read' }, db => db.query({ text, values: [db.orgId] }))
  expect(await told).toEqual([{ told: 1 }])
  const idle = t.as('ann').put('/followup-logging/own', { phrases: [phrase(1, { nextStep: ' ' })] })
  expect(await why(idle)).toEqual(['followup.stepMissing@phrases.0.nextStep'])
})

test('the next step of a phrase falls on a working day of the company: after the National Day week, not in it', async () => {
  const ann = await t.world.as('ann')
  const then = { ...t.db, clock: fixedClock('2026-09-30T08:00:00.000Z') }
  const { own } = await inOrg(then, ann.orgId, { mode: 'read' }, db => readLogging(db, ann))
  expect(own[0]?.nextAt).toBe('2026-10-08T02:00:00.000Z')
})
