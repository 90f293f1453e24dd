import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Database, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { type Person, people, worldOn } from '#test/world.ts'
import { getCredit, moveExposure, setCredit, touchCustomer } from './credit.service.ts'
import {
  createCustomer,
  customerOffers,
  editCustomer,
  getCustomer,
  listCustomers,
  moveCustomer,
  summariseCustomers,
} from './customer.service.ts'
import { findCustomersByName, matchCustomers } from './likeness.service.ts'
import { restoreCustomer, trashCustomer } from './trash.service.ts'

let database: TestDatabase
let db: Database
const actors = new Map<Person, Actor>()

const write = <T>(actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> => inOrg(db, actor.orgId, { mode: 'write' }, fn)

function as(who: Person): Actor {
  const actor = actors.get(who)
  if (!actor) throw new Error(who)
  return actor
}

beforeAll(async () => {
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 4 })
  const world = worldOn(db)
  // the list's own keys
  for (const who of Object.keys(people) as Person[]) actors.set(who, await world.as(who))
})

afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

describe('create', () => {
  test('a customer gets a number, an owner and a credit row, and is found by its name', async () => {
    const ann = as('ann')
    const made = await write(ann, tx =>
      createCustomer(tx, ann, { name: '华为技术有限公司', phone: '0755-2878 0808', level: 'A' }),
    )
    expect(made).toMatchObject({
      name: '华为技术有限公司',
      ownerId: ann.userId,
      life: 'potential',
      state: 'active',
      version: 1,
      creditUsed: '0',
      openDeals: 0,
    })
    expect(made.number).toMatch(/^KH\d{6}-\d{4}$/)
    for (const q of ['华为', '技', 'hwjs', 'huawei', '0808', made.number]) {
      const found = await write(ann, tx => listCustomers(tx, ann, { q }))
      expect({ q, names: found.items.map(one => one.name) }).toEqual({ q, names: ['华为技术有限公司'] })
    }
  })

  test('everything wrong is said at once, with its field', async () => {
    const ann = as('ann')
    const bad = write(ann, tx => createCustomer(tx, ann, { name: '  ', uscc: '123', email: 'nobody' }))
    await expect(bad).rejects.toMatchObject({
      reasons: [
        { key: 'field.required', path: 'name' },
        { key: 'customer.badUscc', path: 'uscc' },
        { key: 'customer.badEmail', path: 'email' },
      ],
    })
  })

  test('C103 likely twins are named with their reason, however the phone is written', async () => {
    const ann = as('ann')
    const first = await write(ann, tx =>
      createCustomer(tx, ann, { name: '上海测试贸易有限公司', phone: '021-6488 1234' }),
    )
    const like = await write(ann, tx => matchCustomers(tx, ann, { name: '其他', phone: '+86 (21) 64881234' }))
    expect(like).toMatchObject([{ entity: 'customer', id: first.id, why: 'phone' }])
    const again = await write(ann, tx => createCustomer(tx, ann, { name: '测试贸易（上海）有限公司' }))
    expect(again.duplicates.map(one => one.why)).toEqual(['company'])
  })

  test('C142 C144 an emoji is saved and read back byte for byte', async () => {
    const ann = as('ann')
    const made = await write(ann, tx => createCustomer(tx, ann, { name: 'mail 😀 rest', note: '😀🤗 㳇' }))
    expect(await write(ann, tx => getCustomer(tx, ann, made.id))).toMatchObject({
      name: 'mail 😀 rest',
      note: '😀🤗 㳇',
    })
  })
})

