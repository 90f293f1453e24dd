import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { isDone } from '#kernel/refusal.ts'
import { openStock, type StockWorld, stockWorld } from '#test/stockWorld.ts'
import { createProduct, createProducts } from './create.service.ts'
import { findPriced } from './price.service.ts'
import {
  editProduct,
  findProducts,
  getProduct,
  listProducts,
  matchProduct,
  matchProducts,
  restoreProduct,
  saleProblem,
  summariseProducts,
  trashProduct,
} from './product.service.ts'
import { listTaxRates, setTaxRates } from './taxRate.service.ts'

let open: Awaited<ReturnType<typeof openStock>>
let world: StockWorld
beforeAll(async () => {
  open = await openStock()
  world = await stockWorld(open.db)
})
afterAll(() => open.close())

const reasons = (keys: string[]) => ({ reasons: keys.map(key => expect.objectContaining({ key })) })
const read = <T>(fn: Parameters<typeof inOrg<T>>[3]) => inOrg(world.db, world.orgId, { mode: 'read' }, fn)

describe('creating', () => {
  test('what nobody said follows from the kind', async () => {
    const service = await world.product({ code: 'S-1', name: '安装', kind: 'service', taxRate: '6.0' })
    expect(service).toMatchObject({
      fulfil: 'accept',
      stockKept: false,
      taxRate: '6',
      currency: 'CNY',
      state: 'active',
    })
    expect(await world.product({ code: 'G-1', name: '椅子' })).toMatchObject({
      kind: 'goods',
      fulfil: 'ship',
      stockKept: true,
      taxRate: '13',
    })
  })
  test('a code is taken once, whatever its width and case, until its product is in the trash', async () => {
    const first = await world.product({ code: 'ab-1', name: '一' })
    await expect(world.product({ code: 'ＡＢ-1', name: '二' })).rejects.toMatchObject({
      kind: 'conflict',
      ...reasons(['product.codeTaken']),
    })
    await world.write('max', (tx, actor) => trashProduct(tx, actor, first.id))
    const second = await world.product({ code: 'ＡＢ-1', name: '二' })
    await expect(world.write('max', (tx, actor) => restoreProduct(tx, actor, first.id))).rejects.toMatchObject(
      reasons(['product.codeTaken']),
    )
    expect(second.code).toBe('ＡＢ-1')
  })
  test('every problem is told at once, with its field', async () => {
    await expect(world.product({ code: ' ', kind: 'fee', stockKept: true, taxRate: '17' })).rejects.toMatchObject({
      reasons: [
        { key: 'field.required', path: 'code' },
        { key: 'product.onlyGoodsInStock', path: 'stockKept' },
        { key: 'product.unknownTaxRate', path: 'taxRate' },
      ],
    })
  })
  test('C168 units are kept exactly', async () => {
    const made = await world.product({ unit: '个', units: [{ unit: '箱', factor: '12.000' }] })
    expect(made.units).toEqual([{ unit: '箱', factor: '12' }])
  })
})

describe('finding', () => {
  test('by code, by name, by pinyin, by two characters', async () => {
    const made = await world.product({ code: 'SX-900', name: '伺服电机' })
    for (const q of ['sx-9', '电机', 'sifu', 'sfdj', '900']) {
      const page = await read(tx => listProducts(tx, world.as('ann'), { q }))
      expect(
        page.items.map(one => one.id),
        q,
      ).toContain(made.id)
    }
  })
  test('an import names a product by code or by its only name', async () => {
    const made = await world.product({ code: 'M-77', name: '减速机' })
    expect((await read(tx => matchProduct(tx, 'm-77')))?.id).toBe(made.id)
    expect((await read(tx => matchProduct(tx, '减速机')))?.id).toBe(made.id)
    await world.product({ code: 'M-78', name: '减速机' })
    expect(await read(tx => matchProduct(tx, '减速机'))).toBeUndefined()
  })
  test('a pasted table finds many at once, by code else by name, and only what is on sale', async () => {
    const one = await world.product({ code: 'PASTE-1', name: '粘贴甲' })
    const two = await world.product({ code: 'PASTE-2', name: '粘贴乙', state: 'inactive' })
    const { items } = await read(tx => matchProducts(tx, world.as('ann'), ['paste-1', '粘贴甲', 'PASTE-2', '没有']))
    expect(items.map(each => [each.text, each.products.map(product => product.id)])).toEqual([
      ['paste-1', [one.id]],
      ['粘贴甲', [one.id]],
      ['PASTE-2', []],
      ['没有', []],
    ])
    expect(two.state).toBe('inactive')
    expect(items[0]?.products[0]).not.toHaveProperty('cost')
  })
  test('a file brings a kit with the parts that it brings too', async () => {
    const rows = [
      { code: 'FILE-K', name: '文件套件', kind: 'kit', partsText: 'FILE-P*3' },
      { code: 'FILE-P', name: '文件部件' },
      { code: 'FILE-X', name: '坏套件', kind: 'kit', partsText: '没有的*1' },
    ]
    const made = await inOrg(world.db, world.orgId, { mode: 'write' }, tx => createProducts(tx, world.as('max'), rows))
    expect(made.map(isDone)).toEqual([true, true, false])
    const [kit] = (await read(tx => listProducts(tx, world.as('max'), { q: 'FILE-K' }))).items
    expect(kit?.partsText).toBe('FILE-P*3')
  })
  test('others freeze its facts on their lines', async () => {
    const kit = await world.product({ kind: 'kit', price: '10.50', cost: '7' })
    const facts = (await read(tx => findProducts(tx, [kit.id]))).get(kit.id)
    expect(facts).toMatchObject({ price: '10.5', cost: '7', fulfil: 'ship', stockKept: false })
    const priced = (await read(tx => findPriced(tx, [kit.id]))).get(kit.id)
    expect(priced && saleProblem(priced)?.key).toBe('kit.empty')
  })
  test('a summary counts by kind', async () => {
    const summary = await read(tx => summariseProducts(tx, world.as('ann'), { group: 'kind' }))
    expect(summary.groups.reduce((sum, one) => sum + one.count, 0)).toBe(summary.count)
  })
})

