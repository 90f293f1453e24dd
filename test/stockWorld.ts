// What tests of products and stock start from: an organisation with a warehouse, its people as actors, and
// what doctor would ask of every stock row.

import { createOrganisation, createUser } from '#features/people/server/people.service.ts'
import { productPermissions } from '#features/product/product.access.ts'
import type { NewProduct, Product } from '#features/product/product.schema.ts'
import { createProduct } from '#features/product/server/create.service.ts'
import type { NewDocument, WholeDocument } from '#features/stock/document.schema.ts'
import { createDocument } from '#features/stock/server/document.service.ts'
import { type MoveInput, moveDocument } from '#features/stock/server/post.service.ts'
import { planOver } from '#features/stock/server/stock.service.ts'
import { lockLevels } from '#features/stock/server/stock.sql.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { stockPermissions } from '#features/stock/stock.access.ts'
import type { StockPlan, StockPolicy, Want } from '#features/stock/stock.schema.ts'
import type { Warehouse } from '#features/stock/warehouse.schema.ts'
import { type Actor, grantsFor } from '#kernel/access.ts'
import { type Clock, fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type Person, people } from './world.ts'

export type StockWorld = {
  readonly db: Database
  readonly orgId: string
  readonly main: Warehouse
  as(person: Person): Actor
  write<T>(person: Person, fn: (tx: Tx, actor: Actor) => Promise<T>): Promise<T>
  product(input: Partial<NewProduct>): Promise<Product>
  book(input: NewDocument, more?: MoveInput): Promise<WholeDocument>
  stocked(code: string, qty: string): Promise<Product>
  level(productId: string): Promise<{ onHand: string; reserved: string }>
  /** Rows of which S1 or S2 is not true. */
  broken(): Promise<unknown[]>
}

const clock: Clock = fixedClock('2026-11-25T06:00:00Z')
const permissions = { ...productPermissions, ...stockPermissions }

export async function openStock(max = 10): Promise<{ test: TestDatabase; db: Database; close: () => Promise<void> }> {
  const test = await testDatabase()
  const db = openDatabase({ url: test.appUrl, max, clock })
  return {
    test,
    db,
    close: async () => {
      await db.pool.end()
      await test.drop()
    },
  }
}

let count = 0

/** A new organisation: nothing of another test is in it. */
export async function stockWorld(db: Database, booksClosedUntil: string | null = null): Promise<StockWorld> {
  const staff = await hire(db, booksClosedUntil)
  const { orgId, as } = staff
  const write: StockWorld['write'] = (person, fn) => inOrg(db, orgId, { mode: 'write' }, tx => fn(tx, as(person)))
  const main = await write('wei', (tx, actor) => createWarehouse(tx, actor, { code: 'A', name: '主仓' }))
  const product: StockWorld['product'] = input =>
    write('max', (tx, actor) => createProduct(tx, actor, { code: `P${++count}`, name: `产品${count}`, ...input }))
  const book: StockWorld['book'] = async (input, more = {}) => {
    const { id } = await write('wei', (tx, actor) => createDocument(tx, actor, input))
    return write('wei', (tx, actor) => moveDocument(tx, actor, { id, move: 'post' }, more))
  }
  const stocked: StockWorld['stocked'] = async (code, qty) => {
    const made = await product({ code, name: code })
    await book({ kind: 'receipt', lines: [{ productId: made.id, unitQty: qty }] })
    return made
  }
  const read = <R>(text: string, values: unknown[]): Promise<R[]> =>
    inOrg(db, orgId, { mode: 'read' }, tx => tx.query<R>({ text, values }))
  const level: StockWorld['level'] = async productId => {
    const [row] = await read<{ onHand: string; reserved: string }>(levelOf, [productId])
    return row ?? { onHand: '0', reserved: '0' }
  }
  return { db, orgId, main, as, write, product, book, stocked, level, broken: () => read(invariants, []) }
}

async function hire(db: Database, booksClosedUntil: string | null): Promise<Pick<StockWorld, 'orgId' | 'as'>> {
  const n = ++count
  const owner = { name: 'Olivia', email: `owner${n}@acme.example` }
  const { orgId, deptId } = await createOrganisation(db, { name: 'Acme', owner })
  const ids = await inOrg(db, orgId, { mode: 'write' }, async tx => {
    const made: Record<string, string> = {}
    for (const [key, { name, role }] of Object.entries(people)) {
      const person = { name, email: `${key}${n}@acme.example`, roles: [role], deptId }
      made[key] = await createUser(tx, { userId: null, via: 'demo' }, person)
    }
    return made
  })
  const place = { zone: 'Asia/Shanghai', currency: 'CNY', country: 'CN' }
  const org = { id: orgId, name: 'Acme', ...place, booksClosedUntil, settings: {}, metaVersion: 1 }
  const as = (person: Person): Actor => {
    const roles = [people[person].role]
    const grants = grantsFor(roles, permissions)
    const who = { userId: ids[person] ?? '', name: person, lang: 'zh', via: 'screen' } as const
    return { org, orgId, ...who, roles, deptId, branchIds: [deptId], poolIds: [], grants, fieldRights: {} }
  }
  return { orgId, as }
}

/** As an order's confirm does it: lock what the lines could take from, then plan. */
export async function planUnderLock(tx: Tx, wants: readonly Want[], policy: StockPolicy = 'all'): Promise<StockPlan> {
  const ids = [...new Set(wants.map(want => want.productId))]
  return planOver(await lockLevels(tx, ids, null), wants, policy)
}

const levelOf =
  'select coalesce(sum(on_hand), 0) as on_hand, coalesce(sum(reserved), 0) as reserved from stock_levels where product_id = $1'

const invariants = `select l.product_id, l.on_hand, l.reserved, m.qty as moved, r.qty as held from stock_levels l
  left join lateral (select coalesce(sum(qty), 0) as qty from stock_moves m where m.org_id = l.org_id and m.product_id = l.product_id and m.warehouse_id = l.warehouse_id and m.batch = l.batch) m on true
  left join lateral (select coalesce(sum(qty - consumed - released), 0) as qty from reservations r where r.org_id = l.org_id and r.product_id = l.product_id and r.warehouse_id = l.warehouse_id and r.batch = l.batch) r on true
  where l.on_hand <> m.qty or l.reserved <> r.qty or l.on_hand < 0 or l.reserved < 0 or l.reserved > l.on_hand + l.backorder_limit`