describe('edit', () => {
  test('C128 an edit of other fields than the ones changed meanwhile passes; the same field is a conflict with both values', async () => {
    const ann = as('ann')
    const made = await write(ann, tx => createCustomer(tx, ann, { name: 'Conflict Ltd', level: 'B' }))
    await write(ann, tx => editCustomer(tx, ann, made.id, { level: 'A', version: 1 }))
    const other = await write(ann, tx => editCustomer(tx, ann, made.id, { note: 'call later', version: 1 }))
    expect(other).toMatchObject({ level: 'A', note: 'call later', version: 3 })
    const clash = write(ann, tx => editCustomer(tx, ann, made.id, { level: 'C', version: 1 }))
    await expect(clash).rejects.toMatchObject({
      kind: 'conflict',
      reasons: [{ key: 'kernel.stale', path: 'level' }],
      facts: { version: 3, fields: { level: { yours: 'C', theirs: 'A' } } },
    })
  })

  test('a company does not stand above itself', async () => {
    const ann = as('ann')
    const top = await write(ann, tx => createCustomer(tx, ann, { name: 'Top' }))
    const below = await write(ann, tx => createCustomer(tx, ann, { name: 'Below', parentId: top.id }))
    const circle = write(ann, tx => editCustomer(tx, ann, top.id, { parentId: below.id }))
    await expect(circle).rejects.toMatchObject({ reasons: [{ key: 'customer.circle', path: 'parentId' }] })
    const own = write(ann, tx => editCustomer(tx, ann, top.id, { parentId: top.id, payerId: top.id }))
    await expect(own).rejects.toMatchObject({
      reasons: [
        { key: 'customer.ownPayer', path: 'payerId' },
        { key: 'customer.circle', path: 'parentId' },
      ],
    })
  })

  test('two who at once put each above the other make no circle', async () => {
    const ann = as('ann')
    const make = (name: string) => write(ann, tx => createCustomer(tx, ann, { name }))
    const under = (id: string, parentId: string) => write(ann, tx => editCustomer(tx, ann, id, { parentId }))
    for (let n = 0; n < 8; n++) {
      const [a, b] = [await make(`Left ${n}`), await make(`Right ${n}`)]
      const both = await Promise.allSettled([under(a.id, b.id), under(b.id, a.id)])
      expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    }
  })

  test('two customers cannot carry one USCC', async () => {
    const ann = as('ann')
    await write(ann, tx => createCustomer(tx, ann, { name: 'USCC one', uscc: '91350100M000100Y43' }))
    const twin = write(ann, tx => createCustomer(tx, ann, { name: 'USCC two', uscc: '91350100m000100y43' }))
    await expect(twin).rejects.toMatchObject({
      kind: 'conflict',
      reasons: [{ key: 'customer.usccTaken', path: 'uscc' }],
    })
  })
})

describe('rights', () => {
  test('C117 C120 another sales person sees nothing of it: list, count, search, by id', async () => {
    const ann = as('ann')
    const ben: Actor = { ...ann, userId: as('oda').userId }
    const made = await write(ann, tx => createCustomer(tx, ann, { name: 'Only of Ann' }))
    expect((await write(ben, tx => listCustomers(tx, ben, { q: 'Only of Ann' }))).items).toEqual([])
    expect((await write(ben, tx => summariseCustomers(tx, ben, {}))).count).toBe(0)
    await expect(write(ben, tx => getCustomer(tx, ben, made.id))).rejects.toMatchObject({ kind: 'missing' })
    await expect(write(ben, tx => editCustomer(tx, ben, made.id, { note: 'x' }))).rejects.toMatchObject({
      kind: 'missing',
    })
    const max = as('max')
    expect((await write(max, tx => getCustomer(tx, max, made.id))).name).toBe('Only of Ann')
  })

  test('C114 credit is not shown, filtered or sorted without the right to see it', async () => {
    const ann = as('ann')
    const wei = as('wei')
    await write(ann, tx => createCustomer(tx, ann, { name: 'Hidden credit' }))
    const [first] = (await write(wei, tx => listCustomers(tx, wei, { q: 'Hidden credit' }))).items
    expect(first).toBeDefined()
    expect(first).not.toHaveProperty('creditUsed')
    const filter = JSON.stringify({ field: 'creditUsed', op: 'gt', value: '0' })
    await expect(write(wei, tx => listCustomers(tx, wei, { filter }))).rejects.toMatchObject({
      reasons: [{ key: 'list.badField' }],
    })
  })

  test('a blocked customer offers to be unblocked, to those who may', async () => {
    const ann = as('ann')
    const fay = as('fay')
    const made = await write(ann, tx => createCustomer(tx, ann, { name: 'To block' }))
    await expect(write(ann, tx => moveCustomer(tx, ann, made.id, 'block'))).rejects.toMatchObject({
      reasons: [{ key: 'flow.notAllowed' }],
    })
    expect(await write(fay, tx => moveCustomer(tx, fay, made.id, 'block'))).toMatchObject({ state: 'blocked' })
    expect(await write(fay, tx => customerOffers(tx, fay, made.id))).toEqual([
      { move: 'unblock', ok: true, reasons: [] },
    ])
  })
})

describe('trash', () => {
  test('C106 what lies in the trash is found nowhere and its USCC is free; restoring asks again', async () => {
    const max = as('max')
    const uscc = '91110108551385082Q'
    const old = await write(max, tx => createCustomer(tx, max, { name: 'Trashed', uscc }))
    await write(max, tx => trashCustomer(tx, max, old.id))
    expect((await write(max, tx => listCustomers(tx, max, { q: 'Trashed' }))).items).toEqual([])
    await write(max, tx => createCustomer(tx, max, { name: 'New one', uscc }))
    await expect(write(max, tx => restoreCustomer(tx, max, old.id))).rejects.toMatchObject({
      reasons: [{ key: 'customer.usccTaken' }],
    })
  })
})

