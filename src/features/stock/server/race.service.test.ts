// Everyone at once: the database must come out of it with exactly one right outcome, and without a deadlock.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Product } from '#features/product/product.schema.ts'
import { newId } from '#kernel/ids.ts'
import { openStock, planUnderLock, type StockWorld, stockWorld } from '#test/stockWorld.ts'
import type { Want } from '../stock.schema.ts'
import { createDocument } from './document.service.ts'
import { moveDocument } from './post.service.ts'
import { releaseReservations, reserve } from './stock.service.ts'

let open: Awaited<ReturnType<typeof openStock>>
let world: StockWorld
beforeAll(async () => {
  open = await openStock(9)
  world = await stockWorld(open.db)
})
afterAll(() => open.close())

const want = (productId: string, qty: string): Want => ({ orderLineId: newId(), productId, qty, holder: 'SO-1 / 1' })
const place = (wants: readonly Want[]): Promise<boolean> =>
  world.write('oda', async tx => {
    const plan = await planUnderLock(tx, wants)
    reserve(tx, plan.picks)
    return !plan.refused
  })

/** Repeatable, and different for every worker. */
function dice(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

test('eight workers reach for the last unit and exactly one has it', async () => {
  const last = await world.stocked('LAST', '1')
  const got = await Promise.all(Array.from({ length: 8 }, () => place([want(last.id, '1')])))
  expect(got.filter(Boolean)).toHaveLength(1)
  expect(await world.level(last.id)).toEqual({ onHand: '1', reserved: '1' })
})

test('C050 stock 5, orders of 3 and 4 at once: one of them is refused', async () => {
  const chair = await world.stocked('C050', '5')
  const got = await Promise.all([place([want(chair.id, '3')]), place([want(chair.id, '4')])])
  expect(got.filter(Boolean)).toHaveLength(1)
})

test('one document posted by eight people at once is posted once', async () => {
  const chair = await world.product({ code: 'ONCE' })
  const { id } = await world.write('wei', (tx, actor) =>
    createDocument(tx, actor, { kind: 'receipt', lines: [{ productId: chair.id, unitQty: '5' }] }),
  )
  const posts = Array.from({ length: 8 }, () =>
    world.write('wei', (tx, actor) => moveDocument(tx, actor, { id, move: 'post' }, {})),
  )
  const done = await Promise.allSettled(posts)
  expect(done.filter(one => one.status === 'fulfilled')).toHaveLength(1)
  expect((await world.level(chair.id)).onHand).toBe('5')
})

test('eight first receipts of the same new products meet without a deadlock', async () => {
  const chairs = await Promise.all(Array.from({ length: 20 }, (_, i) => world.product({ code: `NEW-${i}` })))
  const receipts = Array.from({ length: 8 }, (_, worker) => {
    const roll = dice(worker)
    const order = chairs.map(chair => ({ chair, at: roll(1000) })).toSorted((a, b) => a.at - b.at)
    return world.book({ kind: 'receipt', lines: order.map(({ chair }) => ({ productId: chair.id, unitQty: '1' })) })
  })
  await Promise.all(receipts)
  for (const chair of chairs) expect((await world.level(chair.id)).onHand).toBe('8')
  expect(open.db.counters.retries).toBe(0)
})

test('eight workers hold, give back, count and scrap over twenty rows: no deadlock, no drift', async () => {
  const stock: Product[] = []
  for (let i = 0; i < 20; i++) stock.push(await world.stocked(`ROW-${i}`, '50'))
  const someOf = (roll: (below: number) => number) => [
    ...new Set(Array.from({ length: 1 + roll(8) }, () => stock[roll(20)]?.id ?? '')),
  ]
  let held = 0
  async function work(worker: number): Promise<void> {
    const roll = dice(worker + 100)
    const mine: string[] = []
    for (let round = 0; round < 25; round++) {
      const ids = someOf(roll)
      if (roll(3) > 0) {
        const wants = ids.map(id => want(id, String(1 + roll(9))))
        if (await place(wants)) mine.push(...wants.map(one => one.orderLineId))
        held += wants.length
      } else if (roll(2) === 0) await world.write('oda', tx => releaseReservations(tx, mine.splice(0, 5)))
      else {
        const kind = roll(2) === 0 ? 'scrap' : 'receipt'
        const lines = ids.map(productId => ({ productId, unitQty: String(1 + roll(3)) }))
        await world.book({ kind, lines }).catch((error: unknown) => expect(error).toMatchObject({ name: 'Refusal' }))
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, worker) => work(worker)))
  expect(held).toBeGreaterThan(100)
  expect(open.db.counters.retries).toBe(0)
  expect(await world.broken()).toEqual([])
})
