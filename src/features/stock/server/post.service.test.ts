import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrg } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { openStock, planUnderLock, type StockWorld, stockWorld } from '#test/stockWorld.ts'
import { countStock } from './count.service.ts'
import { createDocument, editDocument, getDocument, listDocuments, trashDocument } from './document.service.ts'
import { listLevels, listMoves, summariseLevels } from './level.service.ts'
import { documentOffers, moveDocument } from './post.service.ts'
import { holdLinesBy, type LineHolder, reserve } from './stock.service.ts'
import { createWarehouse, editWarehouse, trashWarehouse } from './warehouse.service.ts'

let open: Awaited<ReturnType<typeof openStock>>
let world: StockWorld
beforeAll(async () => {
  open = await openStock()
  world = await stockWorld(open.db)
})
afterAll(() => open.close())

const reasons = (...keys: string[]) => ({ reasons: keys.map(key => expect.objectContaining({ key })) })
const read = <T>(fn: Parameters<typeof inOrg<T>>[3]) => inOrg(world.db, world.orgId, { mode: 'read' }, fn)
const cancel = (id: string) => world.write('wei', (tx, actor) => moveDocument(tx, actor, { id, move: 'cancel' }, {}))

async function hold(productId: string, qty: string, holder = 'SO20261125-0001 / 1'): Promise<string> {
  const orderLineId = newId()
  await world.write('oda', async tx => {
    const plan = await planUnderLock(tx, [{ orderLineId, productId, qty, holder }])
    expect(plan.refused).toBe(false)
    reserve(tx, plan.picks)
  })
  return orderLineId
}

describe('posting', () => {
  test('a receipt raises the stock, writes the ledger and can be read by its number', async () => {
    const chair = await world.product({ code: 'R-1', unit: '件', units: [{ unit: '箱', factor: '12' }] })
    const posted = await world.book({
      kind: 'receipt',
      lines: [
        { productId: chair.id, unit: '箱', unitQty: '5' },
        { productId: chair.id, unitQty: '2', batch: 'B1' },
      ],
    })
    expect(posted).toMatchObject({ state: 'posted', number: expect.stringMatching(/^RK20261125-\d{4}$/) })
    expect(posted.lines).toMatchObject([
      { qty: '60', moved: '60', unit: '箱', unitQty: '5' },
      { qty: '2', moved: '2', batch: 'B1' },
    ])
    expect(await world.level(chair.id)).toEqual({ onHand: '62', reserved: '0' })
    const filter = JSON.stringify({ field: 'productId', op: 'is', value: chair.id })
    const moves = await read(tx => listMoves(tx, world.as('wei'), { filter }))
    expect(moves.items.map(one => [one.kind, one.qty, one.onHand, one.paper])).toContainEqual([
      'receipt',
      '60',
      '60',
      posted.number,
    ])
    const found = await read(tx => listDocuments(tx, world.as('wei'), { q: posted.number.slice(2) }))
    expect(found.items.map(one => one.id)).toEqual([posted.id])
    expect(await read(tx => summariseLevels(tx, world.as('ann'), { filter, sum: 'onHand,available' }))).toMatchObject({
      count: 2,
      sums: { onHand: '62', available: '62' },
    })
  })
  test('all guards speak at once, and nothing moves', async () => {
    const service = await world.product({ kind: 'service' })
    const old = await world.write('wei', (tx, actor) =>
      createWarehouse(tx, actor, { code: 'OLD', name: '旧仓', state: 'inactive' }),
    )
    const doc = {
      kind: 'receipt',
      warehouseId: old.id,
      date: '2026-11-26',
      lines: [{ productId: service.id, unitQty: '0' }],
    } as const
    await expect(world.book({ ...doc, lines: [...doc.lines] })).rejects.toMatchObject(
      reasons('stock.wrongQty', 'stock.notKept', 'stock.inactiveWarehouse', 'stock.inFuture'),
    )
    expect(await world.level(service.id)).toEqual({ onHand: '0', reserved: '0' })
  })
  test('it happens once: a second post is refused by the state', async () => {
    const made = await world.stocked('ONCE', '5')
    const filter = JSON.stringify({ field: 'productId', op: 'is', value: made.id })
    const [move] = (await read(tx => listMoves(tx, world.as('wei'), { filter }))).items
    const again = world.write('wei', (tx, actor) =>
      moveDocument(tx, actor, { id: move?.recordId ?? '', move: 'post' }, {}),
    )
    await expect(again).rejects.toMatchObject(reasons('flow.notFromHere'))
    expect((await world.level(made.id)).onHand).toBe('5')
  })
  test('books that are closed take no posting and give none back', async () => {
    const closed = await stockWorld(open.db, '2026-10-31')
    const chair = await closed.product({})
    const lines = [{ productId: chair.id, unitQty: '1' }]
    await expect(closed.book({ kind: 'receipt', date: '2026-10-31', lines })).rejects.toMatchObject(
      reasons('stock.booksClosed'),
    )
    await expect(closed.book({ kind: 'receipt', date: '2026-11-01', lines })).resolves.toMatchObject({
      state: 'posted',
    })
  })
  test('sales sees no documents and posts none; a reader is told which right is missing', async () => {
    const draft = await world.write('wei', (tx, actor) => createDocument(tx, actor, { kind: 'receipt' }))
    await expect(read(tx => getDocument(tx, world.as('ann'), draft.id))).rejects.toMatchObject({ kind: 'missing' })
    const max = world.write('max', (tx, actor) => moveDocument(tx, actor, { id: draft.id, move: 'post' }, {}))
    await expect(max).rejects.toMatchObject(reasons('flow.notAllowed'))
    expect(await read(tx => documentOffers(tx, world.as('wei'), draft.id))).toEqual([
      { move: 'post', ok: false, reasons: [{ key: 'stock.noLines' }] },
      { move: 'cancel', ok: true, reasons: [] },
    ])
  })
})