test('C133 paging by any field, direction and with empty values gives every record once', async () => {
  const max = as('max')
  for (let i = 0; i < 47; i++)
    await write(max, tx =>
      createCustomer(tx, max, {
        name: `Page ${i}`,
        level: i % 3 ? (i % 3 === 1 ? 'A' : 'B') : null,
        industry: i % 5 ? `branch ${i % 4}` : null,
      }),
    )
  const filter = JSON.stringify({ field: 'name', op: 'startsWith', value: 'Page ' })
  for (const sort of [
    'name',
    '-name',
    'level',
    '-level',
    'industry,-level',
    '-industry,name',
    'createdAt',
    '-createdAt',
    'lastFollowupAt',
    undefined,
  ]) {
    const seen: string[] = []
    let cursor: string | undefined
    for (let page = 0; page < 20; page++) {
      const answer = await write(max, tx =>
        listCustomers(tx, max, { filter, limit: 7, ...(sort && { sort }), ...(cursor && { cursor }) }),
      )
      seen.push(...answer.items.map(one => one.name))
      if (!answer.nextCursor) break
      cursor = answer.nextCursor
    }
    expect({ sort, count: seen.length, unique: new Set(seen).size }).toEqual({ sort, count: 47, unique: 47 })
  }
})

test('the credit row follows what moves it, and life follows activity', async () => {
  const fay = as('fay')
  const max = as('max')
  const made = await write(max, tx => createCustomer(tx, max, { name: 'Credit' }))
  await write(max, tx => createContact(tx, max, { name: 'Ms Fu', customerId: made.id, isPrimary: true }))
  expect(await write(fay, tx => setCredit(tx, fay, made.id, { creditLimit: '1000', policy: 'block' }))).toMatchObject({
    creditLimit: '1000',
    policy: 'block',
    used: '0',
  })
  await write(fay, async tx => {
    moveExposure(tx, made.id, '300.25')
  })
  expect(await write(fay, tx => getCredit(tx, fay, made.id))).toMatchObject({ used: '300.25' })
  await write(max, async tx => touchCustomer(tx, made.id, { openDeals: 1 }))
  expect(await write(max, tx => getCustomer(tx, max, made.id))).toMatchObject({ life: 'intent', openDeals: 1 })
  await write(max, async tx => touchCustomer(tx, made.id, { openDeals: -1, orders: 1, orderAt: tx.now }))
  expect(await write(max, tx => getCustomer(tx, max, made.id))).toMatchObject({
    life: 'buying',
    openDeals: 0,
    orders: 1,
  })
})

test('imports find customers by exact name or number, and all who share a name', async () => {
  const max = as('max')
  const made = await write(max, tx => createCustomer(tx, max, { name: 'Alfreds Futterkiste' }))
  const [one, two] = [
    await write(max, tx => createCustomer(tx, max, { name: 'Twin Trading' })),
    await write(max, tx => createCustomer(tx, max, { name: 'TWIN trading' })),
  ]
  const names = ['alfreds futterkiste', made.number, 'nobody', 'Twin Trading']
  const found = await write(max, tx => findCustomersByName(tx, names))
  expect(found.get('Twin Trading')?.toSorted()).toEqual([one.id, two.id].toSorted())
  found.delete('Twin Trading')
  expect(found).toEqual(
    new Map([
      ['alfreds futterkiste', [made.id]],
      [made.number, [made.id]],
      ['nobody', []],
    ]),
  )
})

test('a list answers only the fields that were asked for, and refuses unknown and hidden ones', async () => {
  const max = as('max')
  await write(max, tx => createCustomer(tx, max, { name: 'Only two fields', level: 'A' }))
  const { items } = await write(max, tx => listCustomers(tx, max, { q: 'Only two fields', fields: 'name,level' }))
  expect(items).toEqual([{ id: expect.any(String), version: 1, name: 'Only two fields', level: 'A' }])
  const unknown = write(max, tx => listCustomers(tx, max, { fields: 'name,secret' }))
  await expect(unknown).rejects.toMatchObject({
    kind: 'malformed',
    reasons: [{ key: 'list.badField', path: 'fields' }],
  })
  const wei = as('wei')
  await expect(write(wei, tx => listCustomers(tx, wei, { fields: 'creditUsed' }))).rejects.toMatchObject({
    reasons: [{ key: 'list.badField' }],
  })
})
