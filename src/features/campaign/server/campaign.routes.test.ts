import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { add } from '#kernel/money.ts'
import { type TestApp, testApp } from '#test/app.ts'
import type { ReportRow, WholeCampaign } from '../campaign.schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

type Row = Readonly<Record<string, unknown>>
/** The answers are held to their schemas by the test app. */
const listIn = <R = Row>(list: unknown): R[] => (Array.isArray(list) ? list : [])
const made = async (path: string, body: Row, who: 'olivia' | 'ann' | 'max' = 'olivia') => {
  const answer = await t.as(who).post(path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const campaignOf = async (name: string, more: Row = {}) =>
  (await made('/campaigns', { name, ...more })) as unknown as WholeCampaign // held to its schema by the test app
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
const span = () => `from=${today().slice(0, 4)}-01-01&to=${today()}`
const report = async (by: 'campaign' | 'source', who: 'olivia' | 'max' = 'olivia') => {
  const { status, body } = await t.as(who).get(`/campaigns/report?by=${by}&${span()}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return listIn<ReportRow>(body.items)
}

/** A lead that a first follow-up was logged for, so that it may become a deal. */
async function converted(name: string, more: Row): Promise<string> {
  const lead = await made('/leads', { name, ...more })
  await made('/followups', { subjectEntity: 'lead', subjectId: lead.id, kind: 'call', content: 'x' })
  const answer = await t.as('olivia').post(`/leads/${lead.id}/moves/convert`, { newCustomer: true })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return String(answer.body.dealId)
}

async function won(dealId: string, amount: string, currency = 'CNY'): Promise<void> {
  const me = t.as('olivia')
  const edited = await me.patch(`/deals/${dealId}`, { amount, currency, expectedClose: today() })
  expect(edited.status, JSON.stringify(edited.body)).toBe(200)
  const answer = await me.post(`/deals/${dealId}/moves/win`, { noOrderReason: 'x' })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}

describe('a campaign', () => {
  test('keeps the rate of the day with what it cost, and refuses a day without one', async () => {
    const fair = await campaignOf('Canton fair', { budget: '20000', startsOn: '2026-01-01', endsOn: '2026-02-01' })
    expect(fair.code).toMatch(/^[a-z0-9]{6}$/)
    const spend = (body: Row) => t.as('olivia').post(`/campaigns/${fair.id}/costs`, body)
    const refused = await spend({ onDate: '2026-01-05', amount: '10', currency: 'USD' })
    expect(refused.body).toMatchObject({
      reasons: [{ key: 'campaign.noRate', path: 'currency', values: { currency: 'USD' } }],
    })
    const rate = { currency: 'USD', onDate: '2026-01-01', rate: '7.1185' }
    expect((await t.as('olivia').put('/currency-rates', rate)).status).toBe(200)
    expect((await spend({ onDate: '2026-01-05', amount: '10', currency: 'USD' })).body).toMatchObject({
      spent: '71.19',
    })
    expect((await spend({ onDate: '2026-01-06', amount: '1000.5', note: 'stand' })).body).toMatchObject({
      spent: '1071.69',
      costs: [{ amount: '1000.5' }, { baseAmount: '71.19' }],
    })
    const [first] = listIn<{ id: string }>((await t.as('olivia').get(`/campaigns/${fair.id}`)).body.costs)
    expect((await t.as('olivia').delete(`/campaigns/${fair.id}/costs/${first?.id}`)).body).toMatchObject({
      spent: '71.19',
    })
    expect((await t.as('olivia').delete(`/campaigns/${fair.id}/costs/${first?.id}`)).status).toBe(404)
  })
  test('is one by its name, ends after it begins, and is out of reach of who may not', async () => {
    const mine = await campaignOf('Mailing')
    const twice = await t.as('olivia').post('/campaigns', { name: 'MAILING' })
    expect(twice.body).toMatchObject({ reasons: [{ key: 'campaign.nameTaken', path: 'name' }] })
    const turned = {
      name: 'Turned',
      startsOn: '2026-02-01',
      endsOn: '2026-01-01',
      currency: 'ABC',
      ownerId: t.world.ids.gus,
    }
    expect(
      listIn<{ key: string }>((await t.as('olivia').post('/campaigns', turned)).body.reasons).map(one => one.key),
    ).toEqual([...['campaign.endsBefore', 'campaign.badCurrency', 'campaign.unknownOwner']])
    expect((await t.as('ann').get('/campaigns')).status).toBe(403)
    expect((await t.as('max').post('/campaigns', { name: 'Max' })).status).toBe(403)
    expect((await t.as('gus').get(`/campaigns/${mine.id}`)).status).toBe(404)
    const stale = await t.as('olivia').patch(`/campaigns/${mine.id}`, { state: 'ended', version: 9 })
    expect(stale.status).toBe(409)
  })
  test('takes its leads and deals along when it is called otherwise', async () => {
    const { id, version } = await campaignOf('Old name')
    const dealId = await converted('Renamed', { campaign: 'Old name', source: '展会' })
    expect((await t.as('olivia').patch(`/campaigns/${id}`, { name: 'New name', version })).body.name).toBe('New name')
    expect((await t.as('olivia').get(`/deals/${dealId}`)).body).toMatchObject({ campaign: 'New name', source: '展会' })
    const found = await t
      .as('olivia')
      .get(`/leads?filter=${encodeURIComponent(JSON.stringify({ field: 'campaign', op: 'is', value: 'New name' }))}`)
    expect(listIn(found.body.items)).toHaveLength(1)
  })
})

test('the report is what the lists themselves add up to, and what lies between the days alone', async () => {
  const expo = await campaignOf('Expo', { source: 'Fair' })
  await made(`/campaigns/${expo.id}/costs`, { onDate: today(), amount: '900' })
  await made(`/campaigns/${expo.id}/costs`, { onDate: '2020-01-01', amount: '5000' })
  await won(await converted('One', { campaign: 'Expo', source: 'Fair' }), '1200.5')
  await won(await converted('Two', { campaign: 'Expo', source: 'Fair' }), '100', 'USD')
  await converted('Three', { campaign: 'Expo', source: 'Web' })
  await made('/leads', { name: 'Four', campaign: 'Expo' })
  await made('/leads', { name: 'Five', campaign: 'Nobody set this up' })
  await made('/leads', { name: 'Six' })
  const rows = await report('campaign')
  const row = rows.find(one => one.name === 'Expo')
  expect(row).toMatchObject({
    ...{ campaignId: expo.id, leads: 4, converted: 3, deals: 3, won: 2, unpriced: 0, cost: '900' },
    ...{ amount: '1912.35', costPerLead: '225', costPerWon: '450', roi: '1.1248' },
  })
  expect(rows.find(one => one.name === 'Nobody set this up')).toMatchObject({
    campaignId: null,
    leads: 1,
    cost: '0',
    roi: null,
  })
  expect(rows.at(-1)).toMatchObject({ name: null })
  expect((await report('source')).find(one => one.name === 'Fair')).toMatchObject({
    leads: 2,
    won: 2,
    amount: '1912.35',
    cost: '900',
  })

  // again, from the lists that the figures open
  const listed = async (path: string, all: Row[]) =>
    listIn<{ amount: string; currency: string }>(
      (await t.as('olivia').get(`${path}?limit=200&filter=${encodeURIComponent(JSON.stringify({ all }))}`)).body.items,
    )
  const own = { field: 'campaign', op: 'is', value: 'Expo' }
  const within = (field: string) => ({ field, op: 'between', value: [`${today().slice(0, 4)}-01-01`, today()] })
  expect(await listed('/leads', [own, within('createdAt')])).toHaveLength(row?.leads ?? -1)
  expect(
    await listed('/leads', [own, within('createdAt'), { field: 'state', op: 'is', value: 'converted' }]),
  ).toHaveLength(row?.converted ?? -1)
  expect(await listed('/deals', [own, within('createdAt')])).toHaveLength(row?.deals ?? -1)
  const deals = await listed('/deals', [own, within('closedAt'), { field: 'state', op: 'is', value: 'won' }])
  const base = deals.map(one => (one.currency === 'CNY' ? one.amount : '711.85'))
  expect([deals.length, base.reduce(add, '0')]).toEqual([row?.won, row?.amount])

  // whoever sees a part of the leads counts a part
  expect((await report('campaign', 'max')).find(one => one.name === 'Expo')).toMatchObject({ leads: 0, cost: '900' })
})

describe('sources', () => {
  test('stand in both languages; what is left out is archived and no longer offered', async () => {
    const lines = [
      { nameEn: 'Website', nameZh: '官网', archived: false },
      { nameEn: 'Fair', nameZh: '展会', archived: false },
    ]
    const set = await t.as('max').put('/lead-sources', { items: lines })
    expect(set.status, JSON.stringify(set.body)).toBe(200)
    const [web] = listIn<Row>(set.body.items)
    expect(listIn((await t.as('ann').get('/lead-sources/offered')).body.items)).toMatchObject([
      { name: 'Website' },
      { name: 'Fair' },
    ])
    const less = await t.as('max').put('/lead-sources', { items: [web] })
    expect(less.body.items).toMatchObject([
      { nameEn: 'Website', archived: false },
      { nameEn: 'Fair', archived: true },
    ])
    expect(listIn((await t.as('ann').get('/lead-sources/offered')).body.items)).toMatchObject([{ name: 'Website' }])
    const twice = await t
      .as('max')
      .put('/lead-sources', { items: [...lines, { nameEn: 'WEBSITE', nameZh: '网站', archived: false }] })
    expect(twice.body).toMatchObject({ reasons: [{ key: 'campaign.sourceTaken', path: 'items.2.nameEn' }] })
    const foreign = { id: t.world.ids.gus, nameEn: 'Other', nameZh: '其他', archived: false }
    const refused = await t.as('max').put('/lead-sources', { items: [foreign] })
    expect(refused.body).toMatchObject({ reasons: [{ key: 'campaign.unknownSource', path: 'items.0.id' }] })
    expect((await t.as('ann').put('/lead-sources', { items: [] })).status).toBe(403)
  })
})