describe('taking away', () => {
  test('C065 a transfer from an empty warehouse is refused, from a full one it moves', async () => {
    const b = await world.write('wei', (tx, actor) => createWarehouse(tx, actor, { code: 'B', name: '二仓' }))
    const chair = await world.product({ code: 'T-1' })
    const transfer = { kind: 'transfer', toWarehouseId: b.id, lines: [{ productId: chair.id, unitQty: '5' }] } as const
    const go = () => world.book({ ...transfer, lines: [...transfer.lines] })
    await expect(go()).rejects.toMatchObject({ reasons: [{ key: 'stock.notEnough', path: 'lines.0.unitQty' }] })
    await world.book({ kind: 'receipt', lines: [{ productId: chair.id, unitQty: '7' }] })
    expect((await go()).lines).toMatchObject([{ moved: '-5' }])
    const filter = JSON.stringify({ field: 'productId', op: 'is', value: chair.id })
    const levels = await read(tx => listLevels(tx, world.as('ann'), { filter }))
    expect(levels.items.map(one => [one.warehouseName, one.onHand]).toSorted()).toEqual([
      ['主仓', '2'],
      ['二仓', '5'],
    ])
  })
  test('C064 scrapping 100 of 93 is refused', async () => {
    const chair = await world.stocked('SCRAP', '93')
    const scrap = (unitQty: string) => world.book({ kind: 'scrap', lines: [{ productId: chair.id, unitQty }] })
    await expect(scrap('100')).rejects.toMatchObject({
      reasons: [{ key: 'stock.notEnough', values: { onHand: '93' } }],
    })
    await scrap('93')
    expect((await world.level(chair.id)).onHand).toBe('0')
  })
  test('two lines of one product are counted together', async () => {
    const chair = await world.stocked('TWICE', '10')
    const scrap = world.book({
      kind: 'scrap',
      lines: [
        { productId: chair.id, unitQty: '6' },
        { productId: chair.id, unitQty: '6' },
      ],
    })
    await expect(scrap).rejects.toMatchObject(reasons('stock.notEnough'))
  })
  test('an adjustment goes both ways', async () => {
    const chair = await world.stocked('ADJ', '10')
    await world.book({ kind: 'adjustment', reason: '盘亏', lines: [{ productId: chair.id, unitQty: '-3' }] })
    await world.book({ kind: 'adjustment', lines: [{ productId: chair.id, unitQty: '1' }] })
    expect((await world.level(chair.id)).onHand).toBe('8')
  })
  test('C051 what an order holds cannot be scrapped from under it', async () => {
    const chair = await world.stocked('C051', '10')
    await hold(chair.id, '8')
    await expect(world.book({ kind: 'scrap', lines: [{ productId: chair.id, unitQty: '5' }] })).rejects.toMatchObject(
      reasons('stock.wouldBreak'),
    )
    await world.book({ kind: 'scrap', lines: [{ productId: chair.id, unitQty: '2' }] })
    expect(await world.level(chair.id)).toEqual({ onHand: '8', reserved: '8' })
  })
})

