import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, cmp, max, sub, sum } from '#kernel/money.ts'
import { type Heap, shortagesOf, type Wish } from './shortage.rules.ts'

const places = ['main', 'other'] as const
const qty = fc.integer({ min: 0, max: 50 }).map(String)
const product = fc.constantFrom('p', 'q')
const wish: fc.Arbitrary<Wish> = fc.record({ productId: product, warehouseId: fc.constantFrom(null, ...places), qty })
const heap: fc.Arbitrary<Heap> = fc.record({ productId: product, warehouseId: fc.constantFrom(...places), qty })
const cases = fc.record({
  wishes: fc.array(wish, { maxLength: 6 }),
  free: fc.array(heap, { maxLength: 4 }),
  coming: fc.array(heap, { maxLength: 4 }),
})

test('what lacks is what waits beyond what lies there; what is open is what lacks beyond what comes', () => {
  fc.assert(
    fc.property(cases, ({ wishes, free, coming }) => {
      const found = shortagesOf(wishes, { free, coming, home: 'main' })
      for (const one of found) {
        expect(cmp(one.lacks, '0')).toBe(1)
        expect(cmp(one.lacks, one.waiting)).toBeLessThanOrEqual(0)
        expect(cmp(add(one.open, one.coming), one.lacks)).toBe(0)
      }
      for (const id of ['p', 'q']) {
        const total = (all: readonly (Wish | Heap)[]) =>
          sum(all.filter(one => one.productId === id).map(one => one.qty))
        const lacks = sum(found.filter(one => one.productId === id).map(one => one.lacks))
        const open = sum(found.filter(one => one.productId === id).map(one => one.open))
        // never less than over all places together; more where it lies in another place than it is wanted
        expect(cmp(lacks, max(sub(total(wishes), total(free)), '0'))).toBeGreaterThanOrEqual(0)
        expect(cmp(open, max(sub(lacks, total(coming)), '0'))).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

test('of one place alone it is plain arithmetic', () => {
  fc.assert(
    fc.property(qty, qty, qty, (waits, lies, comes) => {
      const at = { productId: 'p', warehouseId: 'main' }
      const heaps = { free: [{ ...at, qty: lies }], coming: [{ ...at, qty: comes }], home: 'main' }
      const [found] = shortagesOf([{ ...at, qty: waits }], heaps)
      const lacks = max(sub(waits, lies), '0')
      expect(found?.lacks ?? '0').toBe(lacks)
      expect(found?.open ?? '0').toBe(found ? max(sub(lacks, comes), '0') : '0')
    }),
  )
})

test('a line that names its warehouse does not take what lies elsewhere; one that names none takes what is left', () => {
  const free = [{ productId: 'p', warehouseId: 'other', qty: '5' }]
  const wishes = [
    { productId: 'p', warehouseId: null, qty: '4' },
    { productId: 'p', warehouseId: 'main', qty: '3' },
    { productId: 'p', warehouseId: 'other', qty: '2' },
  ]
  expect(shortagesOf(wishes, { free, coming: [], home: 'main' })).toEqual([
    { productId: 'p', warehouseId: 'main', waiting: '7', lacks: '4', coming: '0', open: '4' },
  ])
})
