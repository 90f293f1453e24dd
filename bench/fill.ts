// The bench's own data: organisation L with 100,000 orders to list, W with orders to confirm and customers to
// create for, eighteen more beside them. Made by SQL in one go; people and keys by the verbs.
import pg from 'pg'
import { createDepartment, editDepartment } from '#features/people/server/department.service.ts'
import { createKey } from '#features/people/server/key.service.ts'
import { createOrganisation, createUser } from '#features/people/server/people.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import type { Actor, Role } from '#kernel/access.ts'
import { type Database, inOrg, openDatabase } from '#kernel/db.ts'
import { permissionRows } from '../src/app/server/permissions.ts'
import type { Sizes } from './plan.ts'

export type Place = {
  readonly orgId: string
  readonly userId: string
  readonly keyId: string
  readonly key: string
  readonly deptId: string
}
export type Facts = {
  readonly list: Place & { readonly branchIds: readonly string[] }
  readonly write: Place
  readonly lead: Place
  readonly customers: readonly string[]
  readonly products: readonly string[]
  /** In review, passed, ready to be confirmed. */
  readonly ready: readonly Ready[]
}
export type Ready = {
  readonly id: string
  readonly number: string
  readonly customerId: string
  readonly lines: readonly string[]
  readonly products: readonly string[]
}
type Urls = { readonly adminUrl: string; readonly appUrl: string }

export async function fill({ adminUrl, appUrl }: Urls, sizes: Sizes): Promise<Facts> {
  const db = openDatabase({ url: appUrl })
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const reader = await person(db, await company(db, 'L'), 'salesManager')
    const desk = await person(db, await company(db, 'W'), 'orderDesk')
    const seller = { ...desk.company, ...(await person(db, desk.company, 'marketing')) }
    await admin.query('set synchronous_commit = off')
    await bulk(admin, reader.place, { orders: sizes.listed, ready: 0, products: 200 })
    await bulk(admin, desk.place, { orders: 2000, ready: sizes.ready, products: 5000 })
    for (let i = 0; i < sizes.others; i++)
      await bulk(admin, { ...reader.place, ...(await other(db, i)) }, { orders: 500, ready: 0, products: 20 })
    await admin.query('vacuum analyze')
    await admin.query('checkpoint')
    const ids = async (sql: string) =>
      (await admin.query<{ id: string }>(sql, [desk.place.orgId])).rows.map(row => row.id)
    return {
      list: { ...reader.place, branchIds: reader.branchIds },
      write: desk.place,
      lead: seller.place,
      customers: await ids('select id from customers where org_id = $1 order by id'),
      products: await ids('select id from products where org_id = $1 order by id'),
      ready: (await admin.query<Ready>(readyOrders, [desk.place.orgId])).rows,
    }
  } finally {
    await admin.end()
    await db.pool.end()
  }
}

const readyOrders = `select o.id, o.number, o.customer_id as "customerId", array_agg(l.id order by l.no)::text[] as lines, array_agg(l.product_id order by l.no)::text[] as products
  from orders o join order_lines l on l.org_id = o.org_id and l.order_id = o.id
  where o.org_id = $1 and o.state = 'in_review' group by o.id, o.number, o.customer_id order by o.id`

type Company = { readonly orgId: string; readonly deptId: string; readonly owner: Actor }

async function company(db: Database, name: string): Promise<Company> {
  const owner = { name, email: `${name}@bench.example`, password: 'correct horse battery' }
  const { orgId, ownerId, deptId } = await createOrganisation(db, { name, lang: 'en', owner, via: 'demo' })
  return {
    orgId,
    deptId,
    owner: await inOrg(db, orgId, { mode: 'read' }, tx => loadActor(tx, permissionRows, ownerId, 'api')),
  }
}

const other = async (db: Database, i: number): Promise<Pick<Place, 'orgId' | 'deptId' | 'userId'>> => {
  const made = await company(db, `O${i}`)
  return { orgId: made.orgId, deptId: made.deptId, userId: made.owner.userId }
}