describe('counting', () => {
  test('S8 a count that breaks reservations names who holds, and releases only whom one names', async () => {
    const chair = await world.stocked('COUNT', '10')
    const first = await hold(chair.id, '4', 'SO-1 / 1')
    const second = await hold(chair.id, '5', 'SO-2 / 1')
    const locked: string[] = []
    const lowered: unknown[] = []
    const holder: LineHolder = {
      lock: async (_tx, ids) => {
        locked.push(...ids)
        return ids
      },
      lower: async (_tx, _by, released) => void lowered.push(...released),
      seenBy: async () => new Set(),
    }
    holdLinesBy(holder)
    const count = { kind: 'count' as const, lines: [{ productId: chair.id, unitQty: '6' }] }
    await expect(world.book(count)).rejects.toMatchObject({
      reasons: [
        { key: 'stock.wouldBreak', path: 'lines.0.unitQty', values: { holder: 'SO-1 / 1', qty: '4' } },
        { key: 'stock.wouldBreak', values: { holder: 'SO-2 / 1', qty: '5' } },
      ],
      facts: { holds: [{ orderLineId: first }, { orderLineId: second }] },
    })
    expect(await world.level(chair.id)).toEqual({ onHand: '10', reserved: '9' })
    await expect(world.book(count, { release: [newId()] })).rejects.toMatchObject(
      reasons('stock.wouldBreak', 'stock.wouldBreak'),
    )
    holdLinesBy({ lock: async () => [], lower: async () => undefined, seenBy: async () => new Set() })
    await expect(world.book(count, { release: [first] })).rejects.toMatchObject({
      reasons: [{ key: 'stock.unknownLine', path: 'release.0' }],
    })
    holdLinesBy(holder)
    const posted = await world.book(count, { release: [second] })
    expect(posted.lines).toMatchObject([{ qty: '6', moved: '-4' }])
    expect(await world.level(chair.id)).toEqual({ onHand: '6', reserved: '4' })
    expect(lowered).toEqual([{ orderLineId: second, qty: '5' }])
    expect(locked).toContain(second)
  })
  test('a reservation is not released where the count does not need it', async () => {
    const chair = await world.stocked('KEEP', '10')
    const line = await hold(chair.id, '4')
    await world.book({ kind: 'count', lines: [{ productId: chair.id, unitQty: '5' }] }, { release: [line] })
    expect(await world.level(chair.id)).toEqual({ onHand: '5', reserved: '4' })
  })
  test('rows of a file become one posted count a warehouse; a product counted twice is refused', async () => {
    const chair = await world.stocked('FILE-1', '3')
    const table = await world.product({ code: 'FILE-2', unit: 'kg' })
    const rows = [
      { product: 'file-1', quantity: '8' },
      { product: table.name, warehouse: 'A', quantity: '2.50' },
    ]
    const done = await world.write('wei', async (tx, actor) => [
      await countStock(tx, actor, rows[0] ?? rows[1] ?? { product: '', quantity: '' }),
      await countStock(tx, actor, rows[1] ?? { product: '', quantity: '' }),
    ])
    expect(new Set(done.map(one => one.id)).size).toBe(1)
    expect(await read(tx => getDocument(tx, world.as('wei'), done[0]?.id ?? ''))).toMatchObject({
      kind: 'count',
      state: 'posted',
      lines: [{ moved: '5' }, { moved: '2.5' }],
    })
    expect((await world.level(chair.id)).onHand).toBe('8')
    const twice = world.write('wei', async (tx, actor) => {
      await countStock(tx, actor, { product: 'FILE-1', quantity: '1' })
      await countStock(tx, actor, { product: 'FILE-1', quantity: '2' })
    })
    await expect(twice).rejects.toMatchObject({ reasons: [{ key: 'stock.countedTwice', path: 'product' }] })
    expect((await world.level(chair.id)).onHand).toBe('8')
  })
  test('an unknown product and an unknown warehouse are told together', async () => {
    const row = world.write('wei', (tx, actor) =>
      countStock(tx, actor, { product: 'NOPE', warehouse: 'NOWHERE', quantity: '1' }),
    )
    await expect(row).rejects.toMatchObject({
      reasons: [
        { key: 'product.unknown', path: 'product' },
        { key: 'stock.unknownWarehouse', path: 'warehouse' },
      ],
    })
  })
})

