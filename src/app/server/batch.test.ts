import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '#kernel/api.ts'
import { newId } from '#kernel/ids.ts'
import type { BatchAnswer, BatchRow } from '#meta/batch.api.ts'
import { registered } from '#meta/registry.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { attacksOn } from '#test/attacks.ts'
import type { Anyone } from '#test/world.ts'

let t: TestApp
let ops: pg.Client

beforeAll(async () => {
  t = await testApp()
  ops = new pg.Client({ connectionString: t.database.opsUrl })
  await ops.connect()
})
afterAll(async () => {
  await ops?.end()
  await t?.close()
})

type Row = Omit<BatchRow, 'do'> & { readonly do: string }
const customer = (name: string): Row => ({ entity: 'customer', do: 'create', input: { name } })

async function send(who: Anyone, mode: 'each' | 'all', rows: readonly unknown[], key?: string) {
  const headers: Record<string, string> = key ? { 'idempotency-key': key } : {}
  const { status, body } = await t.as(who).post('/batch', { mode, rows }, headers)
  return { status, answer: body as unknown as BatchAnswer, reasons: body.reasons } // 200 is held to its schema
}
const made = async (who: Anyone, path: string, body: Record<string, unknown>): Promise<string> =>
  String((await t.as(who).post(path, body)).body.id)
const called = async (name: string): Promise<number> =>
  (await ops.query('select 1 from customers where name = $1', [name])).rows.length

describe('each', () => {
  test('rows of any kind are judged one by one, and a refused one stops no other', async () => {
    const [mine, theirs] = [
      await made('ann', '/customers', { name: 'A 1' }),
      await made('max', '/customers', { name: 'B 1' }),
    ]
    const contact = await made('ann', '/contacts', { customerId: mine, name: 'Li' })
    const rows: Row[] = [
      customer('A 2'),
      { entity: 'customer', do: 'edit', id: mine, input: { level: 'A', version: 1 } },
      { entity: 'customer', do: 'edit', id: theirs, input: { level: 'A' } },
      { entity: 'customer', do: 'edit', id: mine, input: { level: 'Z' } },
      { entity: 'customer', do: 'edit', id: mine, input: { nope: 1 } },
      { entity: 'customer', do: 'edit', id: mine, input: { custom: { nope: 1 } } },
      { entity: 'customer', do: 'edit', id: mine, input: { level: 'B', version: 1 } },
      { entity: 'customer', do: 'move', id: mine, move: 'block' },
      { entity: 'contact', do: 'delete', id: contact },
      { entity: 'product', do: 'create', input: { code: 'X', name: 'X' } },
      { entity: 'lead', do: 'create', input: { name: 'Wang' } },
    ]
    const { status, answer } = await send('ann', 'each', rows)
    expect(status).toBe(200)
    expect(answer).toMatchObject({ done: 4, failed: 7 })
    expect(answer.items.map(item => item.index)).toEqual(rows.map((_, index) => index))
    expect(answer.items.map(item => item.status)).toEqual([201, 200, 404, 400, 400, 422, 409, 403, 200, 403, 201])
    const said = answer.items.map(item => item.reasons?.map(one => `${one.key}@${one.path ?? ''}`).join(' '))
    expect(said[3]).toContain('schema.enum@level')
    expect(said[4]).toBe('schema.unknown@nope')
    expect(said[5]).toBe('field.unknown@custom.nope')
    expect(said[7]).toBe('kernel.forbidden@')
    expect(answer.items[6]?.facts).toMatchObject({ fields: { level: { yours: 'B', theirs: 'A' } } })
    expect(answer.items[0]).toMatchObject({ ok: true, record: { name: 'A 2', version: 1 } })
    expect(answer.items[0]?.id).toBe(answer.items[0]?.record?.id)
    expect(answer.items[8]).toEqual({ index: 8, ok: true, status: 200, id: contact })
    expect((await t.as('ann').get(`/contacts/${contact}`)).status).toBe(404)
  })

  test('journeys go through the same door: a lead is converted, a deal is won', async () => {
    const lead = await made('ann', '/leads', { name: 'Chen', company: '晟安机电' })
    await t.as('ann').post('/followups', { subjectEntity: 'lead', subjectId: lead, kind: 'call', content: 'x' })
    const first = await send('ann', 'each', [{ entity: 'lead', do: 'move', id: lead, move: 'convert', input: {} }])
    expect(first.answer.items[0]).toMatchObject({ ok: true, id: lead, record: { state: 'converted' } })
    const dealId = String(first.answer.items[0]?.record?.dealId)
    const win = (input: object) => send('ann', 'each', [{ entity: 'deal', do: 'move', id: dealId, move: 'win', input }])
    const refused = await win({})
    expect(refused.answer.items[0]?.reasons?.map(one => one.key)).toContain('deal.noQuote')
    const won = await win({ amount: '10', expectedClose: '2030-01-01', noOrderReason: 'sample' })
    expect(won.answer.items[0]).toMatchObject({ ok: true, id: dealId, record: { state: 'won' } })
  })

  test('a repeat with the same key answers what is done and goes on with the rest', async () => {
    const rows = Array.from({ length: 8 }, (_, n) => customer(`Repeat ${n}`))
    // the connection broke after five rows
    const begun = await send('olivia', 'each', rows.slice(0, 5), 'again')
    const whole = await send('olivia', 'each', rows, 'again')
    expect(whole.answer).toMatchObject({ done: 8, failed: 0 })
    expect(whole.answer.items.slice(0, 5)).toEqual(begun.answer.items)
    for (const row of rows) expect(await called(String(row.input?.name))).toBe(1)
    const changed = await send('olivia', 'each', [customer('Other'), ...rows.slice(1)], 'again')
    expect(changed.answer).toMatchObject({ done: 7, failed: 1 })
    expect(changed.answer.items[0]).toMatchObject({ status: 422, reasons: [{ key: 'kernel.keyReused' }] })
    expect(await called('Other')).toBe(0)
  })

  test('twins in flight do every row once', async () => {
    const rows = Array.from({ length: 20 }, (_, n) => customer(`Twin ${n}`))
    const both = await Promise.all([send('olivia', 'each', rows, 'twins'), send('olivia', 'each', rows, 'twins')])
    expect(both[0].answer).toEqual(both[1].answer)
    expect(both[0].answer.done).toBe(20)
    for (const row of rows) expect(await called(String(row.input?.name))).toBe(1)
  })

  test('who loses the right to be here in the middle gets no further', async () => {
    const max = t.world.ids.max
    await t.as('olivia').patch(`/users/${max}`, { roles: ['salesManager', 'owner'] })
    const leave = { entity: 'user', do: 'move', id: max, move: 'deactivate' }
    const { status, answer } = await send('max', 'each', [
      customer('Before'),
      leave,
      customer('After'),
      customer('Later'),
    ])
    expect(status).toBe(200)
    expect(answer.items.map(item => item.status)).toEqual([201, 200, 401, 401])
    expect([await called('Before'), await called('After')]).toEqual([1, 0])
    await t.as('olivia').post(`/users/${max}/moves/reactivate`)
    await t.as('olivia').patch(`/users/${max}`, { roles: ['salesManager'] })
  })
})

