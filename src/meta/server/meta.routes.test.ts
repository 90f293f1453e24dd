import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const label = (text: string) => ({ en: text, zh: text })
const newField = (key: string, more: object) =>
  t.as('olivia').post('/fields', { entity: 'customer', key, label: label(key), ...more })
const newCustomer = (name: string, custom: object = {}, more: object = {}) =>
  t.as('olivia').post('/customers', { name, custom, ...more })
const listed = async (query: string): Promise<string[]> => {
  const answer = await t.as('olivia').get(`/customers?${query}`)
  expect(answer.status).toBe(200)
  return (answer.body.items as { name: string }[]).map(item => item.name) // the reply was held to its schema
}
const where = (field: string, op: string, value: unknown) =>
  `filter=${encodeURIComponent(JSON.stringify({ field, op, value }))}`

describe('an organisation’s own fields', () => {
  const target = '00000000-0000-7000-8000-000000000001'
  const cases = [
    ['text', { kind: 'text' }, 'alpha', 'beta', 3],
    ['number', { kind: 'number' }, '9', '10', 'many'],
    ['date', { kind: 'date' }, '2026-01-31', '2026-02-01', '2026-02-30'],
    [
      'choice',
      {
        kind: 'choice',
        choices: [
          { value: 'a', label: label('A') },
          { value: 'b', label: label('B') },
        ],
      },
      'a',
      'b',
      'c',
    ],
    ['yesNo', { kind: 'yesNo' }, false, true, 'yes'],
    ['reference', { kind: 'reference', refEntity: 'product' }, target, target.replace(/1$/, '2'), 'x'],
  ] as const

  test.each(cases)('of kind %s are stored, checked, filtered and sorted', async (...one) => {
    const [kind, shape, low, high, bad] = one
    const key = `own${kind}`
    const before = await newCustomer(`old ${kind}`)
    expect((await newField(key, { ...shape, indexed: true })).status).toBe(201)
    expect((await newCustomer(`high ${kind}`, { [key]: high })).status).toBe(201)
    expect((await newCustomer(`low ${kind}`, { [key]: low })).status).toBe(201)
    const refused = await newCustomer('bad', { [key]: bad })
    expect(refused.status).toBe(422)
    expect(refused.body.reasons).toMatchObject([{ path: `custom.${key}` }])
    expect(await listed(where(key, 'is', high))).toEqual([`high ${kind}`])
    const ours = (await listed(`sort=${key}&limit=200`)).filter(name => name.endsWith(` ${kind}`))
    expect(ours).toEqual([`low ${kind}`, `high ${kind}`, `old ${kind}`])
    expect(before.status).toBe(201)
  })

  test('marked for sorting later, the records that were there are found by it', async () => {
    const { body } = await newField('late', { kind: 'text' })
    await newCustomer('was there', { late: 'yes' })
    expect(await listed(where('late', 'is', 'yes'))).toEqual(['was there'])
    expect((await t.as('olivia').patch(`/fields/${body.id}`, { indexed: true })).status).toBe(200)
    expect((await listed('sort=late'))[0]).toBe('was there')
  })

  test('a field cannot become unique while records share a value, and the refusal names it', async () => {
    const { body } = await newField('badge', { kind: 'text' })
    await newCustomer('one', { badge: 'B-7' })
    const { body: two } = await newCustomer('two', { badge: 'B-7' })
    const refused = await t.as('olivia').patch(`/fields/${body.id}`, { unique: true })
    expect(refused.body.reasons).toEqual([{ key: 'fields.twins', path: 'unique', values: { examples: 'B-7' } }])
    await t.as('olivia').patch(`/customers/${two.id}`, { custom: { badge: 'B-8' } })
    expect((await t.as('olivia').patch(`/fields/${body.id}`, { unique: true })).status).toBe(200)
    const twin = await newCustomer('three', { badge: 'B-8' })
    expect([twin.status, twin.body.reasons]).toEqual([409, [{ key: 'field.notUnique', path: 'custom.badge' }]])
    const { body: free } = await newCustomer('three', { badge: 'B-9' })
    const edited = await t.as('olivia').patch(`/customers/${free.id}`, { custom: { badge: 'B-8' } })
    expect([edited.status, edited.body.reasons]).toEqual([409, [{ key: 'field.notUnique', path: 'custom.badge' }]])
    const same = await t.as('olivia').patch(`/customers/${two.id}`, { name: 'two again', custom: { badge: 'B-8' } })
    expect(same.status).toBe(200)
    expect((await t.as('olivia').delete(`/customers/${two.id}`)).status).toBeLessThan(300)
    expect((await newCustomer('four', { badge: 'B-8' })).status).toBe(201)
    const both = await Promise.all([1, 2, 3].map(n => newCustomer(`race ${n}`, { badge: 'B-10' })))
    expect(both.map(one => one.status).toSorted()).toEqual([201, 409, 409])
  })

  test('nobody without the right adds one', async () => {
    const answer = await t.as('ann').post('/fields', { entity: 'customer', key: 'x', label: label('x'), kind: 'text' })
    expect(answer.status).toBe(403)
  })

  test('another company has none of them', async () => {
    expect((await t.as('gus').get('/fields')).body).toEqual({ items: [] })
  })
})

describe('search', () => {
  const found = async (who: 'olivia' | 'ann' | 'gus', q: string) => {
    const answer = await t.as(who).get(`/search?q=${encodeURIComponent(q)}`)
    expect(answer.status).toBe(200)
    const groups = answer.body as unknown as { entity: string; hits: { label: string }[] }[] // held to its schema
    return groups.flatMap(group => group.hits.map(hit => `${group.entity} ${hit.label}`))
  }

  test('C141 two Chinese characters, pinyin initials, the end of a phone and a number find a customer', async () => {
    const { body } = await newCustomer('杭州远山科技有限公司', {}, { phone: '13812345678' })
    for (const q of ['远山', 'yskj', '5678', String(body.number)])
      expect(await found('olivia', q), q).toContain('customer 杭州远山科技有限公司')
  })

  test('C139 what is written exactly so comes first, and of one kind there are eight at most', async () => {
    for (let n = 0; n < 10; n++) await newCustomer(`Falcon works ${n}`)
    await newCustomer('Falcon')
    const hits = await found('olivia', 'falcon')
    expect(hits).toHaveLength(8)
    expect((await found('olivia', 'Falcon'))[0]).toBe('customer Falcon')
  })

  test('C116 finds nothing that the person may not list, nor anything of another company', async () => {
    await newCustomer('Secretive Ltd')
    expect(await found('ann', 'secretive')).toEqual([])
    expect(await found('gus', 'secretive')).toEqual([])
  })
})
