import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, importer, mapped } from '#test/importing.ts'
import type { Anyone } from '#test/world.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const by = (who: Anyone = 'olivia') => importer(t, who)
const items = async (path: string, who: Anyone = 'olivia') =>
  (await t.as(who).get(path)).body.items as Record<string, unknown>[] // every list has them
const write = (text: string, values: readonly unknown[]) =>
  inOrg(t.db, t.world.acmeId, { mode: 'write', plan: 'free' }, tx => tx.query({ text, values }))

test.each([
  ['utf-8', false, ';'],
  ['utf-8', true, ','],
  ['gbk', false, '\t'],
  ['gb18030', false, '|'],
  ['gb18030', true, ','],
  ['utf-16le', true, ';'],
  ['utf-16be', true, ','],
  ['utf-16le', false, '\t'],
  ['utf-16be', false, '|'],
] as const)('a small file in %s, mark %s, cells parted by “%s” arrives whole', async (encoding, mark, delimiter) => {
  const name = `${encoding}${mark ? '一' : '二'}`
  const rows = [
    ['客户名称', '地区', '电话', '备注'],
    [`测试公司${name}`, '上海', '１３１ ２３４５ ６７８９', '"两行\r\n备注"'],
    [`湖㳇镇${name}`.replace('㳇', encoding === 'gbk' ? '父' : '㳇'), '', '', ''],
    ['', '北京', '', ''],
  ]
  const text = rows.map(row => row.join(delimiter)).join('\r\n')
  const bytes = iconv.encode(text, encoding)
  const marks = {
    'utf-8': [0xef, 0xbb, 0xbf],
    gb18030: [0x84, 0x31, 0x95, 0x33],
    'utf-16le': [0xff, 0xfe],
    'utf-16be': [0xfe, 0xff],
    gbk: [],
  }
  const { seen, checked, done } = await by().bring(
    'customer',
    Buffer.concat([Buffer.from(mark ? marks[encoding] : []), bytes]),
  )
  expect(seen.import.encoding).toBe(encoding === 'gbk' ? 'gb18030' : encoding)
  expect([checked, done]).toMatchObject([
    { state: 'checked', rowsRead: 3, rowsOk: 2, rowsRefused: 1 },
    { state: 'done', rowsRead: 3, rowsOk: 2, rowsRefused: 1 },
  ])
  const [made] = await items(
    `/customers?filter=${encodeURIComponent(JSON.stringify({ field: 'name', op: 'is', value: `测试公司${name}` }))}`,
  )
  expect(made).toMatchObject({ region: '上海市', phone: '１３１ ２３４５ ６７８９', note: '两行\r\n备注' })
  const errors = await t.as('olivia').get(`/imports/${done.id}/errors`)
  expect(errors.response.body).toContain('北京')
})

test('dates, phones, codes and emoji arrive as people wrote them, and what is lost is refused by its column', async () => {
  const lines = [
    'name,Expected close,amount,note',
    'Day first,31/12/2024,"¥1,234.50",🚚 👩‍🔧 ok',
    'Chinese,2024年12月31日,１２３４,',
    'Serial,45658,,',
    'Below nothing,,(12),',
    'ISO,2024-12-31,1.5万,',
    'No date,,,',
    'Not one,32/12/2024,x,',
  ]
  await by().bring('customer', csv('name', 'Dates'))
  const bytes = csv(...lines.map((line, n) => `${line},${n === 0 ? 'account' : 'Dates'}`))
  const { verdict, done } = await by().bring('deal', bytes)
  expect(done).toMatchObject({ rowsOk: 5, rowsRefused: 2 })
  expect(verdict.rows.map(row => [row.line, row.reasons.map(one => `${one.path} ${one.key}`)])).toEqual([
    [5, ['amount schema.amount']],
    [8, ['amount exchange.numberNot', 'expectedClose exchange.dateNotReal']],
  ])
  const deals = new Map((await items('/deals?limit=200')).map(one => [one.name, one]))
  expect(['Day first', 'Chinese', 'Serial', 'ISO', 'No date'].map(name => deals.get(name)?.expectedClose)).toEqual([
    '2024-12-31',
    '2024-12-31',
    '2025-01-01',
    '2024-12-31',
    null,
  ])
  expect(['Day first', 'Chinese', 'ISO', 'No date'].map(name => deals.get(name)?.amount)).toEqual([
    '1234.5',
    '1234',
    '15000',
    null,
  ])
  expect(deals.get('Day first')?.note).toBe('🚚 👩‍🔧 ok')

  const people = csv(
    '客户名称,电话,邮编,税号',
    '零,1.2E+10,04101,',
    '壹,０１０-１２３４ ５６７８,00123,',
    '贰,1,1,91350211M000100Y46',
  )
  const second = await by().bring('customer', people)
  expect(second.verdict.groups.map(one => [one.reason.key, one.reason.path, one.reason.values?.column])).toEqual([
    ['exchange.scientific', 'phone', '电话'],
    ['exchange.phoneNot', 'phone', '电话'],
  ])
  expect((await items('/customers?q=壹'))[0]).toMatchObject({ phone: '０１０-１２３４ ５６７８', postalCode: '00123' })
})

