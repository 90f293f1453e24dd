// A check says, row by row, what the run then does: twins however far apart, rows that name each other, references.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, type Fields, importer } from '#test/importing.ts'
import type { Anyone } from '#test/world.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

const items = async (path: string, who: Anyone = 'olivia') =>
  (await t.as(who).get(path)).body.items as Record<string, unknown>[] // every list has them

/** Checked and run; both must refuse the same rows for the same reasons. Answers `line path key` of each. */
async function sameVerdict(
  entity: string,
  lines: string[],
  own: Fields = {},
  who: Anyone = 'olivia',
): Promise<string[]> {
  const { seen, checked, verdict, done } = await importer(t, who).bring(entity, csv(...lines), own)
  const ran = await importer(t, who).verdict(seen.import.id)
  const told = ({ rows }: typeof ran) =>
    rows.flatMap(({ line, reasons }) => reasons.map(one => `${line} ${one.path} ${one.key}`))
  expect(told(ran)).toEqual(told(verdict))
  expect([done.rowsOk, done.rowsRefused]).toEqual([checked.rowsOk, checked.rowsRefused])
  expect(checked.rowsRead).toBe(lines.length - 1)
  return told(verdict)
}

const filler = (count: number, row: (n: number) => string) => Array.from({ length: count }, (_, n) => row(n))

test('a twin is told by the check as by the run, though whole batches stand between the two', async () => {
  await t.as('olivia').post('/products', { code: 'TAKEN', name: 'Before' })
  const products = [
    'code,name',
    'Ａ-1,First',
    ...filler(430, n => `P${n},Filler ${n}`),
    'a-1,Second',
    'taken,Third',
    'A-1 ,Fourth',
  ]
  expect(await sameVerdict('product', products)).toEqual([
    '433 code exchange.twin',
    '434 code product.codeTaken',
    '435 code exchange.twin',
  ])
  const { verdict } = await importer(t).bring('product', csv('code,name', 'Z1,a', 'Z1,b'))
  expect(verdict.rows[0]?.reasons).toEqual([
    { key: 'exchange.twin', path: 'code', values: { line: 2, column: 'code' } },
  ])
})

test('a twin of a refused row is no twin', async () => {
  const lines = ['code,name,price', 'T1,Wrong price,abc', ...filler(250, n => `T2${n},Filler,`), 'T1,Right price,5']
  expect(await sameVerdict('product', lines)).toEqual(['2 price exchange.numberNot'])
  expect(await items('/products?q=Right price')).toMatchObject([{ code: 'T1', price: '5' }])
})

test('the keys of every kind of record: tax code, e-mail, a department within its parent, an own unique field', async () => {
  const uscc = '91350211M000100Y46'
  expect(
    await sameVerdict('customer', [
      'name,uscc',
      `One,${uscc}`,
      ...filler(210, n => `U${n},`),
      `Two,${uscc.toLowerCase()}`,
      'Three,91350211M000100Y44',
    ]),
  ).toEqual(['213 uscc exchange.twin', '214 uscc customer.badUscc'])
  expect(
    await sameVerdict('user', [
      'name,email,roles',
      'A,x@y.example,sales',
      'B,X@Y.example,sales',
      'C,ann@acme.example,sales',
    ]),
  ).toEqual(['3 email exchange.twin', '4 email people.emailTaken'])
  expect(
    await sameVerdict('department', ['name,parent department', 'North,Sales', 'North,Head office', 'NORTH,Sales']),
  ).toEqual(['4 name exchange.twin'])
  const label = { en: 'Serial', zh: '序列号' }
  const made = await t
    .as('olivia')
    .post('/fields', { entity: 'customer', key: 'serial', label, kind: 'text', unique: true, indexed: true })
  expect(made.status, made.response.body).toBe(201)
  expect(
    await sameVerdict('customer', ['name,Serial', 'S one,K-1', ...filler(205, n => `S${n},K${n}x`), 'S two,K-1']),
  ).toEqual(['208 serial exchange.twin'])
})

test('a product is counted once in a warehouse, by its code or by its name', async () => {
  await t.as('olivia').post('/warehouses', { code: 'W1', name: 'Main', isDefault: true })
  await t.as('olivia').post('/warehouses', { code: 'W2', name: 'Second' })
  await importer(t).bring('product', csv('code,name', ...filler(230, n => `C${n},Counted ${n}`)))
  const lines = [
    'product,warehouse,quantity',
    'C0,W1,5',
    ...filler(220, n => `C${n + 1},,1`),
    'Counted 0,Main,6',
    'C0,W2,7',
    'C0,,8',
    'nothing,,1',
  ]
  expect(await sameVerdict('stock', lines)).toEqual([
    '223 product exchange.twin',
    '225 product exchange.twin',
    '226 product product.unknown',
  ])
  const stock = await items('/stock?q=C0&limit=200')
  expect(
    stock
      .filter(one => one.productCode === 'C0')
      .map(one => [one.warehouseName, one.onHand])
      .toSorted(),
  ).toEqual([
    ['Main', '5'],
    ['Second', '7'],
  ])
  const counts = await items('/stock-documents?limit=200')
  // rows that were refused do not break a count into many
  expect(counts.length).toBeLessThan(8)
})