describe('cancelling', () => {
  test('moves the stock back by new rows of the ledger, and only if it is still there', async () => {
    const chair = await world.product({})
    const posted = await world.book({ kind: 'receipt', lines: [{ productId: chair.id, unitQty: '5' }] })
    const line = await hold(chair.id, '2')
    await expect(cancel(posted.id)).rejects.toMatchObject(reasons('stock.wouldBreak'))
    const gone = await world.write('wei', (tx, actor) =>
      moveDocument(tx, actor, { id: posted.id, move: 'cancel' }, { release: [line] }),
    )
    expect(gone.state).toBe('cancelled')
    expect(await world.level(chair.id)).toEqual({ onHand: '0', reserved: '0' })
    const filter = JSON.stringify({ field: 'productId', op: 'is', value: chair.id })
    const moves = await read(tx => listMoves(tx, world.as('wei'), { filter }))
    expect(moves.items.map(one => [one.kind, one.qty]).toSorted()).toEqual([
      ['receipt', '5'],
      ['reversal', '-5'],
    ])
    await expect(cancel(posted.id)).rejects.toMatchObject(reasons('flow.notFromHere'))
  })
  test('C055 stock that comes back does not set free what an order holds', async () => {
    const chair = await world.stocked('C055', '10')
    await hold(chair.id, '3')
    const gone = await world.book({ kind: 'scrap', lines: [{ productId: chair.id, unitQty: '7' }] })
    expect(await world.level(chair.id)).toEqual({ onHand: '3', reserved: '3' })
    await cancel(gone.id)
    expect(await world.level(chair.id)).toEqual({ onHand: '10', reserved: '3' })
    const again = { orderLineId: newId(), productId: chair.id, qty: '8', holder: '' }
    expect((await world.write('oda', tx => planUnderLock(tx, [again]))).short).toMatchObject([{ available: '7' }])
  })
  test('a transfer comes back to where it left, a draft just ends', async () => {
    const c = await world.write('wei', (tx, actor) => createWarehouse(tx, actor, { code: 'C', name: '三仓' }))
    const chair = await world.stocked('BACK', '5')
    const moved = await world.book({
      kind: 'transfer',
      toWarehouseId: c.id,
      lines: [{ productId: chair.id, unitQty: '5' }],
    })
    await cancel(moved.id)
    const filter = JSON.stringify({ field: 'productId', op: 'is', value: chair.id })
    const levels = await read(tx => listLevels(tx, world.as('ann'), { filter }))
    expect(levels.items.map(one => [one.warehouseName, one.onHand]).toSorted()).toEqual([
      ['三仓', '0'],
      ['主仓', '5'],
    ])
    const draft = await world.write('wei', (tx, actor) =>
      createDocument(tx, actor, { kind: 'receipt', lines: [{ productId: chair.id, unitQty: '5' }] }),
    )
    await cancel(draft.id)
    expect((await world.level(chair.id)).onHand).toBe('5')
  })
})

