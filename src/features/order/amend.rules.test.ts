import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, cmp, isZero, mul, sub, sum } from '#kernel/money.ts'
import { headerOf, type TaxMode, type TaxRound, totals } from '#kernel/tax.ts'
import { type Amendable, amended } from './amend.rules.ts'
import type { AmendAction, AmendLine } from './amend.schema.ts'
import { isGone, openOf } from './amend.totals.ts'
import { worthOf } from './order.rules.ts'
import { withCounters } from './order.totals.ts'

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

const plain: AmendLine = {
  id: id(1),
  orderId: id(900),
  no: 1,
  productId: id(800),
  kind: 'goods',
  fulfil: 'ship',
  stockKept: true,
  code: 'P1',
  name: '给袋式包装机',
  spec: null,
  unit: '台',
  unitQty: '1',
  factor: '1',
  price: '0',
  listPrice: null,
  discountKind: null,
  discountValue: null,
  taxRate: '13',
  base: '0',
  lineDiscount: '0',
  share: '0',
  amount: '0',
  net: '0',
  tax: '0',
  gross: '0',
  note: null,
  promisedDate: null,
  warehouseId: null,
  quoteLineId: null,
  contractLineId: null,
  parts: null,
  kitLineId: null,
  perKit: null,
  kitShare: null,
  ordered: '1',
  cancelled: '0',
  closedRest: '0',
  calledQty: '0',
  reserved: '0',
  shipped: '0',
  delivered: '0',
  returned: '0',
  reship: '0',
  invoiced: '0',
  credited: '0',
  invoicedAmount: '0',
  creditedAmount: '0',
  overTolerance: '0',
  billTolerance: '0',
  toShip: '1',
  due: '1',
}
const blankHead = {
  currency: 'CNY',
  taxMode: 'inclusive',
  taxRound: 'line',
  discountKind: null,
  discountValue: null,
  promisedDate: null,
  address: null,
  net: '0',
  tax: '0',
  gross: '0',
} as const satisfies Amendable['head']

type Head = Partial<Amendable['head']>
type Line = Partial<AmendLine> & { readonly unitQty: string; readonly price: string }

/** A saved order: its lines as `totals` stored them, then what happened to them. */
function order(lines: readonly Line[], head: Head = {}): Amendable {
  const whole = { ...blankHead, ...head }
  const { discountKind, discountValue } = whole
  const discount = (of: Partial<AmendLine>) =>
    of.discountKind && of.discountValue
      ? of.discountKind === 'percent'
        ? { percent: of.discountValue }
        : { amount: of.discountValue }
      : undefined
  const doc = {
    ...whole,
    discount: discount({ discountKind, discountValue }),
    lines: lines.map(line => ({ qty: line.unitQty, taxRate: '13', ...line, discount: discount(line) })),
  }
  const found = totals({
    ...doc,
    lines: doc.lines.map(({ qty, price, taxRate, discount: own }) => ({ qty, price, taxRate, discount: own })),
  })
  return {
    head: { ...whole, net: found.net, tax: found.tax, gross: found.gross },
    lines: lines.map((line, i) => {
      const ordered = mul(line.unitQty, line.factor ?? '1')
      return withCounters({ ...plain, id: id(i + 1), no: i + 1, ordered, ...line, ...found.lines[i] }, {})
    }),
  }
}

const keysOf = (base: Amendable, ...actions: AmendAction[]): string[] => {
  const { reasons, conflicts } = amended(base, actions)
  return [...reasons, ...conflicts].map(one => (one.path ? `${one.key}@${one.path}` : one.key))
}
const quantity = (unitQty: string, n = 1): AmendAction => ({ kind: 'quantity', lineId: id(n), unitQty })
const out = (shipped: string, invoiced: string, gross: string): Partial<AmendLine> => ({
  shipped,
  delivered: shipped,
  invoiced,
  invoicedAmount: gross,
})