test('where a company refuses duplicate leads, the file’s own are refused as well', async () => {
  const strict = (on: boolean) =>
    inOrg(t.db, t.world.acmeId, { mode: 'write', plan: 'free' }, tx =>
      tx.query({
        text: `update orgs set settings = $2, access_version = access_version + 1 where org_id = $1`,
        values: [tx.orgId, on ? { duplicates: 'strict' } : {}],
      }),
    )
  const lines = [
    'name,company,phone',
    'Wang,Acme Trading,13123456789',
    ...filler(220, n => `Lead ${n},,`),
    'Li,,+86 131 2345 6789',
    'Zhao,ACME trading,',
  ]
  expect(await sameVerdict('lead', lines, {}, 'max')).toEqual([])
  await strict(true)
  expect(
    await sameVerdict(
      'lead',
      lines.map(line =>
        line
          .replace('13123456789', '13999999999')
          .replace('131 2345 6789', '139 9999 9999')
          .replace(/acme trading/i, 'Fresh Ltd'),
      ),
      {},
      'max',
    ),
  ).toEqual(['223 phone exchange.twin', '224 company exchange.twin'])
  await strict(false)
})

test('customers that are written together are judged as one by one: rules, twins of refused ones, owners, trade names', async () => {
  const strict = (duplicates: string) => t.as('olivia').put('/duplicates/policy', { duplicates })
  await t.as('olivia').post('/customers', { name: 'Taken Before', phone: '13700000001' })
  const lines = (tag: string) => [
    'name,phone,uscc,owner',
    `${tag} first,137 1234 56${tag},,Ann`,
    `${tag} bad code,13712340000,91350211M000100Y44,`,
    `${tag} twin of the refused one,13712340000,,`,
    ...filler(205, n => `${tag} filler ${n},,,`),
    `${tag} twin,13712345 6${tag},,`,
    `苏州${tag}晨光包装有限公司,,,`,
    `苏州${tag}晨光包装股份有限公司,,,`,
    `${tag} taken,13700000001,,`,
  ]
  const told = await sameVerdict('customer', lines('11'))
  expect(told).toEqual(['3 uscc customer.badUscc'])
  const counts = [(await t.as('olivia').get('/customers/summary?q=11 filler')).body.count]
  expect(counts).toEqual([205])
  const [first] = await items('/customers?q=11 first')
  expect(first).toMatchObject({ ownerName: 'Ann', phone: '137 1234 5611', life: 'potential' })
  const numbers = (await items('/customers?q=11 filler&limit=200')).map(one => one.number)
  expect(new Set(numbers).size).toBe(numbers.length)
  const { body } = await t.as('olivia').get(`/timeline?entity=customer&id=${String(first?.id)}`)
  expect(body.items).toMatchObject([{ kind: 'customer.created' }])
  expect((await strict('strict')).status).toBe(200)
  expect(await sameVerdict('customer', lines('22'))).toEqual([
    '3 uscc customer.badUscc',
    '4 phone customer.duplicate.phone',
    '210 phone exchange.twin',
    // of the one from before, and of the one that came with the first file
    '213 phone customer.duplicate.phone',
    '213 phone customer.duplicate.phone',
  ])
  expect((await strict('advisory')).status).toBe(200)
})

test('a branch finds its parent above, below and batches away; nobody’s, a refused one’s and a circle’s do not', async () => {
  const lines = [
    'name,parent company,payer',
    'Branch,Group,',
    ...filler(260, n => `Room ${n},,`),
    'Group,,Bank',
    'Bank,,',
    'Orphan,Nowhere,',
    'Round,About,',
    'About,Round,',
    'Bad USCC child,Bad,',
    'Bad,,Nowhere',
    'Mine,mine,',
  ]
  expect(await sameVerdict('customer', lines, { payer: 'payerId' })).toEqual([
    '265 parentId exchange.notFound',
    '266 parentId exchange.notFound',
    '267 parentId exchange.notFound',
    '268 parentId exchange.notFound',
    '269 payerId exchange.notFound',
    '270 parentId exchange.notFound',
  ])
  expect(await items('/customers?q=Branch')).toMatchObject([{ parentName: 'Group' }])
  expect(await items('/customers?q=Group')).toMatchObject([{ payerName: 'Bank' }])
})

test('a name that several have is no answer, in the company or in the file', async () => {
  await importer(t).bring('customer', csv('name', 'Double', 'DOUBLE'))
  const { verdict } = await importer(t).bring('contact', csv('name,company', 'Li,Double'))
  expect(verdict.rows[0]?.reasons).toEqual([
    { key: 'exchange.ambiguous', path: 'customerId', values: { value: 'Double', column: 'company', count: 2 } },
  ])
  expect(await sameVerdict('customer', ['name,parent company', 'Twin,', 'Twin,', 'Child,Twin'])).toEqual([
    '4 parentId exchange.ambiguous',
  ])
})