async function person(db: Database, made: Company, role: Role) {
  const { orgId, owner } = made
  const userId = await inOrg(db, orgId, { mode: 'write' }, async tx => {
    const sales = await createDepartment(tx, owner, { name: `Sales ${role}`, parentId: made.deptId })
    const north = await createDepartment(tx, owner, { name: 'North', parentId: sales.id })
    await createDepartment(tx, owner, { name: 'Far north', parentId: north.id })
    const by = { userId: owner.userId, via: 'demo' } as const
    const email = `${role}.${orgId}@bench.example`
    const id = await createUser(tx, by, {
      name: role,
      email,
      roles: [role],
      deptId: sales.id,
      managerId: null,
      lang: 'en',
      password: 'correct horse battery',
    })
    await editDepartment(tx, owner, sales.id, { headId: id })
    return id
  })
  const actor = await inOrg(db, orgId, { mode: 'read' }, tx => loadActor(tx, permissionRows, userId, 'api'))
  const { id: keyId, secret: key } = await inOrg(db, orgId, { mode: 'write' }, tx =>
    createKey(tx, actor, { name: 'bench' }),
  )
  return {
    company: made,
    branchIds: actor.branchIds,
    place: { orgId, userId, keyId, key, deptId: actor.deptId ?? made.deptId },
  }
}

type Wanted = { readonly orders: number; readonly ready: number; readonly products: number }

async function bulk(
  admin: pg.Client,
  { orgId, userId, deptId }: Pick<Place, 'orgId' | 'userId' | 'deptId'>,
  wanted: Wanted,
): Promise<void> {
  const stamps = "1, now(), now(), '{}'"
  await admin.query('begin')
  await admin.query(`insert into customers (org_id, id, number, name, name_key, company_key, phone_key, owner_id, dept_id, version, created_at, updated_at, custom)
    select '${orgId}', uuidv7(), 'K' || i, '杭州' || i || '机械有限公司', 'k' || i, 'k' || i, '+86138' || lpad(i::text, 8, '0'), '${userId}', '${deptId}', ${stamps} from generate_series(1, 500) i`)
  await admin.query(
    `insert into customer_credit (org_id, customer_id) select org_id, id from customers where org_id = '${orgId}'`,
  )
  await admin.query(`insert into leads (org_id, id, number, name, company, name_key, company_key, phone, phone_key, state, thread_id, dept_id, version, created_at, updated_at, custom)
    select '${orgId}', uuidv7(), 'X' || i, '李' || i, '杭州' || i || '机械有限公司', '杭州' || i || '机械有限公司', i || '机械', '13900000000', '+86139' || lpad(i::text, 8, '0'), 'unassigned', uuidv7(), '${deptId}', ${stamps} from generate_series(1, 5000) i`)
  await admin.query(
    `insert into warehouses (org_id, id, code, code_key, name, name_key, is_default, version, created_at, updated_at) values ('${orgId}', uuidv7(), 'A', 'a', 'Main', 'main', true, 1, now(), now())`,
  )
  await admin.query(`insert into products (org_id, id, code, code_key, name, name_key, kind, fulfil, stock_kept, unit, tax_rate, price, currency, version, created_at, updated_at, custom)
    select '${orgId}', uuidv7(), 'P' || i, 'p' || i, 'Bearing ' || i, 'bearing' || i, 'goods', 'ship', true, 'pc', 13, 100 + i, 'CNY', ${stamps} from generate_series(1, ${wanted.products}) i`)
  await admin.query(`insert into stock_levels (org_id, product_id, warehouse_id, id, on_hand, unit, moved_at)
    select p.org_id, p.id, w.id, uuidv7(), 100000000, 'pc', now() from products p join warehouses w on w.org_id = p.org_id where p.org_id = '${orgId}'`)
  await ordersOf(admin, { orgId, userId, from: 0, count: wanted.orders, ready: false })
  await ordersOf(admin, { orgId, userId, from: wanted.orders, count: wanted.ready, ready: true })
  await owedOf(admin, orgId)
  await admin.query('commit')
}

