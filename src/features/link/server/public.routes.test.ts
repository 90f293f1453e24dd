import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
let log = ''
let survey: string
beforeAll(async () => {
  t = await testApp({ LOG_LEVEL: 'info' }, line => {
    log += line
  })
  survey = await surveyOf('olivia')
})
afterAll(() => t.close())

async function surveyOf(who: 'olivia' | 'gus'): Promise<string> {
  const me = t.as(who)
  const customer = await me.post('/customers', { name: '江苏榆湾饮料有限公司' })
  const ticket = await me.post('/tickets', { title: '漏油', customerId: customer.body.id })
  for (const [move, body] of [['start'], ['resolve', { resolution: '已换' }], ['close']] as const)
    expect((await me.post(`/tickets/${ticket.body.id}/moves/${move}`, body ?? {})).status).toBe(200)
  const { items } = (await me.get(`/surveys?sort=-createdAt&limit=1`)).body
  return String(Object(Array.isArray(items) ? items[0] : {}).id)
}

let address = 0
const fresh = () => `10.1.${Math.floor(++address / 250)}.${address % 250}`
const give = async (who: 'olivia' | 'gus' = 'olivia', id = survey) => {
  const { status, body } = await t.as(who).post(`/surveys/${id}/links`)
  expect(status).toBe(201)
  return { id: String(body.id), path: String(body.path) }
}
const get = (url: string, headers: Record<string, string> = {}, remoteAddress = fresh()) =>
  t.app.inject({ url, headers: { accept: 'text/html', ...headers }, remoteAddress })
const post = (url: string, payload: string, remoteAddress = fresh()) =>
  t.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
    remoteAddress,
  })
const admin = (text: string, values: unknown[]) =>
  inOrg(t.db, t.world.acmeId, { mode: 'write' }, async tx => tx.write({ text, values: [tx.orgId, ...values] }))
const linksOf = async (id = survey) => {
  const { items } = (await t.as('olivia').get(`/links?entity=survey&recordId=${id}`)).body
  return (Array.isArray(items) ? items : []) as { id: string; opened: number; revokedAt: string | null }[] // its schema is checked by the test app
}

describe('a page for customers', () => {
  test('is one small request without script, cookie or other hosts, kept nowhere and never indexed', async () => {
    const { path } = await give()
    const page = await get(path, { 'accept-language': 'en-GB' })
    expect(page.statusCode).toBe(200)
    expect(Buffer.byteLength(page.rawPayload)).toBeLessThan(100_000)
    expect(page.body).not.toMatch(/<script|<iframe|https?:\/\/|src=/)
    expect(page.body).toContain('lang="en"')
    expect(page.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(page.headers['set-cookie']).toBeUndefined()
    expect((await get(`${path}?lang=zh`, { 'accept-language': 'en' })).body).toContain('lang="zh-CN"')
  })
  test('its form is taken though a browser does not say where it stood; answered, everybody is thanked', async () => {
    const id = await surveyOf('olivia')
    const { path } = await give('olivia', id)
    const told = await post(`${path}?lang=en`, 'score=5&comment=%F0%9F%99%82+fine')
    expect([told.statusCode, told.headers.location]).toEqual([303, `${path}?lang=en`])
    expect((await get(`${path}?lang=en`)).body).toContain('Thank you!')
    expect((await t.as('olivia').get(`/surveys/${id}`)).body).toMatchObject({ score: 5, comment: '🙂 fine' })
  })
  test('what is wrong is said on the page, and what was typed stays as text', async () => {
    const { path } = await give()
    const again = await post(`${path}?lang=en`, 'score=7&comment=%3Cscript%3Ealert(1)%3C/script%3E')
    expect(again.statusCode).toBe(422)
    expect(again.body).toContain('Please choose a score.')
    expect(again.body).toContain('&lt;script&gt;alert(1)')
    expect((await post(path, 'x'.repeat(100_000))).statusCode).toBe(413)
  })
})

describe('a link', () => {
  test('its token is kept nowhere, neither in a table nor in the log', async () => {
    const { path } = await give()
    await get(path)
    const token = path.slice('/p/'.length)
    const { rows } = await t.db.pool.query('select hash from auth.link')
    expect(rows.map(row => row.hash)).not.toContain(token)
    await expect.poll(() => log, { timeout: 10_000 }).toContain('/p/…')
    expect(log).not.toContain(token)
  })
  test('unknown, expired, taken back, foreign and pointing at nothing are one answer', async () => {
    const [over, back, astray] = [await give(), await give(), await give()]
    await admin(
      "update links set created_at = now() - interval '2 days', expires_at = now() - interval '1 day' where org_id = $1 and id = $2",
      [over.id],
    )
    expect((await t.as('olivia').post(`/links/${back.id}/revoke`)).body).toMatchObject({
      revokedAt: expect.any(String),
    })
    // a door into one company that names a link of another
    await t.db.pool.query('update auth.link set org_id = $1 where link_id = $2', [t.world.globexId, astray.id])
    const unknown = `/p/${'A'.repeat(43)}`
    const answers = await Promise.all(
      [unknown, '/p/x', over.path, back.path, astray.path].map(url => get(`${url}?lang=en`)),
    )
    expect(answers.map(one => one.statusCode)).toEqual([404, 404, 404, 404, 404])
    expect(new Set(answers.map(one => one.body)).size).toBe(1)
    expect(answers[0]?.body).not.toContain('Acme')
    const told = await post(over.path, 'score=1')
    expect(told.statusCode).toBe(404)
    expect((await t.as('olivia').get(`/surveys/${survey}`)).body.score).toBeNull()
  })
  test('a fresh one leaves the earlier open, and each opening is counted', async () => {
    const [first, second] = [await give(), await give()]
    for (const { path } of [first, first, second]) expect((await get(path)).statusCode).toBe(200)
    const found = await linksOf()
    expect(found.find(one => one.id === first.id)?.opened).toBe(2)
    expect(found.find(one => one.id === second.id)?.opened).toBe(1)
  })
  test('is taken back by whoever may give it out, seen by whoever sees the record, and by nobody else', async () => {
    const { id, path } = await give()
    expect((await t.as('gus').post(`/links/${id}/revoke`)).status).toBe(404)
    expect((await t.as('gus').get(`/links?entity=survey&recordId=${survey}`)).status).toBe(404)
    expect((await t.as('wei').get(`/links?entity=survey&recordId=${survey}`)).status).not.toBe(200)
    expect((await get(path)).statusCode).toBe(200)
    expect((await t.as('olivia').post(`/links/${id}/revoke`)).status).toBe(200)
    expect((await t.as('olivia').post(`/links/${id}/revoke`)).status).toBe(200)
    expect((await get(path)).statusCode).toBe(404)
  })
  test('is rated by address, and by itself wherever it is asked from', async () => {
    const { path } = await give()
    const one = fresh()
    const many = await Promise.all(Array.from({ length: 61 }, () => get(`/p/${'B'.repeat(43)}`, {}, one)))
    expect(many.filter(answer => answer.statusCode === 429)).toHaveLength(1)
    const spread = await Promise.all(Array.from({ length: 31 }, () => get(path)))
    expect(spread.filter(answer => answer.statusCode === 429)).toHaveLength(1)
    expect(spread.find(answer => answer.statusCode === 429)?.body).not.toContain('Acme')
  })
})