describe('cost', () => {
  test('C114 without the right it is not in the record, the list, a filter, a sort or a sum', async () => {
    const made = await world.product({ cost: '42' })
    const ann = world.as('ann')
    expect(await read(tx => getProduct(tx, ann, made.id))).not.toHaveProperty('cost')
    const page = await read(tx => listProducts(tx, ann, {}))
    expect(page.items.every(one => !('cost' in one))).toBe(true)
    const filter = JSON.stringify({ field: 'cost', op: 'gt', value: 1 })
    await expect(read(tx => listProducts(tx, ann, { filter }))).rejects.toMatchObject(reasons(['list.badField']))
    await expect(read(tx => listProducts(tx, ann, { sort: 'cost' }))).rejects.toMatchObject(reasons(['list.badSort']))
    await expect(read(tx => summariseProducts(tx, ann, { sum: 'cost' }))).rejects.toMatchObject(
      reasons(['list.badField']),
    )
    expect(await read(tx => getProduct(tx, world.as('fay'), made.id))).toMatchObject({ cost: '42' })
  })
})

describe('editing', () => {
  test('someone who may read but not edit is told so', async () => {
    const made = await world.product({})
    await expect(
      world.write('ann', (tx, actor) => editProduct(tx, actor, made.id, { name: 'x' })),
    ).rejects.toMatchObject({ kind: 'forbidden' })
  })
  test('a stale edit meets only the fields that conflict', async () => {
    const made = await world.product({ price: '100' })
    await world.write('max', (tx, actor) => editProduct(tx, actor, made.id, { price: '120', version: 1 }))
    const other = await world.write('oda', (tx, actor) => editProduct(tx, actor, made.id, { spec: '大', version: 1 }))
    expect(other).toMatchObject({ price: '120', spec: '大', version: 3 })
    await expect(
      world.write('oda', (tx, actor) => editProduct(tx, actor, made.id, { price: '90', version: 1 })),
    ).rejects.toMatchObject({ kind: 'conflict', reasons: [{ path: 'price' }] })
  })
  test('an edit that changes nothing leaves the version', async () => {
    const made = await world.product({ price: '100.00' })
    const same = await world.write('max', (tx, actor) =>
      editProduct(tx, actor, made.id, { price: '100.0', name: made.name }),
    )
    expect(same.version).toBe(1)
  })
  test('once stock was booked, the base unit stays and the product cannot be deleted', async () => {
    const made = await world.stocked('STK-1', '5')
    const change = (input: Parameters<typeof editProduct>[3]) =>
      world.write('max', (tx, actor) => editProduct(tx, actor, made.id, input))
    await expect(change({ unit: '箱' })).rejects.toMatchObject(reasons(['product.inStock']))
    await expect(change({ stockKept: false })).rejects.toMatchObject(reasons(['product.inStock']))
    await expect(world.write('max', (tx, actor) => trashProduct(tx, actor, made.id))).rejects.toMatchObject(
      reasons(['product.inStock']),
    )
    expect(await change({ state: 'inactive', price: '3' })).toMatchObject({ state: 'inactive', unit: made.unit })
  })
  test('a product keeps a tax rate that ran out, and takes no such rate anew', async () => {
    const other = await stockWorld(open.db)
    const made = await other.product({ taxRate: '3' })
    const label = { en: 'x', zh: 'x' }
    const rates = [
      { percent: '13', label, validFrom: '2019-04-01', validUntil: null },
      { percent: '3', label, validFrom: '2009-01-01', validUntil: '2025-12-31' },
    ]
    await other.write('fay', (tx, actor) => setTaxRates(tx, actor, rates))
    expect((await other.write('max', (tx, actor) => editProduct(tx, actor, made.id, { spec: 'a' }))).taxRate).toBe('3')
    await expect(other.product({ taxRate: '3' })).rejects.toMatchObject(reasons(['product.unknownTaxRate']))
    expect(await inOrg(other.db, other.orgId, { mode: 'read' }, tx => listTaxRates(tx))).toHaveLength(2)
    await expect(other.write('fay', (tx, actor) => setTaxRates(tx, actor, [...rates, ...rates]))).rejects.toMatchObject(
      reasons(['product.rateOverlap', 'product.rateOverlap']),
    )
  })
})

test('another organisation sees none of it', async () => {
  const other = await stockWorld(open.db)
  const made = await world.product({ code: 'OURS', name: '我们的' })
  await inOrg(other.db, other.orgId, { mode: 'read' }, async tx => {
    await expect(getProduct(tx, other.as('max'), made.id)).rejects.toMatchObject({ kind: 'missing' })
  })
  expect(
    await other.write('max', (tx, actor) => createProduct(tx, actor, { code: 'OURS', name: '别人的' })),
  ).toMatchObject({ code: 'OURS' })
})
