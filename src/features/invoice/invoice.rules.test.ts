import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, cmp, div, mul, sub } from '#kernel/money.ts'
import { type Basis, basisQty, type OrderLineFacts, roomOf } from './invoice.rules.ts'

const line: OrderLineFacts = {
  fulfil: 'ship',
  ordered: '10',
  shipped: '6',
  delivered: '5',
  returned: '1',
  due: '9',
  gross: '1130',
  invoiced: '0',
  credited: '0',
  invoicedAmount: '0',
  creditedAmount: '0',
  billTolerance: '0',
}
const held = { qty: '0', amount: '0' }

describe('how much may be invoiced', () => {
  test.each<[Basis, string]>([
    ['order', '9'],
    ['shipment', '5'],
    ['delivery', '4'],
    ['none', '0'],
  ])('by %s: %s', (basis, qty) => expect(basisQty(line, basis)).toBe(qty))
  test('what needs no delivery counts when the order is confirmed; a service may be invoiced before it is accepted', () => {
    expect(
      basisQty({ ...line, fulfil: 'none', shipped: '0', delivered: '0', returned: '0', due: '10' }, 'delivery'),
    ).toBe('10')
    expect(
      basisQty({ ...line, fulfil: 'accept', shipped: '0', delivered: '0', returned: '0', due: '10' }, 'order'),
    ).toBe('10')
  })
  test('what live requests ask for is not there twice; a deposit is bound by what is due, not by what has left', () => {
    const room = roomOf({ ...line, invoiced: '2', invoicedAmount: '226' }, 'shipment', {
      held: { qty: '1', amount: '113' },
      currency: 'CNY',
    })
    expect(room).toEqual({ qty: '2', amount: '678' })
  })
  test('C035 ordered 5, invoiced 5, changed to 3, 2 returned and credited: nothing is left, nothing is over', () => {
    const changed = {
      ...line,
      ordered: '5',
      due: '3',
      shipped: '5',
      delivered: '5',
      returned: '2',
      gross: '500',
      invoiced: '5',
      credited: '2',
      invoicedAmount: '500',
      creditedAmount: '200',
    }
    for (const basis of ['order', 'shipment', 'delivery'] as const)
      expect(roomOf(changed, basis, { held, currency: 'CNY' })).toEqual({ qty: '0', amount: '0' })
  })
  test('C039 the price ran over, the pieces did not: the other 150 may be invoiced', () => {
    const over = {
      ...line,
      ordered: '390',
      due: '390',
      shipped: '390',
      returned: '0',
      gross: '390',
      invoiced: '240',
      invoicedAmount: '390',
    }
    expect(roomOf(over, 'order', { held, currency: 'CNY' }).qty).toBe('150')
  })
  test('C045 delivered 6, invoiced 3: 4 are more than may be', () => {
    const six = {
      ...line,
      ordered: '6',
      due: '6',
      shipped: '6',
      delivered: '6',
      returned: '0',
      invoiced: '3',
      invoicedAmount: '339',
    }
    expect(cmp('4', roomOf(six, 'delivery', { held, currency: 'CNY' }).qty)).toBe(1)
  })
  test('5 % of tolerance: half a piece more of ten; a trade-in has its room in its own direction', () => {
    const tolerant = { ...line, due: '10', shipped: '10', delivered: '10', returned: '0', billTolerance: '0.05' }
    expect(roomOf(tolerant, 'delivery', { held, currency: 'CNY' })).toEqual({ qty: '10.5', amount: '1186.5' })
    const tradeIn = {
      ...line,
      fulfil: 'none' as const,
      due: '10',
      gross: '-1130',
      invoiced: '4',
      invoicedAmount: '-452',
    }
    expect(roomOf(tradeIn, 'order', { held: { qty: '1', amount: '-113' }, currency: 'CNY' })).toEqual({
      qty: '5',
      amount: '565',
    })
  })
  test('whatever is asked for up to the room, live and issued together never exceed the basis and its tolerance', () => {
    const qty = fc.integer({ min: 0, max: 10_000 }).map(n => div(String(n), '100', 2))
    const part = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(
        fc.record({ shipped: qty, heldQty: qty, invoiced: part, tolerance: part }),
        fc.constantFrom<Basis>('order', 'shipment', 'delivery'),
        ({ shipped, heldQty, invoiced, tolerance }, basis) => {
          const most = add(shipped, '1')
          const some = {
            ...line,
            ordered: most,
            due: most,
            shipped,
            delivered: shipped,
            returned: '0',
            billTolerance: div(String(tolerance), '1000'),
          }
          const own = { ...some, invoiced: mul(shipped, div(String(invoiced), '100')) }
          const room = roomOf(own, basis, { held: { qty: heldQty, amount: '0' }, currency: 'CNY' })
          const all = add(add(own.invoiced, heldQty), room.qty)
          expect(sub(all, mul(basisQty(own, basis), add('1', own.billTolerance)))).toBe('0')
        },
      ),
    )
  })
})