describe('all', () => {
  test('all rows or none, and the refusal names every row that stands in the way', async () => {
    const code = `P${newId().slice(-6)}`
    const product = (more: string, input = {}): Row => ({
      entity: 'product',
      do: 'create',
      input: { code: `${code}${more}`, name: 'x', ...input },
    })
    const good = await send('olivia', 'all', [product('a'), product('b'), customer('All 1')])
    expect(good.answer).toMatchObject({ done: 3, failed: 0 })
    expect(good.answer.items.map(item => item.status)).toEqual([201, 201, 201])
    const bad = await send('olivia', 'all', [
      product('c'),
      product('a'),
      product('d', { nope: 1 }),
      { entity: 'customer', do: 'edit', id: newId(), input: { level: 'A' } },
      product('c'),
      customer('All 2'),
    ])
    expect(bad.status).toBe(422)
    expect(bad.reasons).toMatchObject([
      { path: 'rows.1.input.code' },
      { key: 'schema.unknown', path: 'rows.2.input.nope' },
      { key: 'kernel.missing', path: 'rows.3' },
      { path: 'rows.4.input.code' },
    ])
    expect(await called('All 2')).toBe(0)
    expect((await ops.query('select 1 from products where code = $1', [`${code}c`])).rows).toEqual([])
    expect((await ops.query("select 1 from event where after ->> 'name' = 'All 2'")).rows).toEqual([])
  })

  test('a stale row says which fields conflict, under its number', async () => {
    const id = await made('ann', '/customers', { name: 'Stale' })
    await t.as('ann').patch(`/customers/${id}`, { level: 'A' })
    const { status, body } = await t.as('ann').post('/batch', {
      mode: 'all',
      rows: [customer('Fresh'), { entity: 'customer', do: 'edit', id, input: { level: 'B', version: 1 } }],
    })
    expect(status).toBe(409)
    expect(body).toMatchObject({
      reasons: [{ key: 'kernel.stale', path: 'rows.1.input.level' }],
      rows: { 1: { version: 2, fields: { level: { yours: 'B', theirs: 'A' } } } },
    })
  })

  test('what refuses all rows alike keeps its status', async () => {
    const forbidden = await send('wei', 'all', [customer('No 1'), customer('No 2')])
    expect(forbidden.status).toBe(403)
    expect(forbidden.reasons).toMatchObject([{ path: 'rows.0' }, { path: 'rows.1' }])
  })

  test('a row sees what the rows before it did, whatever their lock levels', async () => {
    const customerId = await made('ann', '/customers', { name: 'Levels', address: 'x' })
    const order = await made('oda', '/orders', { customerId, lines: [] })
    await t.as('fay').post(`/customers/${customerId}/moves/block`)
    const rows: Row[] = [
      { entity: 'order', do: 'edit', id: order, input: { note: 'first' } },
      { entity: 'customer', do: 'move', id: customerId, move: 'unblock' },
      { entity: 'contact', do: 'create', input: { customerId, name: 'Li' } },
    ]
    const { answer } = await send('olivia', 'all', rows)
    expect(answer).toMatchObject({
      done: 3,
      items: [{ record: { note: 'first' } }, { record: { state: 'active' } }, {}],
    })
  })

  test('a repeat with the same key does nothing twice', async () => {
    const rows = [customer('Key 1'), customer('Key 2')]
    const first = await send('olivia', 'all', rows, 'all-once')
    expect((await send('olivia', 'all', rows, 'all-once')).answer).toEqual(first.answer)
    expect(await called('Key 1')).toBe(1)
    expect(await send('olivia', 'all', [customer('Key 3')], 'all-once')).toMatchObject({ status: 422 })
  })
})