describe('drafts', () => {
  test('lines are replaced as a whole, unknown units and products are told by line', async () => {
    const chair = await world.product({ unit: '件' })
    const draft = await world.write('wei', (tx, actor) =>
      createDocument(tx, actor, { kind: 'receipt', lines: [{ productId: chair.id, unitQty: '1' }] }),
    )
    const edit = (input: Parameters<typeof editDocument>[3]) =>
      world.write('wei', (tx, actor) => editDocument(tx, actor, draft.id, input))
    await expect(
      edit({
        lines: [
          { productId: chair.id, unit: '吨', unitQty: '1' },
          { productId: newId(), unitQty: '1' },
        ],
      }),
    ).rejects.toMatchObject({
      reasons: [
        { key: 'stock.unknownUnit', path: 'lines.0.unit' },
        { key: 'stock.unknownProduct', path: 'lines.1.productId' },
      ],
    })
    const next = await edit({
      note: '补',
      lines: [
        { productId: chair.id, unitQty: '2' },
        { productId: chair.id, unitQty: '3' },
      ],
      version: 1,
    })
    expect(next).toMatchObject({ version: 2, note: '补', lineCount: 2 })
    expect((await edit({ note: '补' })).version).toBe(2)
    await world.write('wei', (tx, actor) => trashDocument(tx, actor, draft.id))
    await expect(edit({ note: 'x' })).rejects.toMatchObject({ kind: 'missing' })
  })
  test('a posted document is never edited or deleted', async () => {
    const chair = await world.product({})
    const { id } = await world.book({ kind: 'receipt', lines: [{ productId: chair.id, unitQty: '5' }] })
    await expect(world.write('wei', (tx, actor) => editDocument(tx, actor, id, { note: 'x' }))).rejects.toMatchObject(
      reasons('stock.notDraft'),
    )
    await expect(world.write('wei', (tx, actor) => trashDocument(tx, actor, id))).rejects.toMatchObject(
      reasons('stock.notDraft'),
    )
  })
})

describe('warehouses', () => {
  test('there is always exactly one default, and it is passed on, not dropped', async () => {
    const other = await stockWorld(open.db)
    expect(other.main.isDefault).toBe(true)
    const edit = (id: string, input: Parameters<typeof editWarehouse>[3]) =>
      other.write('wei', (tx, actor) => editWarehouse(tx, actor, id, input))
    await expect(edit(other.main.id, { isDefault: false })).rejects.toMatchObject(reasons('stock.defaultStays'))
    await expect(edit(other.main.id, { state: 'inactive' })).rejects.toMatchObject(reasons('stock.defaultStays'))
    const second = await other.write('wei', (tx, actor) =>
      createWarehouse(tx, actor, { code: 'Z', name: '新仓', isDefault: true }),
    )
    expect(second.isDefault).toBe(true)
    expect(await edit(other.main.id, { state: 'inactive' })).toMatchObject({ isDefault: false, state: 'inactive' })
    await expect(
      other.write('wei', (tx, actor) => createWarehouse(tx, actor, { code: 'ｚ', name: '别' })),
    ).rejects.toMatchObject(reasons('stock.warehouseCodeTaken'))
  })
  test('one with stock is not deleted', async () => {
    const d = await world.write('wei', (tx, actor) => createWarehouse(tx, actor, { code: 'D', name: '四仓' }))
    const chair = await world.product({})
    await world.book({ kind: 'receipt', warehouseId: d.id, lines: [{ productId: chair.id, unitQty: '1' }] })
    const drop = (id: string) => world.write('wei', (tx, actor) => trashWarehouse(tx, actor, id))
    await expect(drop(d.id)).rejects.toMatchObject(reasons('stock.warehouseHasStock'))
    await expect(drop(world.main.id)).rejects.toMatchObject(reasons('stock.defaultStays'))
  })
})

test('the ledger is append-only: the application can neither change nor remove a row', async () => {
  await world.stocked('LEDGER', '5')
  const client = new pg.Client({ connectionString: open.test.appUrl })
  await client.connect()
  try {
    await client.query(`begin; set local app.org_id = '${world.orgId}'`)
    expect((await client.query('select 1 from stock_moves')).rowCount).toBeGreaterThan(0)
    expect((await client.query('update stock_moves set qty = qty + 1')).rowCount).toBe(0)
    expect((await client.query('delete from stock_moves')).rowCount).toBe(0)
  } finally {
    await client.end()
  }
})

test('S1 and S2 hold for every row that these tests left behind', async () => {
  expect(await world.broken()).toEqual([])
})