test('a next step that a file brings rings its owner, as one that was typed does', async () => {
  await by().bring(
    'lead',
    csv('name,owner,next step,next step at', 'Rings,Ann,Call back,2030-05-06 10:30', 'Only a time,Ann,,2030-05-06'),
  )
  await by().bring('customer', csv('name', 'Rung'))
  await by().bring(
    'deal',
    csv('name,account,owner,next step,next step at', 'Rings too,Rung,Ann,Visit,2030-05-07 09:00'),
  )
  const rung = await write('select text, user_id, fire_at from reminders where org_id = $1 order by fire_at', [
    t.world.acmeId,
  ])
  expect(rung).toEqual([
    { text: 'Call back', userId: t.world.ids.ann, fireAt: '2030-05-06T02:30:00.000Z' },
    { text: 'Visit', userId: t.world.ids.ann, fireAt: '2030-05-07T01:00:00.000Z' },
  ])
})

test('an import is its owner’s alone: for others it is not there, and without the right there is no door', async () => {
  const { import: one } = await by('ann').upload('customer', csv('name', 'Secret'))
  for (const who of ['olivia', 'max', 'gus'] as const) {
    for (const path of ['', '/inspection', '/verdict', '/errors'])
      expect([who, path, (await t.as(who).get(`/imports/${one.id}${path}`)).status]).toEqual([who, path, 404])
    for (const move of ['check', 'run', 'stop', 'cancel'])
      expect((await t.as(who).post(`/imports/${one.id}/${move}`, move === 'check' ? { mapping: [] } : {})).status).toBe(
        404,
      )
  }
  expect((await items('/imports', 'max')).map(row => row.id)).not.toContain(one.id)
  const change = (reach: 'own' | null) =>
    t.as('olivia').put('/role-permissions', { changes: [{ permission: 'import.run', role: 'finance', reach }] })
  await change(null)
  expect((await t.as('fay').get('/imports')).status).toBe(403)
  expect((await by('fay').send('openingAdvance', csv('name', 'x'))).status).toBe(403)
  await change('own')
  expect((await by('fay').send('customer', csv('name', 'x'))).status).toBe(403)
})

test('who may not create such records may not import them, whatever else they may', async () => {
  expect((await t.as('oda').get('/imports/entities')).body).toMatchObject({
    items: [
      { entity: 'product' },
      { entity: 'customer' },
      { entity: 'contact' },
      { entity: 'billingProfile' },
      { entity: 'stock' },
      { entity: 'openingOrder' },
      { entity: 'openingReceivable' },
      { entity: 'openingInvoice' },
      { entity: 'openingStock' },
    ],
  })
  const lead = await by('oda').send('lead', csv('name', 'Wang'))
  expect([lead.status, lead.body.reasons]).toEqual([
    403,
    [{ key: 'kernel.forbidden', values: { permission: 'lead.create' } }],
  ])
  expect((await by('wei').send('customer', csv('name', 'x'))).status).toBe(403)
  expect((await by('ann').send('user', csv('name', 'x'))).status).toBe(403)
  expect((await by('olivia').send('order', csv('name', 'x'))).status).toBe(404)
  const count = (await t.as('wei').get('/imports/entities')).body.items as { entity: string }[] // the reply's schema
  expect(count.map(one => one.entity)).toEqual(['stock', 'openingStock'])
})

test('rights taken away between check and run stop the run before its first row', async () => {
  const { import: one, ...seen } = await by('max').upload('product', csv('code,name', 'R1,Taken away'))
  await by('max').check({ import: one, ...seen })
  const change = (reach: 'all' | null) =>
    t
      .as('olivia')
      .put('/role-permissions', { changes: [{ permission: 'product.create', role: 'salesManager', reach }] })
  expect((await change(null)).status).toBe(200)
  const run = await t.as('max').post(`/imports/${one.id}/run`)
  expect([run.status, run.body.reasons]).toMatchObject([403, [{ key: 'kernel.forbidden' }]])
  await change('all')
  expect(await items('/products?q=Taken away')).toEqual([])
})

