// What tests of orders start from: the invented world with a warehouse, stocked products, and an order in any state.
import { approve } from '#features/approval/server/approval.service.ts'
import { inbox } from '#features/approval/server/subject.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import type { LineInput, NewOrder, WholeOrder } from '#features/order/order.schema.ts'
import { createOrder } from '#features/order/server/create.service.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import type { NewProduct, Product } from '#features/product/product.schema.ts'
import { createProduct } from '#features/product/server/create.service.ts'
import { createDocument } from '#features/stock/server/document.service.ts'
import { moveDocument } from '#features/stock/server/post.service.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { submitOrder } from '#journeys/confirmOrder.ts'
import type { Actor } from '#kernel/access.ts'
import { type Database, type Db, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { registerEntities } from '../src/app/server/entities.ts'
import { holdCredit } from './creditHolds.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type Anyone, type World, worldOn } from './world.ts'

export async function openOrders(max = 10): Promise<{ test: TestDatabase; db: Database; close: () => Promise<void> }> {
  registerEntities()
  const test = await testDatabase('world')
  holdCredit(test)
  const db = openDatabase({ url: test.appUrl, max })
  return {
    test,
    db,
    close: async () => {
      holdCredit(undefined)
      await db.pool.end()
      await test.drop()
    },
  }
}

export type OrderWorld = World & {
  readonly customerId: string
  write<T>(who: Anyone, fn: (tx: Tx, actor: Actor) => Promise<T>): Promise<T>
  read<T>(who: Anyone, fn: (db: Db, actor: Actor) => Promise<T>): Promise<T>
  rows<R>(text: string, values?: unknown[]): Promise<R[]>
  product(input?: Partial<NewProduct>): Promise<Product>
  /** A product of which so many lie in the warehouse. */
  stocked(qty: string, input?: Partial<NewProduct>): Promise<Product>
  draft(lines: readonly LineInput[], input?: Partial<NewOrder>): Promise<WholeOrder>
  get(id: string): Promise<WholeOrder>
  submit(id: string): Promise<WholeOrder>
  /** Whoever has the order in the inbox approves: finance, then the warehouse. */
  approveAll(id: string): Promise<void>
  confirmed(lines: readonly LineInput[], input?: Partial<NewOrder>): Promise<WholeOrder>
}

let count = 0

export async function orderWorld(db: Database): Promise<OrderWorld> {
  const world = worldOn(db)
  const asked = { ...world, ...askers(db, world) }
  await asked.write('wei', (tx, actor) => createWarehouse(tx, actor, { code: 'A', name: '主仓' }))
  const customer = await asked.write('ann', (tx, actor) =>
    createCustomer(tx, actor, { name: `江苏榆湾饮料有限公司${++count}`, address: '南京市江宁区' }),
  )
  return { ...asked, customerId: customer.id, ...goods(asked), ...orders(asked, customer.id) }
}

type Asked = Pick<OrderWorld, 'write' | 'read' | 'rows'>

function askers(db: Database, world: World): Asked {
  return {
    write: async (who, fn) => {
      const actor = await world.as(who)
      return inOrg(db, actor.orgId, { mode: 'write' }, tx => fn(tx, actor))
    },
    read: async (who, fn) => {
      const actor = await world.as(who)
      return inOrg(db, actor.orgId, { mode: 'read', plan: 'free' }, tx => fn(tx, actor))
    },
    rows: (text, values = []) =>
      inOrg(db, world.acmeId, { mode: 'read' }, tx => tx.query({ text, values: [world.acmeId, ...values] })),
  }
}

function goods({ write }: Asked): Pick<OrderWorld, 'product' | 'stocked'> {
  const product: OrderWorld['product'] = input =>
    write('max', (tx, actor) =>
      createProduct(tx, actor, {
        code: `P${++count}`,
        name: `给袋式包装机${count}`,
        price: '100',
        taxRate: '13',
        ...input,
      }),
    )
  const stocked: OrderWorld['stocked'] = async (qty, input) => {
    const made = await product(input)
    const { id } = await write('wei', (tx, actor) =>
      createDocument(tx, actor, { kind: 'receipt', lines: [{ productId: made.id, unitQty: qty }] }),
    )
    await write('wei', (tx, actor) => moveDocument(tx, actor, { id, move: 'post' }, {}))
    return made
  }
  return { product, stocked }
}

function orders({ write, read }: Asked, customerId: string) {
  const draft: OrderWorld['draft'] = (lines, input) =>
    write('ann', (tx, actor) => createOrder(tx, actor, { customerId, lines: [...lines], ...input }))
  const get: OrderWorld['get'] = id => read('oda', (tx, actor) => getOrder(tx, actor, id))
  const submit: OrderWorld['submit'] = id => write('ann', (tx, actor) => submitOrder(tx, actor, id, {}))
  const approveAll: OrderWorld['approveAll'] = async id => {
    for (const who of ['fay', 'wei'] as const) {
      const mine = (await read(who, inbox)).find(one => one.recordId === id)
      if (mine) await write(who, (tx, actor) => approve(tx, actor, mine.id, {}))
    }
  }
  const confirmed: OrderWorld['confirmed'] = async (lines, input) => {
    const { id } = await draft(lines, input)
    await submit(id)
    await approveAll(id)
    return get(id)
  }
  return { draft, get, submit, approveAll, confirmed }
}

/** The reasons of a refusal as `key@path`; nothing when it went through. */
export const refused = (promise: Promise<unknown>): Promise<string[]> =>
  promise.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      return error.reasons.map(one => (one.path ? `${one.key}@${one.path}` : one.key))
    },
  )

/** Rows of which an invariant of orders is not true: counters, credit, reservations. */
export const brokenOrders = `
  select 'credit' as what, c.customer_id::text as id, c.used::text as have, coalesce(e.exposure, 0)::text as want from customer_credit c
    left join lateral (select sum(o.exposure) as exposure from orders o where o.org_id = c.org_id and o.payer_id = c.customer_id) e on true
    where c.org_id = $1 and c.used <> coalesce(e.exposure, 0)
  union all select 'reserved', l.id::text, l.reserved::text, coalesce(r.qty, 0)::text from order_lines l
    left join lateral (select sum(r.qty - r.consumed - r.released) as qty from reservations r where r.org_id = l.org_id and r.order_line_id = l.id) r on true
    where l.org_id = $1 and l.reserved <> coalesce(r.qty, 0)
  union all select 'stock', s.product_id::text, s.reserved::text, coalesce(r.qty, 0)::text from stock_levels s
    left join lateral (select sum(r.qty - r.consumed - r.released) as qty from reservations r where r.org_id = s.org_id and r.product_id = s.product_id and r.warehouse_id = s.warehouse_id and r.batch = s.batch) r on true
    where s.org_id = $1 and s.reserved <> coalesce(r.qty, 0)
  union all select 'header', o.id::text, o.gross::text, coalesce(t.gross, 0)::text from orders o
    left join lateral (select sum(l.gross) as gross from order_lines l where l.org_id = o.org_id and l.order_id = o.id) t on true
    where o.org_id = $1 and o.gross <> coalesce(t.gross, 0)`
