import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import type { Person } from '#test/world.ts'
import type { View } from '../view.schema.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const label = (text: string) => ({ en: text, zh: text })
const open = { field: 'state', op: 'in', value: ['open'] }
let count = 0
/** Every test has a list of names of its own. */
let name = ''
beforeEach(() => {
  name = `View ${count++}`
})

const save = (who: Person | 'gus', more: object = {}) => t.as(who).post('/views', { entity: 'deal', name, ...more })
const viewsOf = async (who: Person | 'gus', entity = 'deal') => {
  const { status, body } = await t.as(who).get(`/views?entity=${entity}`)
  expect(status).toBe(200)
  return body as unknown as { items: View[]; choice: { viewId: string | null; columns: View['columns'] } } // held to its schema
}
const seen = async (who: Person | 'gus', id: unknown) => (await viewsOf(who)).items.find(view => view.id === id)
const reasons = (answer: { body: object }) => Reflect.get(answer.body, 'reasons') as { key: string; path?: string }[] // every refusal has this shape

describe('a view', () => {
  test('is kept whole and comes back as it was, in the lists of its owner only', async () => {
    const state = {
      kind: 'board',
      q: 'acme',
      filter: {
        all: [
          open,
          {
            any: [
              { field: 'ownerId', op: 'in', value: ['me'] },
              { field: 'createdAt', op: 'within', value: 'last:7' },
            ],
          },
        ],
      },
      sort: '-amount',
      columns: [{ key: 'name', width: 220 }, { key: 'amount' }],
    }
    const { status, body } = await save('ann', state)
    expect(status).toBe(201)
    expect(body).toMatchObject({ ...state, name, entity: 'deal', shared: false, dropped: 0, version: 1 })
    expect(await seen('ann', body.id)).toEqual(body)
    expect(await seen('max', body.id)).toBe(undefined)
    expect((await viewsOf('ann', 'lead')).items).toEqual([])
  })

  test('is renamed and changed by part, and a stale change is refused', async () => {
    const { body } = await save('ann', { sort: '-amount', filter: open })
    const renamed = await t.as('ann').patch(`/views/${body.id}`, { name: `${name} b`, version: 1 })
    expect(renamed.body).toMatchObject({ name: `${name} b`, sort: '-amount', filter: open, version: 2 })
    const cleared = await t.as('ann').patch(`/views/${body.id}`, { filter: null, sort: '', version: 2 })
    expect(cleared.body).toMatchObject({ filter: null, sort: '', version: 3 })
    const stale = await t.as('ann').patch(`/views/${body.id}`, { name, version: 2 })
    expect([stale.status, reasons(stale)]).toEqual([409, [{ key: 'kernel.stale', path: 'version' }]])
  })

  test('names are one’s own: twice is refused, another person may have the same', async () => {
    expect((await save('ann')).status).toBe(201)
    const twice = await save('ann', { name: name.toUpperCase() })
    expect([twice.status, reasons(twice)]).toEqual([409, [{ key: 'view.nameTaken', path: 'name' }]])
    expect((await save('max')).status).toBe(201)
    expect((await save('olivia', { shared: true })).status).toBe(201)
    expect((await save('olivia', { shared: true })).status).toBe(409)
    const both = await Promise.all([1, 2, 3].map(() => save('fay', { name: `${name} race` })))
    expect(both.map(one => one.status).toSorted()).toEqual([201, 409, 409])
  })

  test.each([
    ['a field that is not there', { filter: { field: 'gone', op: 'is', value: 'x' } }, 422, 'list.badField'],
    ['a filter that is none', { filter: { op: 'is' } }, 400, 'list.badFilter'],
    ['a sort that the list has not', { sort: 'note' }, 422, 'list.badSort'],
    ['a column that is not there', { columns: [{ key: 'gone' }] }, 422, 'list.badField'],
    ['C114 a field that the role may not see', { entity: 'product', columns: [{ key: 'cost' }] }, 422, 'list.badField'],
    [
      'C114 a filter on such a field',
      { entity: 'product', filter: { field: 'cost', op: 'gt', value: '1' } },
      422,
      'list.badField',
    ],
    ['blanks for a name', { name: '   ' }, 422, 'field.required'],
    ['a list that is not there', { entity: 'nothing' }, 404, 'kernel.missing'],
    [
      'a filter longer than a list takes',
      { filter: { field: 'name', op: 'in', value: Array(60).fill('x'.repeat(200)) } },
      422,
      'view.filterTooLong',
    ],
    ['a kind that is not known', { kind: 'calendar' }, 400, 'schema.enum'],
  ])('of %s is refused and says where', async (_, given, status, key) => {
    const refused = await save('oda', given)
    expect([refused.status, reasons(refused)[0]?.key]).toEqual([status, key])
  })

  test('asks the list for what it says', async () => {
    const { body } = await t.as('olivia').post('/customers', { name: 'Viewed today' })
    const filter = {
      all: [
        { field: 'ownerId', op: 'in', value: ['me'] },
        { field: 'createdAt', op: 'within', value: 'today' },
      ],
    }
    const asked = (who: Person, one: object) =>
      t
        .as(who)
        .get(`/customers?filter=${encodeURIComponent(JSON.stringify(one))}`)
        .then(({ body: { items } }) => (items as { id: string }[]).some(row => row.id === body.id)) // held to its schema
    expect(await asked('olivia', filter)).toBe(true)
    expect(
      await asked('olivia', { ...filter, all: [...filter.all, { field: 'createdAt', op: 'within', value: 'past' }] }),
    ).toBe(false)
    expect(await asked('oda', filter)).toBe(false)
  })
})