test('nobody imports onto records beyond their reach, nor for owners beyond it', async () => {
  await by().bring('customer', csv('name', 'Of Olivia'))
  await by('ann').bring('customer', csv('name', 'Of Ann'))
  const contacts = csv('name,company', 'Li,Of Olivia', 'Wu,Of Ann', 'Zhao,Nobody')
  const { verdict, done } = await by('ann').bring('contact', contacts)
  expect(done).toMatchObject({ rowsOk: 1, rowsRefused: 2 })
  // what is out of reach is as unknown as what does not exist
  expect(verdict.groups).toMatchObject([
    {
      reason: { key: 'exchange.notFound', path: 'customerId', values: { column: 'company' } },
      count: 2,
      lines: [2, 4],
    },
  ])
  const foreign = await by('ann').bring('customer', csv('name,owner', 'Given,Max', 'Kept,Ann'))
  expect(foreign.done).toMatchObject({ rowsOk: 1, rowsRefused: 1 })
  expect(foreign.verdict.groups).toMatchObject([{ reason: { key: 'people.mayNotGive', path: 'ownerId' }, lines: [2] }])
  expect(await items('/customers?q=Given')).toEqual([])
  const branch = await by('max').bring('customer', csv('name,owner', 'To Ann,Ann', 'To Fay,Fay'))
  expect(branch.done).toMatchObject({ rowsOk: 1, rowsRefused: 1 })
})

test('a mapping that cannot be is refused at once; one without a required field refuses every row by it', async () => {
  const seen = await by().upload('customer', csv('name,Industry', 'A,x'))
  const check = (mapping: unknown) => t.as('olivia').post(`/imports/${seen.import.id}/check`, { mapping })
  const twice = await check([
    { column: 0, field: 'name' },
    { column: 1, field: 'name' },
  ])
  expect([twice.status, twice.body.reasons]).toMatchObject([422, [{ key: 'exchange.fieldTwice', path: 'name' }]])
  expect((await check([{ column: 7, field: 'name' }])).status).toBe(422)
  expect((await check([{ column: 0, field: 'creditLimit' }])).status).toBe(422)
  expect((await t.as('olivia').post(`/imports/${seen.import.id}/run`)).body.reasons).toMatchObject([
    { key: 'exchange.notChecked' },
  ])
  const checked = await by().check(seen, [{ column: 1, field: 'industry' }])
  expect(checked).toMatchObject({ state: 'checked', rowsOk: 0, rowsRefused: 1 })
  expect((await by().verdict(seen.import.id)).groups).toMatchObject([
    { reason: { key: 'exchange.required', path: 'name' } },
  ])
})

test('a header is mapped once: the same columns come back as this person left them, and only theirs', async () => {
  const file = csv('Firma,Branche,Ort', 'Müller,Bau,Ulm')
  const first = await by().upload('customer', file)
  expect(first).toMatchObject({ remembered: false, mapping: [] })
  const mapping = mapped(first, { Firma: 'name', Branche: 'industry' }, { industry: { Bau: 'Construction' } })
  await by().check(first, mapping)
  const again = await by().upload('customer', csv('FIRMA,Branche,Ort', 'Maier,Bau,Ulm'))
  expect(again).toMatchObject({ remembered: true, mapping })
  await by().check(again, again.mapping)
  expect((await by().run(again.import.id)).rowsOk).toBe(1)
  expect(await items('/customers?q=Maier')).toMatchObject([{ industry: 'Construction' }])
  expect(await by('max').upload('customer', file)).toMatchObject({ remembered: false, mapping: [] })
})

test('what is no table is refused with the reason before anything is kept', async () => {
  const reasons = async (bytes: Uint8Array) =>
    ((await by().send('customer', bytes)).body.reasons as { key: string }[])?.map(one => one.key) // a refusal's shape
  const before = (await items('/imports')).length
  expect(await reasons(Buffer.from('PK\u0003\u0004xlsx'))).toEqual(['exchange.bookBroken'])
  expect(await reasons(Buffer.alloc(0))).toEqual(['exchange.fileEmpty'])
  expect(await reasons(csv('name', '"open'))).toEqual(['exchange.quoteNotClosed'])
  expect(await reasons(Buffer.alloc(51 * 1024 * 1024, 'a,b\n'))).toEqual(['kernel.tooLarge'])
  expect((await items('/imports')).length).toBe(before)
  const named = await by().upload('customer', iconv.encode('name\n台北公司\n', 'big5'), '&encoding=big5')
  expect(named.columns[0]?.samples).toEqual(['台北公司'])
  expect((await by().send('customer', csv('name', 'x'), '&encoding=klingon')).status).toBe(400)
})

test('more than three at a time are refused, and a run that is over makes room', async () => {
  const ids = await Promise.all(
    [1, 2, 3, 4].map(async n => (await by().upload('customer', csv('name', `Room ${n}`))).import.id),
  )
  await write(
    `update imports set state = 'running', token = id, lease_until = now() + interval '1 hour' where org_id = $1 and id = any($2)`,
    [t.world.acmeId, ids.slice(0, 3)],
  )
  const fourth = () => t.as('olivia').post(`/imports/${ids[3]}/check`, { mapping: [{ column: 0, field: 'name' }] })
  const full = await fourth()
  expect([full.status, full.body.reasons]).toMatchObject([429, [{ key: 'exchange.tooManyRuns' }]])
  for (const id of ids.slice(0, 3)) await t.as('olivia').post(`/imports/${id}/cancel`)
  expect((await fourth()).status).toBe(201)
})