test('what cannot be understood is refused with its place, and nothing is begun', async () => {
  const id = newId()
  const bad: [unknown, string, string][] = [
    [{ entity: 'unicorn', do: 'create' }, 'rows.1.entity', 'batch.unknownEntity'],
    [{ entity: 'constructor', do: 'create' }, 'rows.1.entity', 'batch.unknownEntity'],
    [{ entity: 'customer', do: 'paint' }, 'rows.1.do', 'schema.enum'],
    [{ entity: 'customer', do: 'edit' }, 'rows.1.id', 'schema.required'],
    [{ entity: 'customer', do: 'create', id }, 'rows.1.id', 'schema.unknown'],
    [{ entity: 'customer', do: 'move', id }, 'rows.1.move', 'schema.required'],
    [{ entity: 'customer', do: 'delete', id, move: 'block' }, 'rows.1.move', 'schema.unknown'],
    [{ entity: 'customer', do: 'move', id, move: 'fly' }, 'rows.1.move', 'flow.noSuchMove'],
    [{ entity: 'order', do: 'move', id, move: ':move/preview' }, 'rows.1.move', 'flow.noSuchMove'],
    [{ entity: 'lead', do: 'move', id, move: 'follow' }, 'rows.1.move', 'flow.noSuchMove'],
    [{ entity: 'stock', do: 'create', input: {} }, 'rows.1.do', 'batch.noVerb'],
    [{ entity: 'order', do: 'edit', id: 'x' }, 'rows.1.id', 'schema.format'],
    [{ entity: 'customer', do: 'create', input: [] }, 'rows.1.input', 'schema.type'],
    [{ entity: 'customer\u0000', do: 'create' }, 'rows.1.entity', 'kernel.badText'],
    [{ entity: 'customer', do: 'create', input: {}, more: 1 }, 'rows.1.more', 'schema.unknown'],
    [7, 'rows.1', 'schema.type'],
  ]
  for (const mode of ['each', 'all'] as const)
    for (const [row, path, key] of bad) {
      const { status, reasons } = await send('olivia', mode, [customer('Begun'), row])
      expect({ row, status, reasons }).toMatchObject({ row, status: 400, reasons: [{ key, path }] })
    }
  const many = Array.from({ length: 1001 }, () => customer('Begun'))
  expect(await send('olivia', 'each', many)).toMatchObject({
    status: 400,
    reasons: [{ key: 'schema.many', path: 'rows' }],
  })
  expect(await send('olivia', 'all', [])).toMatchObject({ status: 400, reasons: [{ key: 'schema.few', path: 'rows' }] })
  const twice = { entity: 'customer', do: 'edit', id, input: {} }
  const other = { ...twice, id: id.toUpperCase() }
  expect(await send('olivia', 'all', [twice, other])).toMatchObject({
    status: 400,
    reasons: [{ key: 'batch.twice', path: 'rows.1.id', values: { row: 1 } }],
  })
  expect((await send('olivia', 'each', [twice, other])).answer.failed).toBe(2)
  expect((await t.with({}).post('/batch', { mode: 'each', rows: [customer('Begun')] })).status).toBe(401)
  expect(await called('Begun')).toBe(0)
})