describe('what a change comes to', () => {
  test('C066: 40 % of twenty is 40 % of two once only two are wanted', () => {
    const { head, lines } = amended(
      order([{ unitQty: '20', price: '10', discountKind: 'percent', discountValue: '40' }]),
      [quantity('2')],
    )
    expect(lines[0]).toMatchObject({ unitQty: '2', base: '20', lineDiscount: '8', gross: '12', discountValue: '40' })
    expect(head.gross).toBe('12')
  })

  test('C067: of the line that is cancelled its share of the order’s discount goes with it: 54.00 is due', () => {
    const base = order(
      [
        { unitQty: '1', price: '60' },
        { unitQty: '1', price: '40' },
      ],
      { discountKind: 'amount', discountValue: '10' },
    )
    const { head, lines } = amended(base, [{ kind: 'cancel', lineId: id(2), unitQty: '1' }])
    expect(head).toMatchObject({ gross: '54', discountKind: 'amount', discountValue: '6' })
    expect(lines.map(line => [line.share, line.gross])).toEqual([
      ['6', '54'],
      ['0', '0'],
    ])
  })

  test('C035 delivered 5, invoiced 5; 2 returned, 2 credited; changed to 3: delivered 3, invoiced 3', () => {
    const base = order([{ unitQty: '5', price: '100', ...out('5', '5', '500') }])
    expect(keysOf(base, quantity('3'))).toEqual(['change.belowShipped@actions.0.unitQty'])
    const back = {
      ...base,
      lines: base.lines.map(line => withCounters(line, { returned: '2', credited: '2', creditedAmount: '200' })),
    }
    const { lines, reasons } = amended(back, [quantity('3')])
    expect(reasons).toEqual([])
    expect(lines[0]).toMatchObject({ ordered: '5', cancelled: '2', due: '3', toShip: '0' })
  })

  test('the invoiced part keeps its price: the rest is a line of its own', () => {
    const base = order([{ unitQty: '10', price: '100', ...out('4', '4', '400') }])
    const price: AmendAction = { kind: 'price', lineId: id(1), price: '90', splitId: id(50) }
    const less: AmendAction = { kind: 'discount', lineId: id(1), discountValue: '10', splitId: id(51) }
    const both = amended(base, [price, less])
    expect(both.reasons).toEqual([])
    expect(both.lines.find(one => one.id === id(50))).toMatchObject({ price: '90', discountValue: '10' })
    expect(both.lines.some(one => one.id === id(51))).toBe(false)
    const { head, lines } = amended(base, [price])
    expect(lines.map(line => [line.id, line.unitQty, line.price, line.gross])).toEqual([
      [id(1), '4', '100', '400'],
      [id(50), '6', '90', '540'],
    ])
    expect(head.gross).toBe('940')
    const all = order([{ unitQty: '4', price: '100', ...out('4', '4', '400') }])
    expect(keysOf(all, { kind: 'price', lineId: id(1), price: '90', splitId: id(50) })).toEqual([
      'change.allInvoiced@actions.0.price',
    ])
  })

  describe('another price, and then another quantity, of a line that is invoiced in part', () => {
    const base = order([{ unitQty: '10', price: '100', ...out('3', '3', '300') }])
    const was = { open: '10', price: '100' }
    const price: AmendAction = { kind: 'price', lineId: id(1), price: '90', splitId: id(50), was }
    const of = (...actions: AmendAction[]) =>
      amended(base, actions).lines.map(({ id: line, unitQty, cancelled, price: at, gross }) => [
        ...[line, sub(unitQty, cancelled), at, gross],
      ])
    const most = (unitQty: string): AmendAction => ({ ...quantity(unitQty), was })

    test.each(['12', '10', '5', '4'])('%s in all: what is invoiced keeps its price, the rest has the new one', all => {
      const rest = sub(all, '3')
      expect(keysOf(base, price, most(all))).toEqual([])
      const both = [
        [id(1), '3', '100', '300'],
        [id(50), rest, '90', mul(rest, '90')],
      ]
      expect(of(price, most(all))).toEqual(both)
      expect(of(most(all), { ...price, was: { price: '100' } })).toEqual(both)
    })
    test('no more than is invoiced: nothing is left for the new price; below that it is refused', () => {
      expect(of(price, most('3'))).toEqual([[id(1), '3', '100', '300']])
      expect(keysOf(base, price, most('2'))).toEqual(['change.belowShipped@actions.1.unitQty'])
    })
    test('a part is cancelled, and the day is another: of all of it', () => {
      const cancel: AmendAction = { kind: 'cancel', lineId: id(1), unitQty: '4', was }
      expect(of(price, cancel).map(line => line[1])).toEqual(['3', '3'])
      const day: AmendAction = { kind: 'date', lineId: id(1), promisedDate: '2027-03-01', was: { open: '10' } }
      expect(amended(base, [price, day]).lines.map(line => line.promisedDate)).toEqual(['2027-03-01', '2027-03-01'])
    })
    test('something else in its place takes the rest with it', () => {
      const made = [{ ...plain, id: id(60), unitQty: '7', ordered: '7', price: '80' }]
      const swap: AmendAction = { kind: 'swap', lineId: id(1), made, was }
      expect(of(price, swap).map(line => line.slice(0, 2))).toEqual([
        [id(1), '3'],
        [id(60), '7'],
      ])
    })
  })

  test('a total below zero is refused at what makes it so; one that was below already may rise', () => {
    const fee: AmendLine = { ...plain, id: id(60), kind: 'fee', fulfil: 'none', unitQty: '1', price: '-300' }
    const base = order([{ unitQty: '2', price: '100' }])
    expect(keysOf(base, quantity('3'), { kind: 'add', made: [fee] })).toEqual([])
    expect(keysOf(base, { kind: 'date', promisedDate: '2027-03-01' }, { kind: 'add', made: [fee] })).toEqual([
      'change.belowZero@actions.1',
    ])
  })

  test('what was agreed in money for the whole order is not given to a line that is added', () => {
    const base = order([{ unitQty: '1', price: '100' }], { discountKind: 'amount', discountValue: '10' })
    const fresh: AmendLine = { ...plain, id: id(60), unitQty: '2', ordered: '2', price: '50' }
    const { head, lines } = amended(base, [{ kind: 'add', made: [fresh] }])
    expect(lines.map(line => [line.no, line.share, line.gross])).toEqual([
      [1, '10', '90'],
      [2, '0', '100'],
    ])
    expect(head).toMatchObject({ gross: '190', discountValue: '10' })
  })

  test('another product takes the place of what is left of a line', () => {
    const base = order([{ unitQty: '10', price: '100', ...out('3', '0', '0') }])
    const fresh: AmendLine = { ...plain, id: id(60), unitQty: '7', ordered: '7', price: '80' }
    const { lines, head } = amended(base, [{ kind: 'swap', lineId: id(1), made: [fresh] }])
    expect(lines.map(line => [line.ordered, line.gross])).toEqual([
      ['3', '300'],
      ['7', '560'],
    ])
    expect(head.gross).toBe('860')
    const sent = order([{ unitQty: '3', price: '100', ...out('3', '0', '0') }])
    expect(keysOf(sent, { kind: 'swap', lineId: id(1), made: [fresh] })).toEqual([
      'change.nothingToSwap@actions.0.lineId',
    ])
  })

  test('a kit takes its parts along, and is not less than its parts went out', () => {
    const [kit] = order([{ unitQty: '5', price: '100', stockKept: false, parts: [] }]).lines
    const part = withCounters(
      { ...plain, id: id(2), no: 2, kitLineId: id(1), perKit: '2', kitShare: '500', unitQty: '10', ordered: '10' },
      { shipped: '4' },
    )
    const base = { head: { ...blankHead, gross: '500' }, lines: kit ? [kit, part] : [] }
    const { lines } = amended(base, [quantity('3')])
    expect(lines.map(line => [line.ordered, line.gross, line.kitShare])).toEqual([
      ['3', '300', null],
      ['6', '0', '300'],
    ])
    expect(keysOf(base, quantity('1'))).toEqual(['change.belowShipped@actions.0.unitQty'])
  })

  test('what stands there now is not what was looked at: a conflict, and nothing changes', () => {
    const base = order([{ unitQty: '10', price: '100' }])
    expect(keysOf(base, { ...quantity('5'), was: { open: '8' } })).toEqual(['change.moved.quantity@actions.0'])
    expect(keysOf(base, quantity('5', 7))).toEqual(['change.lineGone@actions.0.lineId'])
    const price: AmendAction = { kind: 'price', lineId: id(1), price: '90', was: { price: '95' } }
    expect(amended(base, [price])).toMatchObject({ head: base.head, lines: base.lines })
  })

  test('nothing left is a cancelled order, not a changed one', () => {
    expect(keysOf(order([{ unitQty: '2', price: '10' }]), quantity('0'))).toEqual(['change.nothingLeft@actions'])
  })

  test('a deposit billed by its amount stays covered', () => {
    const base = order([{ unitQty: '10', price: '100', invoicedAmount: '300' }])
    expect(keysOf(base, quantity('2'))).toEqual(['change.belowAmount@actions.0'])
    expect(keysOf(base, quantity('3'))).toEqual([])
  })
})

