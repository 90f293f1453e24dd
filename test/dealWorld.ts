// What tests of deals and quotes start from: an organisation with its pipeline, people as actors, a customer.
import { registerSubject } from '#features/approval/server/subject.service.ts'
import { contactPermissions } from '#features/contact/contact.access.ts'
import { customerPermissions } from '#features/customer/customer.access.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import { dealPermissions } from '#features/deal/deal.access.ts'
import type { Deal, NewDeal, Stage } from '#features/deal/deal.schema.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { createDefaultPipeline, listPipelines } from '#features/deal/server/pipeline.service.ts'
import { createOrganisation, createUser } from '#features/people/server/people.service.ts'
import { productPermissions } from '#features/product/product.access.ts'
import type { NewProduct, Product } from '#features/product/product.schema.ts'
import { createProduct } from '#features/product/server/create.service.ts'
import { quotePermissions } from '#features/quote/quote.access.ts'
import type { NewQuote, WholeQuote } from '#features/quote/quote.schema.ts'
import { createQuote } from '#features/quote/server/quote.service.ts'
import { quoteReview } from '#features/quote/server/quoteApproval.service.ts'
import { type Actor, grantsFor } from '#kernel/access.ts'
import { type Database, type Db, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type Person, people } from './world.ts'

const permissions = {
  ...customerPermissions,
  ...contactPermissions,
  ...dealPermissions,
  ...quotePermissions,
  ...productPermissions,
}

export type DealWorld = {
  readonly db: Database
  readonly orgId: string
  readonly customerId: string
  readonly stages: readonly Stage[]
  as(person: Person): Actor
  write<T>(person: Person, fn: (tx: Tx, actor: Actor) => Promise<T>): Promise<T>
  read<T>(person: Person, fn: (db: Db, actor: Actor) => Promise<T>): Promise<T>
  rows<R>(text: string, values?: unknown[]): Promise<R[]>
  stage(zh: string): Stage
  deal(input?: Partial<NewDeal>): Promise<Deal>
  product(input?: Partial<NewProduct>): Promise<Product>
  quote(dealId: string, input?: Partial<NewQuote>): Promise<WholeQuote>
}

// the database's own clock decides what is overdue, so tests of these features live in the present
export async function openDeals(max = 10): Promise<{ test: TestDatabase; db: Database; close: () => Promise<void> }> {
  const test = await testDatabase()
  const db = openDatabase({ url: test.appUrl, max })
  const close = async () => {
    await db.pool.end()
    await test.drop()
  }
  return { test, db, close }
}

registerSubject(quoteReview)

let count = 0

type Options = { readonly zone?: string; readonly currency?: string }

export async function dealWorld(db: Database, options: Options = {}): Promise<DealWorld> {
  const { orgId, as } = await found(db, options)
  const write: DealWorld['write'] = (person, fn) => inOrg(db, orgId, { mode: 'write' }, tx => fn(tx, as(person)))
  const read: DealWorld['read'] = (person, fn) =>
    inOrg(db, orgId, { mode: 'read', plan: 'free' }, tx => fn(tx, as(person)))
  const name = `江苏榆湾饮料有限公司${count}`
  const { id: customerId } = await write('ann', (tx, actor) => createCustomer(tx, actor, { name }))
  const [pipeline] = await read('ann', tx => listPipelines(tx))
  const stages = pipeline?.stages ?? []
  return { db, orgId, customerId, stages, as, write, read, ...makers({ orgId, customerId, stages, db, write }) }
}

async function found(db: Database, { zone = 'Asia/Shanghai', currency = 'CNY' }: Options) {
  const owner = { name: 'Olga', email: `owner${++count}@acme.example` }
  const { orgId, deptId } = await createOrganisation(db, { name: 'Acme', zone, currency, owner })
  const ids = await inOrg(db, orgId, { mode: 'write' }, async tx => {
    if ((await listPipelines(tx)).length === 0) createDefaultPipeline(tx)
    const made: Record<string, string> = {}
    for (const [key, { name, role }] of Object.entries(people)) {
      const user = { name, email: `${key}${count}@acme.example`, roles: [role], deptId }
      made[key] = await createUser(tx, { userId: null, via: 'demo' }, user)
    }
    return made
  })
  const settings = { booksClosedUntil: null, settings: {}, metaVersion: 1 }
  const org = { id: orgId, name: 'Acme', zone, currency, country: 'CN', ...settings }
  const as = (person: Person): Actor => {
    const { name, role } = people[person]
    const place = { org, orgId, deptId, branchIds: [deptId], poolIds: [], userId: ids[person] ?? '' }
    return {
      ...place,
      name,
      lang: 'zh',
      roles: [role],
      grants: grantsFor([role], permissions),
      fieldRights: {},
      via: 'screen',
    }
  }
  return { orgId, as }
}

type Makers = Pick<DealWorld, 'rows' | 'stage' | 'deal' | 'product' | 'quote'>

function makers(world: Pick<DealWorld, 'db' | 'orgId' | 'customerId' | 'stages' | 'write'>): Makers {
  const { db, orgId, customerId, stages, write } = world
  return {
    rows: (text, values = []) =>
      inOrg(db, orgId, { mode: 'read' }, tx => tx.query({ text, values: [orgId, ...values] })),
    stage: zh => {
      const stage = stages.find(one => one.label.zh === zh)
      if (!stage) throw new Error(`no stage ${zh}`)
      return stage
    },
    deal: input => write('ann', (tx, actor) => createDeal(tx, actor, { name: '气调灌装后段', customerId, ...input })),
    product: input => {
      const fresh = { code: `P${++count}`, name: `旋转灌装机${count}`, price: '100' }
      return write('max', (tx, actor) => createProduct(tx, actor, { ...fresh, ...input }))
    },
    quote: (dealId, input) => write('ann', (tx, actor) => createQuote(tx, actor, { dealId, ...input })),
  }
}