const deeds = [
  { method: 'POST', shape: /^\/[^/:]+$/, do: 'create' },
  { method: 'PATCH', shape: /^\/[^/:]+\/:id$/, do: 'edit' },
  { method: 'DELETE', shape: /^\/[^/:]+\/:id$/, do: 'delete' },
  { method: 'POST', shape: /^\/[^/:]+\/:id\/moves\/\w+$/, do: 'move' },
]

/** Every endpoint of a registered entity that a row of a batch could stand for. */
function doors() {
  return t.app.baton.rows.flatMap(({ row }) => {
    const deed = deeds.find(one => one.method === row.method && one.shape.test(row.path))
    const entity = entityOf(`/${row.path.split('/')[1] ?? ''}`)
    if (!deed || !entity || row.mode !== 'write' || row.upload) return []
    const move = deed.do === 'move' ? { move: row.path.split('/').at(-1) } : {}
    return [{ row, asked: { entity, do: deed.do, ...move } }]
  })
}
const keys = () => t.app.baton.rows.map(({ row }) => row.access.split('.')[0] ?? '')
const entityOf = (path: string): string | undefined => keys().find(key => registered(key)?.entity.path === path)

test('whatever has a route of its own can be done in a batch', async () => {
  const id = newId()
  expect(doors().length).toBeGreaterThan(50)
  const shut: string[] = []
  for (const { row, asked } of doors()) {
    const { status, reasons } = await send('olivia', 'each', [{ ...asked, ...(asked.do !== 'create' && { id }) }])
    if (status !== 200) shut.push(`${row.method} ${row.path} ${JSON.stringify(reasons)}`)
  }
  // a level's limit is set by its own verb
  expect(shut.filter(one => !one.startsWith('PATCH /stock/:id'))).toEqual([])
})

type Doorway = ReturnType<typeof doors>[number]
const strange = newId()

test('a row is judged as its single request: same status, same reasons, whatever is sent', async () => {
  const open = doors().filter(({ row }) => row.path !== '/stock/:id')
  const pairs = []
  for (const door of open) pairs.push(...(await bothWays('olivia', door, 100)), ...(await bothWays('wei', door, 2)))
  expect(pairs.filter(({ single, item }) => single !== item && !single.startsWith('2'))).toEqual([])
  expect(pairs.length).toBeGreaterThan(500)
}, 120_000)

/** What a request says to an input, and what the row of a batch says to the same. */
async function bothWays(who: Anyone, { row, asked }: Doorway, most: number) {
  const inputs = row.body ? [{}, ...wrongInputs(row)].slice(0, most) : [{}]
  const withId = asked.do !== 'create' && { id: strange }
  const rows = inputs.map(input => ({ ...asked, ...withId, input }))
  const { answer } = await send(who, 'each', rows)
  expect(answer.items, JSON.stringify(answer).slice(0, 300)).toHaveLength(rows.length)
  const pairs = []
  for (const [index, input] of inputs.entries()) {
    const { status, body } = await request(who, row, input)
    const item = answer.items[index]
    const both = { single: `${status} ${said(body.reasons)}`, item: `${item?.status} ${said(item?.reasons)}` }
    pairs.push({ who, door: `${row.method} ${row.path}`, input: said(input), ...both })
  }
  return pairs
}

const said = (value: unknown): string => JSON.stringify(value)?.slice(0, 400) ?? ''

// JSON with a prototype in it is refused whole, before anyone looks at rows
const wrongInputs = (row: Endpoint): Record<string, unknown>[] =>
  attacksOn(row, strange).flatMap(({ payload = '' }) => {
    const input = payload.length > 20_000 || payload.includes('proto') ? undefined : objectOf(payload)
    return input ? [input] : []
  })

function request(who: Anyone, { method, path }: Endpoint, input: Record<string, unknown>) {
  const url = path.replace(':id', strange)
  if (method === 'POST') return t.as(who).post(url, input)
  return method === 'PATCH' ? t.as(who).patch(url, input) : t.as(who).delete(url)
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
