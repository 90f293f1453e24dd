// The same file in two companies that are alike, once as rows that are written together and once one by one: whatever is
// kept of it is the same.
import { afterEach, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { register, registered } from '#meta/registry.ts'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, type Fields, importer } from '#test/importing.ts'

type Kind = 'product' | 'contact' | 'lead' | 'deal' | 'customer'
const open: TestApp[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(t => t.close()))
})

const tables = [
  'products',
  'customers',
  'contacts',
  'leads',
  'lead_assignments',
  'deals',
  'deal_stage_log',
  'customer_activity',
  'customer_credit',
  'thread_link',
  'search_term',
  'field_index',
  'reminders',
  'notices',
  'event',
  'event_thread',
  'event_about',
  'assignment_rules',
  'import_refusals',
]

// rows that are told one by one are tried more than once, each time with another number
const numbers: Readonly<Record<string, string>> = { search_term: `and not (field = '' and term ~ '^[a-z]*[0-9-]+$')` }

/** Ids as what they are called, instants of the test as one; what is random is left out. */
async function kept(t: TestApp): Promise<Record<string, string[]>> {
  const asked = <R>(text: string) =>
    inOrg(t.db, t.world.acmeId, { mode: 'read', plan: 'free' }, tx => tx.query<R>({ text, values: [t.world.acmeId] }))
  const people = await asked<{ id: string; name: string }>(
    ['users', 'departments', 'customers', 'contacts', 'leads', 'deals', 'products']
      .map(table => `select id::text, name from ${table} where org_id = $1`)
      .join(' union all '),
  )
  const names = new Map(people.map(one => [one.id, one.name]))
  const today = new Date().toISOString().slice(0, 10)
  const plain = (text: string) =>
    text
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, id => names.get(id) ?? '#')
      .replaceAll(new RegExp(`"${today}T[^"]*"`, 'g'), '"now"')
      .replaceAll(/("(boardKey|number)": ")[^"]*"/g, '$1"')
  const found: Record<string, string[]> = {}
  for (const table of tables) {
    const rows = await asked<{ row: string }>(
      `select (to_jsonb(t) - array['id', 'number', 'seq', 'xid', 'board_key', 'import_id', 'cells'])::text as row from ${table} t where t.org_id = $1 ${numbers[table] ?? ''}`,
    )
    found[table] = rows.map(({ row }) => plain(row)).toSorted()
  }
  return found
}

type Case = {
  readonly lines: readonly string[]
  readonly own?: Fields
  /** What the company has before. */
  readonly before?: (t: TestApp) => Promise<unknown>
}

async function brought(kind: Kind, { lines, own = {}, before }: Case, together: boolean) {
  const t = await testApp()
  open.push(t)
  const label = { en: 'Serial', zh: '序列号' }
  await t.as('olivia').post('/fields', { entity: kind, key: 'serial', label, kind: 'text', indexed: true })
  await before?.(t)
  const row = registered(kind)
  if (!row?.verbs.createAll) throw new Error(`${kind} are not written together`)
  const { createAll, ...verbs } = row.verbs
  const sizes: number[] = []
  const counting: typeof createAll = async (tx, actor, inputs) => {
    const made = await createAll(tx, actor, inputs)
    sizes.push(made.length)
    return made
  }
  register({ ...row, verbs: together ? { ...verbs, createAll: counting } : verbs })
  try {
    const { checked, verdict, done } = await importer(t).bring(kind, csv(...lines), own)
    const counts = [checked, done].map(({ rowsOk, rowsRefused, rowsAlike }) => [rowsOk, rowsRefused, rowsAlike])
    return { sizes, told: { counts, groups: verdict.groups, kept: await kept(t) } }
  } finally {
    register(row)
  }
}

/** Answers what was refused, and how many were written at once. */
async function bothWays(kind: Kind, given: Case): Promise<{ refused: string[]; alike: number; sizes: number[] }> {
  const { told, sizes } = await brought(kind, given, true)
  const apart = (await brought(kind, given, false)).told
  expect([told.counts, told.groups]).toEqual([apart.counts, apart.groups])
  for (const table of tables) expect(onlyIn(told.kept[table], apart.kept[table]), table).toEqual([])
  const refused = told.groups.flatMap(({ reason, lines }) => lines.map(line => `${line} ${reason.path} ${reason.key}`))
  return { refused, sizes, alike: told.counts[1]?.[2] ?? 0 }
}

function onlyIn(some: readonly string[] = [], others: readonly string[] = []): string[] {
  const [a, b] = [some, others].map(rows => Map.groupBy(rows, row => row))
  const differs = (row: string) => a?.get(row)?.length !== b?.get(row)?.length
  return [
    ...some.map(row => `together ${row}`).filter((_, i) => differs(some[i] ?? '')),
    ...others.map(row => `apart ${row}`).filter((_, i) => differs(others[i] ?? '')),
  ].slice(0, 6)
}

const filler = (count: number, row: (n: number) => string) => Array.from({ length: count }, (_, n) => row(n))