test('a deal finds its customer by name or number, its contact within it, its owner, its pipeline and stage', async () => {
  const [{ number } = { number: '' }] = [(await t.as('olivia').post('/customers', { name: 'Buyer One' })).body]
  await t.as('olivia').post('/customers', { name: 'Buyer Two' })
  await importer(t).bring(
    'contact',
    csv('姓名,客户', '王磊,Buyer One', '王磊,Buyer Two', '李娜,Buyer Two', '李娜,Buyer Two'),
  )
  const stage = (en: string, kind: string) => ({ label: { en, zh: `${en}阶段` }, kind, probability: 50 })
  const pipeline = {
    label: { en: 'Projects', zh: '项目流程' },
    stages: [stage('Survey', 'open'), stage('Signed', 'won'), stage('Dropped', 'lost')],
  }
  expect((await t.as('olivia').post('/pipelines', pipeline)).status).toBe(201)
  const lines = [
    'name,customer,contact,owner,pipeline,stage',
    `By number,${number},王磊,ann@acme.example,,Needs`,
    'By name,buyer two,王磊,Ann,项目流程,Survey',
    'Other language,Buyer Two,,Max,Projects,Signed阶段',
    'Closed,Buyer Two,,,,won',
    'Wrong stage,Buyer Two,,,Projects,Needs',
    'Wrong pipeline,Buyer Two,,,Nothing,Survey',
    'No such contact,Buyer One,李娜,,,',
    'Two contacts,Buyer Two,李娜,,,',
    'Nobody,Buyer Two,,Nobody,,',
  ]
  expect(await sameVerdict('deal', lines)).toEqual([
    '6 stageId exchange.notFound',
    '7 pipelineId exchange.notFound',
    '8 contactId exchange.notFound',
    '9 contactId exchange.ambiguous',
    '10 ownerId exchange.notFound',
  ])
  const deals = new Map((await items('/deals?limit=200')).map(one => [one.name, one]))
  expect(deals.get('By number')).toMatchObject({
    customerName: 'Buyer One',
    contactName: '王磊',
    ownerName: 'Ann',
    stageName: 'Needs',
  })
  expect(deals.get('By name')).toMatchObject({ customerName: 'Buyer Two', contactName: '王磊', stageName: 'Survey' })
  expect(deals.get('Other language')).toMatchObject({ state: 'won', ownerName: 'Max', noOrderReason: 'history' })
  expect(deals.get('Closed')).toMatchObject({ state: 'won', stageName: 'Won' })
})

test('own reference fields are found by what people call the record', async () => {
  const field = (key: string, en: string, refEntity: string) =>
    t.as('olivia').post('/fields', { entity: 'customer', key, label: { en, zh: en }, kind: 'reference', refEntity })
  for (const [key, en, entity] of [
    ['machine', 'Machine', 'product'],
    ['keeper', 'Keeper', 'user'],
    ['site', 'Site', 'department'],
  ] as const)
    expect((await field(key, en, entity)).status).toBe(201)
  await t.as('olivia').post('/products', { code: 'M-7', name: 'Milling machine' })
  const lines = [
    'name,Machine,Keeper,Site',
    'Owns one,m-7,Ann,Sales',
    'By its name,Milling Machine,,',
    'Unknown,Lathe,Nobody,Moon',
  ]
  expect(await sameVerdict('customer', lines)).toEqual([
    '4 machine exchange.notFound',
    '4 keeper exchange.notFound',
    '4 site exchange.notFound',
  ])
  const [made] = await items('/customers?q=Owns one')
  expect(made?.custom).toMatchObject({ keeper: t.world.ids.ann, site: t.world.salesId, machine: expect.any(String) })
})

test('ten thousand rows: the page is answered all the while, and what stands in the last row is told', async () => {
  const names = filler(9_998, n => `B${n},Bulk ${n}`)
  const seen = await importer(t).upload('product', csv('code,name', ...names, 'B0,Last but one', ',Last'))
  expect(seen.import.rowsTotal).toBe(10_000)
  const { id } = seen.import
  await t.as('olivia').post(`/imports/${id}/check`, { mapping: seen.mapping })
  const progress = new Set<number>()
  for (let tries = 0; tries < 2000; tries++) {
    const { body } = await t.as('olivia').get(`/imports/${id}`)
    progress.add(Number(body.rowsRead))
    if (body.state !== 'checking') break
    await new Promise(next => setTimeout(next, 50))
  }
  expect(progress.size).toBeGreaterThan(5)
  expect(await importer(t).settled(id)).toMatchObject({
    state: 'checked',
    rowsRead: 10_000,
    rowsOk: 9_998,
    lastLine: 10_001,
  })
  expect((await importer(t).verdict(id)).groups).toMatchObject([
    { reason: { key: 'exchange.twin', path: 'code' }, lines: [10_000] },
    { reason: { key: 'exchange.required', path: 'code' }, lines: [10_001] },
  ])
}, 240_000)