/** Of what is confirmed: a deposit that came, a balance that came of one in three, and money that is for nothing yet. */
async function owedOf(admin: pg.Client, orgId: string): Promise<void> {
  await admin.query(`insert into instalments (org_id, id, order_id, payer_id, rate, no, kind, event, amount, due_date, paid)
    select o.org_id, uuidv7(), o.id, o.payer_id, o.rate, n, case n when 1 then 'deposit' else 'balance' end, 'confirmed', a.amount, o.date + 30 * n, case when n = 1 or o.at % 3 = 0 then a.amount else 0 end
    from (select *, row_number() over (order by id) as at from orders where org_id = '${orgId}' and state in ('confirmed', 'closed')) o,
      generate_series(1, 2) n, lateral (select case n when 1 then 169.5 else 395.5 end as amount) a`)
  await admin.query(`insert into receipts (org_id, id, number, state, customer_id, method, currency, rate, amount, base_amount, date, received_at, allocated, owner_id, dept_id, version, created_at, updated_at)
    select o.org_id, uuidv7(), 'R' || o.at, 'received', o.payer_id, 'bank', 'CNY', 1, 169.5, 169.5, o.date, now(), case when o.at % 10 = 0 then 100 else 169.5 end, o.owner_id, o.dept_id, 1, now(), now()
    from (select *, row_number() over (order by id) as at from orders where org_id = '${orgId}' and state in ('confirmed', 'closed')) o`)
}

type Batch = {
  readonly orgId: string
  readonly userId: string
  readonly from: number
  readonly count: number
  readonly ready: boolean
}

/** Of every department in turn, in four states over two years; those to confirm have five stock-kept lines. */
async function ordersOf(admin: pg.Client, { orgId, userId, from, count, ready }: Batch): Promise<void> {
  if (count === 0) return
  const state = ready ? "'in_review'" : "(array['draft', 'confirmed', 'closed', 'cancelled'])[1 + i % 4]"
  await admin.query(`insert into orders (org_id, id, number, customer_id, payer_id, state, date, currency, rate, tax_mode, tax_round, net, tax, gross, base_gross, terms, content_hash, approved_hash,
      thread_id, submitted_at, confirmed_at, owner_id, dept_id, version, created_at, updated_at, custom)
    select '${orgId}', uuidv7(), 'S' || (${from} + i), c.ids[1 + i % 500], c.ids[1 + i % 500], ${state}, date '2026-11-25' - (i * 7919 % 730), 'CNY', 1, 'inclusive', 'line', 500, 65, 565, 565,
      '{"instalments":[],"gates":{"confirm":"0","supply":"0","ship":"0"}}', 'h', 'h', uuidv7(), now(), case when ${state} = 'confirmed' then now() end, '${userId}', d.ids[1 + i % cardinality(d.ids)], 1, now(), now(), '{}'
    from generate_series(1, ${count}) i, (select array_agg(id) as ids from customers where org_id = '${orgId}') c, (select array_agg(id order by id) as ids from departments where org_id = '${orgId}') d`)
  if (!ready) return
  await admin.query(`insert into order_lines (org_id, id, order_id, no, product_id, kind, fulfil, stock_kept, code, name, unit, unit_qty, factor, price, tax_rate, base, line_discount, share, amount, net, tax, gross, ordered)
    select o.org_id, uuidv7(), o.id, n, p.ids[1 + (o.at * 5 + n * 997) % cardinality(p.ids)], 'goods', 'ship', true, 'P', 'Bearing', 'pc', 1, 1, 113, 13, 113, 0, 0, 113, 100, 13, 113, 1
    from (select *, row_number() over () as at from orders where org_id = '${orgId}' and state = 'in_review') o, generate_series(1, 5) n, (select array_agg(id) as ids from products where org_id = '${orgId}') p`)
}