describe('everybody’s views', () => {
  test('are made and changed by whoever may share, and seen by all of the company', async () => {
    const refused = await save('ann', { shared: true })
    expect([refused.status, reasons(refused)[0]?.key]).toEqual([403, 'kernel.forbidden'])
    const { body } = await save('olivia', { shared: true, filter: open })
    expect(await seen('ann', body.id)).toMatchObject({ shared: true, name })
    expect(await seen('gus', body.id)).toBe(undefined)
    expect((await t.as('ann').patch(`/views/${body.id}`, { name: 'x' })).status).toBe(403)
    expect((await t.as('ann').delete(`/views/${body.id}`)).status).toBe(403)
    expect((await t.as('gus').patch(`/views/${body.id}`, { name: 'x' })).status).toBe(404)
    expect((await t.as('olivia').patch(`/views/${body.id}`, { name: `${name} c` })).status).toBe(200)
  })

  test('one’s own is out of reach for others, and cannot be shared without the right', async () => {
    const { body } = await save('ann')
    expect((await t.as('olivia').patch(`/views/${body.id}`, { name: 'x' })).status).toBe(404)
    expect((await t.as('olivia').delete(`/views/${body.id}`)).status).toBe(404)
    expect((await t.as('ann').patch(`/views/${body.id}`, { shared: true })).status).toBe(403)
  })

  test('who may not read the list does not get its views', async () => {
    await t.as('olivia').post('/views', { entity: 'lead', name, shared: true })
    expect((await t.as('wei').get('/views?entity=lead')).status).toBe(404)
  })

  test('C114 a reader who may see less gets what is left, and is told how much went', async () => {
    const cost = { field: 'cost', op: 'gt', value: '1' }
    const { body } = await t.as('olivia').post('/views', {
      entity: 'product',
      name,
      shared: true,
      filter: { all: [cost, { field: 'state', op: 'is', value: 'active' }] },
      columns: [{ key: 'name' }, { key: 'cost', width: 90 }],
    })
    const find = async (who: Person) => (await viewsOf(who, 'product')).items.find(view => view.id === body.id)
    expect(await find('oda')).toMatchObject({
      filter: { all: [{ field: 'state', op: 'is', value: 'active' }] },
      columns: [{ key: 'name' }],
      dropped: 2,
    })
    expect(await find('olivia')).toMatchObject({ dropped: 0 })
  })
})