const qty = fc.integer({ min: 1, max: 40 }).map(String)
const cents = fc.integer({ min: 1, max: 99_999 }).map(n => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`)
const percent = fc.integer({ min: 0, max: 90 }).map(String)
type Saved = { readonly lines: readonly Line[]; readonly head: Head }
const doc: fc.Arbitrary<Saved> = fc
  .record({
    lines: fc.array(
      fc.record({
        unitQty: qty,
        price: cents,
        off: fc.option(percent),
        taxRate: fc.constantFrom('13', '6', '9'),
        tolerance: fc.constantFrom('0', '0.05', '0.1'),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    taxMode: fc.constantFrom<TaxMode>('inclusive', 'exclusive'),
    taxRound: fc.constantFrom<TaxRound>('line', 'document'),
    off: fc.option(percent),
  })
  .map(({ lines, taxMode, taxRound, off }) => ({
    lines: lines.map(({ off: own, tolerance, ...line }) => ({
      ...line,
      overTolerance: tolerance,
      ...(own !== null && { discountKind: 'percent' as const, discountValue: own }),
    })),
    head: { taxMode, taxRound, ...(off !== null && { discountKind: 'percent' as const, discountValue: off }) },
  }))

/** What came after the order: shares of each line that went out, came back, was invoiced and credited. */
const happened = fc.array(fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100)), { minLength: 5, maxLength: 5 })
type Happened = readonly (readonly [number, number, number, number])[]
const share = (n: number, of: string): string => String(Math.floor((Number(of) * n) / 100))
function moved(base: Amendable, parts: Happened): Amendable {
  return {
    ...base,
    lines: base.lines.map((line, i) => {
      const [sent, back, billed, credited] = parts[i] ?? [0, 0, 0, 0]
      const shipped = share(sent, line.ordered)
      const invoiced = share(billed, shipped)
      const worth = (n: string) => String(Math.floor(Number(worthOf(line, n)) * 100) / 100)
      const returned = share(back, shipped)
      const taken = share(credited, invoiced)
      return withCounters(line, {
        shipped,
        delivered: shipped,
        returned,
        invoiced,
        invoicedAmount: worth(invoiced),
        credited: taken,
        creditedAmount: worth(taken),
      })
    }),
  }
}

const wish = fc.oneof(
  fc.record({
    kind: fc.constant('quantity' as const),
    n: fc.nat(5),
    unitQty: fc.integer({ min: 0, max: 50 }).map(String),
  }),
  fc.record({ kind: fc.constant('cancel' as const), n: fc.nat(5), unitQty: qty }),
  fc.record({ kind: fc.constant('price' as const), n: fc.nat(5), price: cents }),
  fc.record({
    kind: fc.constant('discount' as const),
    n: fc.nat(5),
    discountKind: fc.constant('percent' as const),
    discountValue: percent,
  }),
  fc.record({ kind: fc.constant('add' as const), n: fc.nat(5), unitQty: qty, price: cents }),
  fc.record({ kind: fc.constant('swap' as const), n: fc.nat(5), unitQty: qty, price: cents }),
)
type Wish = typeof wish extends fc.Arbitrary<infer W> ? W : never
let next = 1000
const actionOf = (lines: readonly AmendLine[], one: Wish): AmendAction => {
  const { n, ...rest } = one
  const lineId = lines[n % lines.length]?.id ?? ''
  if (rest.kind !== 'add' && rest.kind !== 'swap') return { ...rest, lineId, splitId: id(++next) }
  const made = [{ ...plain, id: id(++next), unitQty: rest.unitQty, ordered: rest.unitQty, price: rest.price }]
  return { kind: rest.kind, ...(rest.kind === 'swap' && { lineId }), made }
}

/** Every inequality of `domain.md` §6 as the table's checks say them. */
function broken(line: AmendLine): string[] {
  const { ordered, cancelled, shipped, returned, reship, invoiced, credited, invoicedAmount, creditedAmount } = line
  const over = add('1', line.overTolerance)
  const open = sub(ordered, cancelled)
  const kept = sub(shipped, reship)
  const rules: readonly (readonly [string, boolean])[] = [
    ['ordered', cmp(ordered, '0') > 0 && cmp(cancelled, '0') >= 0 && cmp(cancelled, ordered) <= 0],
    ['exact', isZero(sub(ordered, mul(line.unitQty, line.factor)))],
    ['over', cmp(sub(shipped, returned), mul(open, over)) <= 0],
    ['reship', cmp(kept, mul(ordered, over)) <= 0],
    ['invoiced', cmp(sub(invoiced, credited), cmp(open, kept) > 0 ? open : kept) <= 0],
    ['open covers what is invoiced', cmp(sub(invoiced, credited), open) <= 0],
    [
      'sum',
      isZero(sub(line.gross, add(line.net, line.tax))) &&
        isZero(sub(line.amount, sub(sub(line.base, line.lineDiscount), line.share))),
    ],
    [
      'amounts',
      cmp(sub(invoicedAmount, creditedAmount), cmp(line.gross, '0') > 0 ? add(line.gross, '0') : '0.5') <= 0 ||
        cmp(kept, ordered) > 0,
    ],
  ]
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule)
}

describe('whatever is asked for', () => {
  test('every counter inequality holds after any sequence that is not refused, and the header is the sum of its lines', () => {
    fc.assert(
      fc.property(
        doc,
        happened,
        fc.array(fc.array(wish, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
        ({ lines, head }, parts, changes) => {
          let base = moved(order(lines, head), parts)
          for (const wishes of changes) {
            const before = base
            const after = amended(
              base,
              wishes.map(one => actionOf(before.lines, one)),
            )
            if (after.reasons.length > 0 || after.conflicts.length > 0) {
              expect(after).toMatchObject({ head: before.head, lines: before.lines })
              continue
            }
            base = after
            const touched = after.lines.filter(line => !before.lines.includes(line))
            expect(touched.flatMap(broken)).toEqual([])
            expect(headerOf(after.lines)).toEqual({ net: after.head.net, tax: after.head.tax, gross: after.head.gross })
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  test('nobody’s money moves but that of the lines that are asked for', () => {
    fc.assert(
      fc.property(doc, happened, fc.array(wish, { minLength: 1, maxLength: 3 }), ({ lines, head }, parts, wishes) => {
        const base = moved(order(lines, head), parts)
        const actions = wishes.map(one => actionOf(base.lines, one))
        const asked = new Set(actions.map(one => one.lineId))
        const after = amended(base, actions)
        for (const line of base.lines)
          if (!asked.has(line.id)) expect(after.lines.find(one => one.id === line.id)?.gross).toBe(line.gross)
      }),
    )
  })

  test('of an order that nothing happened to, the totals are those of an order written so from the beginning', () => {
    fc.assert(
      fc.property(doc, cents, ({ lines, head }, price) => {
        const [first, ...rest] = lines
        if (!first || rest.length > 0) return
        const base = order(lines, head)
        const changed = amended(base, [{ kind: 'price', lineId: id(1), price }, quantity('7')])
        const fresh = order([{ ...first, price, unitQty: '7' }], head)
        expect(changed.head.gross).toBe(fresh.head.gross)
      }),
    )
  })

  test('the opposite change brings the totals back', () => {
    fc.assert(
      fc.property(doc, fc.nat(4), qty, cents, ({ lines, head }, n, unitQty, price) => {
        const base = order(lines, head)
        const line = base.lines[n % base.lines.length]
        if (!line) return
        const there = amended(base, [
          { kind: 'quantity', lineId: line.id, unitQty },
          { kind: 'price', lineId: line.id, price },
        ])
        const back = amended(there, [
          { kind: 'quantity', lineId: line.id, unitQty: line.unitQty },
          { kind: 'price', lineId: line.id, price: line.price },
        ])
        expect(there.reasons).toEqual([])
        expect(back.head).toEqual(base.head)
        expect(sum(back.lines.map(one => one.gross))).toBe(base.head.gross)
      }),
    )
  })

  test('a line that is gone is worth nothing, and asked for again it is what it was', () => {
    const base = order([
      { unitQty: '3', price: '33.33' },
      { unitQty: '1', price: '10' },
    ])
    const gone = amended(base, [quantity('0')])
    expect([isGone(gone.lines[0] ?? plain), openOf(gone.lines[0] ?? plain), gone.head.gross]).toEqual([true, '0', '10'])
    expect(amended(gone, [quantity('3')]).head).toEqual(base.head)
  })
})
