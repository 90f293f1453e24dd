import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const required = (path: string) => ({ status: 400, body: { reasons: [{ key: 'field.required', path }] } })
const nothing = [' ', '\u3000\t\n', '\u200b', '\u2800']

test('a reason, a reminder, a follow-up or what was promised made of blanks is none', async () => {
  const lead = await app.as('ann').post('/leads', { name: '周先生' })
  const subject = { subjectEntity: 'lead', subjectId: lead.body.id }
  const fireAt = '2030-01-01T00:00:00Z'
  const call = { ...subject, kind: 'call' }
  for (const blank of nothing) {
    const ask = (path: string, body: object) => app.as('ann').post(path, { ...body })
    expect(await ask('/reminders', { ...subject, text: blank, fireAt })).toMatchObject(required('text'))
    expect(await ask('/followups', { ...call, content: blank })).toMatchObject(required('content'))
    expect(await ask('/followups', { ...call, content: '来电', needs: [{ text: blank }] })).toMatchObject(
      required('needs.0.text'),
    )
    expect(await ask('/followups', { ...call, content: '来电', promises: [{ what: blank }] })).toMatchObject(
      required('promises.0.what'),
    )
    for (const move of ['invalidate', 'return'])
      expect(await ask(`/leads/${String(lead.body.id)}/moves/${move}`, { reason: blank })).toMatchObject(
        required('reason'),
      )
  }
  // nothing was half written
  expect((await app.as('ann').get(`/leads/${String(lead.body.id)}`)).body).toMatchObject({ version: 1 })
})

test('a forged cursor is refused by its field, whatever stands in it', async () => {
  for (const name of ['一', '二', '三']) await app.as('ann').post('/customers', { name })
  const page = await app.as('ann').get('/customers?limit=1&sort=-createdAt')
  const [keys, values, id] = JSON.parse(Buffer.from(String(page.body.nextCursor), 'base64url').toString()) as unknown[] // our own cursor
  for (const value of ['x', 7, true, '2026-02-30T00:00:00Z', '9999999-01-01T00:00:00Z', 'infinity', {}, '\u0000']) {
    const forged = Buffer.from(JSON.stringify([keys, [value], id])).toString('base64url')
    expect(await app.as('ann').get(`/customers?limit=1&sort=-createdAt&cursor=${forged}`)).toMatchObject({
      status: 400,
      body: { reasons: [{ key: 'list.badCursor', path: 'cursor' }] },
    })
  }
  const real = Buffer.from(JSON.stringify([keys, values, id])).toString('base64url')
  expect((await app.as('ann').get(`/customers?limit=1&sort=-createdAt&cursor=${real}`)).status).toBe(200)
})