test('a field hidden later leaves the view readable: its parts are left out and counted', async () => {
  const made = await t
    .as('olivia')
    .post('/fields', { entity: 'deal', key: 'mood', label: label('Mood'), kind: 'text', indexed: true })
  const filter = { any: [{ field: 'mood', op: 'is', value: 'good' }] }
  const { body } = await save('ann', { filter, sort: '-mood', columns: [{ key: 'mood' }, { key: 'name' }] })
  expect(body).toMatchObject({ dropped: 0 })
  await t.as('olivia').patch(`/fields/${made.body.id}`, { hidden: true })
  expect(await seen('ann', body.id)).toMatchObject({ filter: null, sort: '', columns: [{ key: 'name' }], dropped: 3 })
  await t.as('olivia').patch(`/fields/${made.body.id}`, { hidden: false })
  expect(await seen('ann', body.id)).toMatchObject({ filter, sort: '-mood', dropped: 0 })
})

describe('the order of views and how a list begins', () => {
  test('one’s own are put in order; those not named follow; strangers are refused', async () => {
    const [a, b, c] = await Promise.all(
      ['a', 'b', 'c'].map(async one => String((await save('oda', { name: one })).body.id)),
    )
    const put = await t.as('oda').put('/views/order', { entity: 'deal', shared: false, ids: [c, a] })
    expect(put.status).toBe(200)
    expect((await viewsOf('oda')).items.filter(view => !view.shared).map(view => view.id)).toEqual([c, a, b])
    expect((await t.as('oda').put('/views/order', { entity: 'deal', shared: true, ids: [] })).status).toBe(403)
    const strange = (await save('ann')).body.id
    expect((await t.as('oda').put('/views/order', { entity: 'deal', shared: false, ids: [strange] })).status).toBe(404)
  })

  test('a list begins with the chosen view and columns, for this person alone', async () => {
    const { body } = await save('olivia', { shared: true })
    const chosen = await t.as('ann').put('/views/choice', { entity: 'deal', viewId: body.id })
    expect(chosen.body).toEqual({ viewId: body.id, columns: [] })
    const columns = [{ key: 'name', width: 240 }, { key: 'amount' }]
    await t.as('ann').put('/views/choice', { entity: 'deal', columns })
    expect((await viewsOf('ann')).choice).toEqual({ viewId: body.id, columns })
    expect((await viewsOf('max')).choice).toEqual({ viewId: null, columns: [] })
    await t.as('ann').put('/views/choice', { entity: 'deal', viewId: null, columns: [] })
    expect((await viewsOf('ann')).choice).toEqual({ viewId: null, columns: [] })
  })

  test('nobody’s list begins with another’s own view, of another list, or of another company', async () => {
    const own = (await save('max')).body.id
    const choose = (who: Person | 'gus', entity: string, viewId: unknown) =>
      t.as(who).put('/views/choice', { entity, viewId })
    expect((await choose('ann', 'deal', own)).status).toBe(404)
    expect((await choose('max', 'lead', own)).status).toBe(404)
    expect((await choose('gus', 'deal', own)).status).toBe(404)
  })

  test('a view that is deleted, or taken back by one person, lets go of every list that began with it', async () => {
    const { body } = await save('olivia', { shared: true })
    for (const who of ['ann', 'olivia'] as const)
      await t.as(who).put('/views/choice', { entity: 'deal', viewId: body.id })
    await t.as('olivia').patch(`/views/${body.id}`, { shared: false })
    expect((await viewsOf('ann')).choice.viewId).toBe(null)
    expect((await viewsOf('olivia')).choice.viewId).toBe(body.id)
    expect((await t.as('olivia').delete(`/views/${body.id}`)).status).toBe(200)
    expect((await viewsOf('olivia')).choice.viewId).toBe(null)
    expect((await t.as('olivia').delete(`/views/${body.id}`)).status).toBe(404)
  })
})

test('there is an end of views, and it is said', async () => {
  for (let n = 0; n < 100; n++)
    expect((await t.as('wei').post('/views', { entity: 'stock', name: `s${n}` })).status).toBe(201)
  const more = await t.as('wei').post('/views', { entity: 'stock', name: 'one more' })
  expect([more.status, reasons(more)]).toEqual([422, [{ key: 'view.tooMany', path: 'name', values: { max: 100 } }]])
})