test('products: codes taken before and in the file, rates, prices, own fields', async () => {
  const { refused, sizes } = await bothWays('product', {
    before: t => t.as('olivia').post('/products', { code: 'TAKEN', name: 'Before' }),
    lines: [
      'code,name,price,unit,tax rate,Serial',
      'P-1,First,10,kg,13,S1',
      'p-1,Twin,10,,13,',
      'taken,Third,10,,13,',
      'P-2,No such rate,10,,77,',
      'P-3,Minus,-1,,13,',
      'P-4,Last,,,,S4',
      ...filler(12, n => `F${n},Filler ${n},1,,13,`),
    ],
  })
  expect(refused.toSorted()).toEqual([
    '3 code exchange.twin',
    '4 code product.codeTaken',
    '5 taxRate product.unknownTaxRate',
    '6 price product.negativePrice',
  ])
  // checked and run
  expect(sizes).toEqual([17, 17])
})

test('contacts: the customer’s rights, phones and addresses within and across companies, the last main one is it', async () => {
  const { refused, alike } = await bothWays('contact', {
    before: async t => {
      for (const name of ['Buyer', 'Second']) await t.as('olivia').post('/customers', { name })
      const [customer] = (await t.as('olivia').get('/customers?q=Buyer')).body.items as { id: string }[] // every list has them
      await t
        .as('olivia')
        .post('/contacts', { customerId: customer?.id, name: 'Known', phone: '13700000001', isPrimary: true })
    },
    lines: [
      'name,company,phone,email,main contact,Serial',
      'One,Buyer,13712340001,one@x.example,yes,A',
      'Two,Buyer,13712340002,not an address,,',
      'Three,Buyer,137 1234 0001,,,',
      'Four,Second,13712340001,,yes,',
      'Five,Buyer,,five@x.example,yes,',
      'Six,Nobody,,,,',
      'Seven,Second,13700000001,FIVE@x.example,,',
      ...filler(12, n => `Filler ${n},Second,,,,`),
      'Last,Second,13712340001,,,',
    ],
    own: { 'main contact': 'isPrimary' },
  })
  expect(refused.toSorted()).toEqual(['3 email exchange.emailNot', '7 customerId exchange.notFound'])
  expect(alike).toBe(4)
})

test('leads: owners in reach, rules, next steps, likenesses of trade names, of customers and of each other', async () => {
  const rules = { on: true, keepOwn: true, fallbackPoolId: null }
  const { refused, alike, sizes } = await bothWays('lead', {
    before: async t => {
      await t.as('olivia').post('/customers', { name: '苏州旧友包装有限公司', phone: '13700000001' })
      const { version } = (await t.as('max').get('/assignment')).body
      const { ann, max } = t.world.ids
      const people = [ann, max].map(userId => ({ userId, weight: 1 }))
      const rule = {
        name: 'Both',
        active: true,
        condition: null,
        method: 'roundRobin',
        people,
        deptIds: [],
        places: [],
        maxOpen: null,
      }
      expect((await t.as('max').put('/assignment', { ...rules, version, rules: [rule] })).status).toBe(200)
    },
    lines: [
      'name,company,phone,email,owner,next step,next step at,Serial',
      'One,苏州晨光包装有限公司,13712349876,one@x.example,Ann,Call,2030-01-02 10:00,A',
      'Two,苏州晨光包装股份有限公司,,,,,,',
      'Three,,137 1234 9876,,,,,',
      'Four,,,bad address,,,,',
      'Five,苏州旧友包装有限公司,,,,,,',
      'Six,,13700000001,,Max,,,',
      'Seven,,,,,,2030-01-02 10:00,',
      'Eight,,,,Nobody,,,',
      ...filler(12, n => `Filler ${n},,,,,,,`),
      'Last,苏州晨光包装有限公司,,,,,,',
    ],
  })
  expect(refused.toSorted()).toEqual([
    '5 email exchange.emailNot',
    '8 nextStep lead.stepMissing',
    '9 ownerId exchange.notFound',
  ])
  expect(alike).toBe(5)
  expect(sizes).toEqual([19, 19])
}, 60_000)

test('deals: customers in reach, stages, history that arrives closed, counters, next steps', async () => {
  const { refused } = await bothWays('deal', {
    before: async t => {
      for (const name of ['Buyer', 'Second']) await t.as('olivia').post('/customers', { name })
      await importer(t).bring('contact', csv('name,company', 'Li,Buyer'))
    },
    lines: [
      'name,customer,contact,owner,stage,amount,started on,closed on,next step,next step at,Serial',
      'Open,Buyer,Li,Ann,,100,2024-01-05,,Call,2030-01-02 10:00,A',
      'Won,Buyer,,Max,won,200.5,2024-01-05,2024-03-04,,,',
      'Lost,Second,,,lost,,,2024-03-04,,,',
      'Too fine,Buyer,,,,1.2345,,,,,',
      'No step,Buyer,,,,,,,,2030-01-02 10:00,',
      'Nobody’s,Third,,,,,,,,,',
      'Wrong contact,Second,Li,,,,,,,,',
      ...filler(12, n => `Filler ${n},Second,,Ann,,${n},,,,,`),
    ],
  })
  expect(refused.toSorted()).toEqual([
    '5 amount kernel.tooFine',
    '6 nextStep deal.stepMissing',
    '7 customerId exchange.notFound',
    '8 contactId exchange.notFound',
  ])
})
