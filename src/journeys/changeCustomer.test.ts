import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDefaultPipeline, listPipelines } from '#features/deal/server/pipeline.service.ts'
import { inOrg } from '#kernel/db.ts'
import { type Answer, type TestApp, testApp } from '#test/app.ts'
import { examine } from '../app/ops/doctor.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
  await inOrg(app.db, app.world.acmeId, { mode: 'write' }, async tx => {
    if ((await listPipelines(tx)).length === 0) createDefaultPipeline(tx)
  })
})
afterAll(() => app.close())

const idOf = ({ body }: Answer): string => String(body.id)
const keysOf = ({ body }: Answer) => (body.reasons as { key: string }[]).map(one => one.key) // a refusal's shape
const made = async (path: string, body: Readonly<Record<string, unknown>>): Promise<Answer> => {
  const answer = await app.as('ann').post(path, body)
  expect(answer.body).not.toHaveProperty('reasons')
  return answer
}
const customer = async (name: string) => {
  const id = idOf(await made('/customers', { name }))
  const contactId = idOf(await made('/contacts', { customerId: id, name: `${name} 经理` }))
  return { id, contactId }
}
const change = (id: string, body: Readonly<Record<string, unknown>>, who: 'ann' | 'fay' | 'max' = 'ann') =>
  app.as(who).post(`/deals/${id}/moves/changeCustomer`, body)
const rows = <R>(text: string, ...values: unknown[]): Promise<R[]> =>
  inOrg(app.db, app.world.acmeId, { mode: 'read' }, tx =>
    tx.query<R & pg.QueryResultRow>({ text, values: [app.world.acmeId, ...values] }),
  )
const figures = async (id: string) => {
  const [found] = await rows<{ openDeals: number; needs: number; lastFollowupAt: string | null }>(
    'select open_deals, needs, last_followup_at from customer_activity where org_id = $1 and customer_id = $2',
    id,
  )
  return found
}

test('a deal begun for the wrong customer goes to the right one with lead, drafts and what was heard; both counters move', async () => {
  const right = await customer('昆山晨曦食品有限公司')
  const lead = await made('/leads', { name: '傅慧琳', company: '霁川调味品有限公司', phone: '13800138000' })
  await made('/followups', {
    subjectEntity: 'lead',
    subjectId: idOf(lead),
    kind: 'call',
    content: '聊过',
    needs: [{ text: '60 包/分' }, { text: '不锈钢' }],
    promises: [{ what: '周五报价' }],
  })
  const converted = (await made(`/leads/${idOf(lead)}/moves/convert`, {})).body
  const [dealId, wrongId] = [String(converted.dealId), String(converted.customerId)]
  const before = (await app.as('ann').get(`/deals/${dealId}`)).body
  const quote = await made('/quotes', { dealId, lines: [{ name: '运费', kind: 'fee', unitQty: '1', price: '300' }] })
  expect(await figures(wrongId)).toMatchObject({ openDeals: 1, needs: 2 })

  const preview = await app.as('ann').post(`/deals/${dealId}/moves/changeCustomer/preview`)
  expect(preview.body).toEqual({ reasons: [] })
  const done = await change(dealId, { customerId: right.id, contactId: right.contactId })
  expect(done.body).toMatchObject({ customerId: right.id, contactId: right.contactId, threadId: before.threadId })
  expect(await figures(wrongId)).toEqual({ openDeals: 0, needs: 0, lastFollowupAt: null })
  expect(await figures(right.id)).toMatchObject({ openDeals: 1, needs: 2, lastFollowupAt: expect.any(String) })
  for (const path of [`/quotes/${idOf(quote)}`, `/leads/${idOf(lead)}`])
    expect((await app.as('ann').get(path)).body).toMatchObject({ customerId: right.id, contactId: right.contactId })
  for (const table of ['needs', 'promises', 'followups'])
    expect(await rows(`select 1 from ${table} where org_id = $1 and customer_id = $2`, wrongId), table).toEqual([])
  const [event] = await rows<{ before: object; after: object }>(
    `select before, after from event where org_id = $1 and kind = 'deal.customerChanged' and record_id = $2`,
    dealId,
  )
  expect(event).toMatchObject({
    before: { customerId: wrongId, customerName: '霁川调味品有限公司' },
    after: { customerId: right.id, customerName: '昆山晨曦食品有限公司' },
  })
  const timeline = await app.as('ann').get(`/timeline?entity=customer&id=${right.id}`)
  expect(JSON.stringify(timeline.body)).toContain('followup.logged')
  const report = await examine({ opsUrl: app.database.opsUrl, filesFolder: '/nonexistent', today: '2026-11-25' })
  expect(report.checks.filter(one => one.found > 0 && !one.advice)).toEqual([])
})

test('what was offered, won or belongs to others stays where it is', async () => {
  const [one, two] = [await customer('甲方'), await customer('乙方')]
  const max = await app.as('max').post('/customers', { name: 'Max’s own' })
  const deal = await made('/deals', { name: 'x', customerId: one.id, amount: '10', expectedClose: '2030-01-01' })
  const id = idOf(deal)
  expect(keysOf(await change(id, { customerId: one.id }))).toEqual(['deal.sameCustomer'])
  expect(keysOf(await change(id, { customerId: idOf(max), contactId: one.contactId }))).toEqual([
    'deal.unknownCustomer',
    'deal.unknownContact',
  ])
  expect(keysOf(await change(id, { customerId: two.id, version: 99 }))).toEqual(['kernel.stale'])
  expect((await change(id, { customerId: two.id }, 'fay')).status).toBe(403)
  const quote = await made('/quotes', {
    dealId: id,
    lines: [{ name: '运费', kind: 'fee', unitQty: '1', price: '300' }],
  })
  await made(`/quotes/${idOf(quote)}/moves/send`, {})
  expect(keysOf(await change(id, { customerId: two.id }))).toEqual(['deal.quoteSent'])
  await made(`/quotes/${idOf(quote)}/moves/decline`, { declineReason: '太贵' })
  expect(keysOf(await change(id, { customerId: two.id }))).toEqual(['deal.quoteSent'])
  await made(`/deals/${id}/moves/lose`, { lostReason: 'price' })
  const preview = await app.as('ann').post(`/deals/${id}/moves/changeCustomer/preview`)
  expect(keysOf(preview)).toEqual(['deal.customerClosed', 'deal.quoteSent'])
})

test('deals that change places at the same moment never wait for each other, and every counter is right', async () => {
  const [one, two] = [await customer('左'), await customer('右')]
  const of = async (customerId: string) => idOf(await made('/deals', { name: 'x', customerId }))
  const left = await Promise.all([of(one.id), of(one.id), of(one.id)])
  const right = await Promise.all([of(two.id), of(two.id), of(two.id)])
  const answers = await Promise.all([
    ...left.map(id => change(id, { customerId: two.id })),
    ...right.map(id => change(id, { customerId: one.id })),
  ])
  expect(answers.map(answer => answer.status)).toEqual(answers.map(() => 200))
  expect(await figures(one.id)).toMatchObject({ openDeals: 3 })
  expect(await figures(two.id)).toMatchObject({ openDeals: 3 })
  expect(app.db.counters.retries).toBe(0)
})
