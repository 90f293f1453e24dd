import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, cmp, neg, round, signOf, sub, sum } from './money.ts'
import type { LineTotals, PricedDocument, PricedLine } from './tax.ts'
import { headerOf, nothingTaken, priceProblems, shareFor, totals } from './tax.ts'

const line = (qty: string, price: string, taxRate: string, discount?: PricedLine['discount']): PricedLine => ({
  qty,
  price,
  taxRate,
  discount,
})

const doc = (lines: PricedLine[], rest: Partial<PricedDocument> = {}): PricedDocument => ({
  currency: 'CNY',
  taxMode: 'exclusive',
  taxRound: 'line',
  ...rest,
  lines,
})

const header = (d: PricedDocument) => {
  const { net, tax, gross } = totals(d)
  return [net, tax, gross]
}

type Taken = LineTotals & { qty: string }

function takeOneByOne(d: PricedDocument, index: number, parts: string[]): LineTotals[] {
  const stored = { ...lineOf(d, index), qty: d.lines[index]?.qty ?? '0' }
  let taken: Taken = nothingTaken
  return parts.map(part => {
    const share = shareFor(stored, part, taken, d)
    taken = plus(taken, { ...share, qty: part })
    return share
  })
}

function lineOf(d: PricedDocument, index: number): LineTotals {
  const found = totals(d).lines[index]
  if (!found) throw new Error(`no line ${index}`)
  return found
}

function plus(a: Taken, b: Taken): Taken {
  const of = (key: keyof Taken) => add(a[key], b[key])
  return {
    qty: of('qty'),
    base: of('base'),
    lineDiscount: of('lineDiscount'),
    share: of('share'),
    amount: of('amount'),
    net: of('net'),
    tax: of('tax'),
    gross: of('gross'),
  }
}

const grossOf = (lines: LineTotals[]) => sum(lines.map(l => l.gross))

describe('tax rounding', () => {
  test('C001 per line and per document give their own one result, 5 % line discount, 15 % on top', () => {
    const lines = [line('10', '30.75', '15', { percent: '5' }), line('1', '70.00', '15', { percent: '5' })]
    expect(totals(doc(lines)).lines.map(l => [l.net, l.tax])).toEqual([
      ['292.13', '43.82'],
      ['66.5', '9.98'],
    ])
    expect(header(doc(lines))).toEqual(['358.63', '53.8', '412.43'])
    expect(header(doc(lines, { taxRound: 'document' }))).toEqual(['358.63', '53.79', '412.42'])
  })

  test('C002 order and invoice of the same six lines agree in either mode', () => {
    const lines = ['5095.20', '523.20', '80.64', '54.12', '182.00', '186.20'].map(net => line('1', net, '7'))
    expect(header(doc(lines))).toEqual(['6121.36', '428.48', '6549.84'])
    expect(header(doc(lines, { taxRound: 'document' }))).toEqual(['6121.36', '428.5', '6549.86'])
  })

  test('C007 with one line both modes agree and the printed parts add up', () => {
    const lines = [line('16', '348.35', '22', { percent: '4' })]
    for (const taxRound of ['line', 'document'] as const) {
      expect(header(doc(lines, { taxRound }))).toEqual(['5350.66', '1177.15', '6527.81'])
    }
  })

  test('C008 the rule decides between 115.61 and 115.60', () => {
    const lines = ['299.33', '179.33', '99.34'].map(net => line('1', net, '20'))
    expect(header(doc(lines))).toEqual(['578', '115.61', '693.61'])
    expect(header(doc(lines, { taxRound: 'document' }))).toEqual(['578', '115.6', '693.6'])
  })

  test('C013 the line total is rounded, not the unit, and merging lines changes nothing per document', () => {
    const split = [line('1', '10.70', '21'), line('1', '10.70', '21')]
    const merged = [line('2', '10.70', '21')]
    expect(header(doc(split))[2]).toBe('25.9')
    expect(header(doc(merged))[2]).toBe('25.89')
    expect(header(doc(split, { taxRound: 'document' }))).toEqual(header(doc(merged, { taxRound: 'document' })))
  })

  test('C014 tax of 0.913 a unit: 1.82 or 1.83 per line, 1.83 per document, the rest to the first line', () => {
    const split = doc([line('1', '8.30', '11'), line('1', '8.30', '11')])
    const merged = doc([line('2', '8.30', '11')])
    expect([totals(split).tax, totals(merged).tax]).toEqual(['1.82', '1.83'])
    expect(totals({ ...split, taxRound: 'document' }).lines.map(l => l.tax)).toEqual(['0.92', '0.91'])
    expect(totals({ ...merged, taxRound: 'document' }).tax).toBe('1.83')
  })

  test('inclusive prices keep the amount as gross', () => {
    expect(header(doc([line('1', '113', '13')], { taxMode: 'inclusive' }))).toEqual(['100', '13', '113'])
    expect(header(doc([line('3', '33.33', '13')], { taxMode: 'inclusive' }))).toEqual(['88.49', '11.5', '99.99'])
  })

  test('a rate written 13.00 and 13 is one group', () => {
    const lines = [line('1', '8.30', '11.00'), line('1', '8.30', '11')]
    expect(totals(doc(lines, { taxRound: 'document' })).tax).toBe('1.83')
  })
})

describe('discount rounding', () => {
  test('C011 the total is the sum of the printed parts', () => {
    const first = totals(doc([line('1', '13.49', '0', { amount: '6.75' }), line('1', '14.49', '0')]))
    expect(add(first.gross, '1.59')).toBe('22.82')
    const second = totals(doc([line('5', '14.49', '0')], { discount: { percent: '10' } }))
    expect(second.lines.map(l => [l.base, l.share, l.amount])).toEqual([['72.45', '7.25', '65.2']])
    expect(second.gross).toBe('65.2')
  })

  test('C016 sixty lines at two rates with one order discount: rounded once per rate', () => {
    const lines = Array.from({ length: 60 }, (_, i) => line('3', `${7 + i}.37`, i % 2 ? '21' : '5.2'))
    const made = totals(doc(lines, { taxRound: 'document', discount: { percent: '10' } }))
    for (const rate of ['21', '5.2']) {
      const group = made.lines.filter((_, i) => lines[i]?.taxRate === rate)
      const base = sum(group.map(l => l.net))
      expect(sum(group.map(l => l.tax))).toBe(round(String((Number(base) * Number(rate)) / 100), 2))
    }
    const typed = totals(
      doc(
        lines.map(l => ({ ...l, discount: { percent: '10' } })),
        { taxRound: 'document' },
      ),
    )
    expect(Math.abs(Number(sub(made.gross, typed.gross)))).toBeLessThan(0.01 * 60 * 0.5)
    expect(sub(made.gross, sum([made.net, made.tax]))).toBe('0')
  })

  test('C066 40 % of two units is 40 %, not 40 % scaled by the cut', () => {
    expect(totals(doc([line('20', '10', '0', { percent: '40' })])).gross).toBe('120')
    expect(totals(doc([line('2', '10', '0', { percent: '40' })])).gross).toBe('12')
  })

  test('zero and negative lines bear no share of a document discount', () => {
    const made = totals(
      doc([line('1', '100', '13'), line('1', '0', '13'), line('1', '-40', '13')], { discount: { percent: '10' } }),
    )
    expect(made.lines.map(l => l.share)).toEqual(['10', '0', '0'])
    expect(made.net).toBe('50')
  })

  test('what cannot be computed is named by its field', () => {
    const bad = doc(
      [line('1', '10', '13', { amount: '10.01' }), line('1', '10', '101'), line('1', '-5', '13', { amount: '1' })],
      {
        discount: { percent: '-1' },
      },
    )
    expect(priceProblems(bad)).toEqual([
      { key: 'tax.discountOutOfRange', path: 'lines.0.discount' },
      { key: 'tax.rateOutOfRange', path: 'lines.1.taxRate' },
      { key: 'tax.discountOutOfRange', path: 'lines.2.discount' },
      { key: 'tax.discountOutOfRange', path: 'discount' },
    ])
    expect(() => totals(bad)).toThrow(RangeError)
    expect(priceProblems(doc([line('1', '10', '13')], { discount: { amount: '10' } }))).toEqual([])
    expect(priceProblems(doc([], { discount: { amount: '0.01' } }))).toEqual([
      { key: 'tax.discountOutOfRange', path: 'discount' },
    ])
    expect(priceProblems(doc([line('1', '10', '13')], { discount: { amount: '10.01' } }))).toHaveLength(1)
    expect(header(doc([]))).toEqual(['0', '0', '0'])
  })
})

describe('taking stored shares back', () => {
  test('99.99 inclusive returned one by one comes to 99.99', () => {
    const d = doc([line('3', '33.33', '13')], { taxMode: 'inclusive' })
    const parts = takeOneByOne(d, 0, ['1', '1', '1'])
    expect(parts.map(p => p.gross)).toEqual(['33.33', '33.33', '33.33'])
    expect(parts.map(p => p.tax)).toEqual(['3.83', '3.84', '3.83'])
    const seven = takeOneByOne(doc([line('7', '14.284285', '13')], { taxMode: 'inclusive' }), 0, Array(7).fill('1'))
    expect(grossOf(seven)).toBe('99.99')
    expect(sum(seven.map(p => p.tax))).toBe('11.5')
  })

  test('C012 ten units bought with a 25 % coupon refund the 179.25 paid, at once or one by one', () => {
    const d = doc([line('10', '23.90', '20')], { taxMode: 'inclusive', discount: { percent: '25' } })
    expect(totals(d).gross).toBe('179.25')
    expect(grossOf(takeOneByOne(d, 0, ['10']))).toBe('179.25')
    expect(grossOf(takeOneByOne(d, 0, Array(10).fill('1')))).toBe('179.25')
  })

  test('C023 returning everything gives back what was paid, discount included', () => {
    const d = doc([line('1', '62.50', '0'), line('2', '25', '0')], { discount: { amount: '4.45' } })
    expect(totals(d).gross).toBe('108.05')
    expect(neg(grossOf([...takeOneByOne(d, 0, ['1']), ...takeOneByOne(d, 1, ['2'])]))).toBe('-108.05')
  })

  test('C025 a credit copies the terms of the original, whatever is allowed today', () => {
    const d = doc([line('4', '100', '13', { percent: '25' })])
    expect(takeOneByOne(d, 0, ['4'])).toEqual(totals(d).lines)
  })

  test('C028 the 4.00 item of a 9.00 order gives back 3.60, the other 5.40', () => {
    const d = doc([line('1', '6', '0'), line('1', '4', '0')], { discount: { percent: '10' } })
    expect([grossOf(takeOneByOne(d, 1, ['1'])), grossOf(takeOneByOne(d, 0, ['1']))]).toEqual(['3.6', '5.4'])
  })

  test('C067 cancelling the 40.00 line leaves 54.00 due and refunds 36.00', () => {
    const d = doc([line('1', '60', '0'), line('1', '40', '0')], { discount: { amount: '10' } })
    const refund = grossOf(takeOneByOne(d, 1, ['1']))
    expect([refund, sub(totals(d).gross, refund)]).toEqual(['36', '54'])
    expect(headerOf([lineOf(d, 0)]).gross).toBe('54')
  })

  test('C069 cancelling all of a 100.00 order with a 10.00 coupon refunds 90.00', () => {
    const d = doc([line('1', '100', '0')], { discount: { amount: '10' } })
    expect(grossOf(takeOneByOne(d, 0, ['1']))).toBe('90')
  })

  test('C070 one of three items cancelled and refunded leaves a balance of nothing', () => {
    const d = doc([line('3', '20.99', '0')])
    const refund = grossOf(takeOneByOne(d, 0, ['1']))
    expect(refund).toBe('20.99')
    const due = sub(totals(d).gross, refund)
    const paid = sub('62.97', refund)
    expect(sub(due, paid)).toBe('0')
  })

  test('C018 C020 parts of a yen document are whole yen', () => {
    const d = doc([line('7', '828.571429', '10')], { currency: 'JPY', taxMode: 'inclusive' })
    expect(totals(d).gross).toBe('5800')
    const parts = takeOneByOne(d, 0, Array(7).fill('1'))
    expect(parts.every(p => /^\d+$/.test(p.gross) && /^\d+$/.test(p.tax))).toBe(true)
    expect(grossOf(parts)).toBe('5800')
  })

  test('C031 more than the line has, or nothing, is not a part of it', () => {
    const d = doc([line('5', '10', '13')])
    expect(() => takeOneByOne(d, 0, ['10'])).toThrow(RangeError)
    expect(() => takeOneByOne(d, 0, ['3', '2.000001'])).toThrow(RangeError)
    expect(() => takeOneByOne(d, 0, ['0'])).toThrow(RangeError)
  })
})

const cents = (most: number) => fc.integer({ min: 0, max: most }).map(n => (n / 100).toFixed(2))
const anyLine = fc.record({
  qty: fc.integer({ min: 1, max: 5000 }).map(n => (n / 10).toFixed(1)),
  price: fc
    .tuple(fc.boolean(), cents(500_000))
    .map(([minus, price]) => (minus && price !== '0.00' ? `-${price}` : price)),
  taxRate: fc.constantFrom('0', '3', '6', '9', '13', '5.2'),
  discount: fc.option(
    fc.integer({ min: 0, max: 100 }).map(n => ({ percent: String(n) })),
    { nil: undefined },
  ),
})
const anyDocument: fc.Arbitrary<PricedDocument> = fc.record({
  currency: fc.constantFrom('CNY', 'JPY', 'KWD'),
  taxMode: fc.constantFrom('inclusive', 'exclusive'),
  taxRound: fc.constantFrom('line', 'document'),
  discount: fc.option(
    fc.integer({ min: 0, max: 100 }).map(n => ({ percent: String(n) })),
    { nil: undefined },
  ),
  lines: fc.array(anyLine, { maxLength: 25 }),
})
const unitOf: Record<string, string> = { CNY: '0.01', JPY: '1', KWD: '0.001' }

describe('any document', () => {
  test('adds up: lines to the header, parts to the line, within the currency', () => {
    fc.assert(
      fc.property(anyDocument, d => {
        const made = totals(d)
        expect(headerOf(made.lines)).toEqual({ net: made.net, tax: made.tax, gross: made.gross })
        expect(sum([made.net, made.tax])).toBe(made.gross)
        for (const l of made.lines) {
          expect(sum([l.net, l.tax])).toBe(l.gross)
          expect(sum([l.amount, l.lineDiscount, l.share])).toBe(l.base)
          expect(l.amount).toBe(d.taxMode === 'inclusive' ? l.gross : l.net)
          expect(signOf(l.share) * signOf(l.base)).toBeGreaterThanOrEqual(0)
          expect(signOf(l.tax) * signOf(l.amount)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  test('has each line tax within one unit of its exact value, and mirrors when every price does', () => {
    fc.assert(
      fc.property(anyDocument, d => {
        const made = totals({ ...d, discount: undefined })
        const mirrored = totals({ ...d, discount: undefined, lines: d.lines.map(l => ({ ...l, price: neg(l.price) })) })
        expect(mirrored.lines.map(l => l.tax)).toEqual(made.lines.map(l => neg(l.tax)))
        const perLine = totals({ ...d, discount: undefined, taxRound: 'line' })
        made.lines.forEach((l, i) => {
          const off = sub(l.tax, perLine.lines[i]?.tax ?? 'missing')
          expect(cmp(off, unitOf[d.currency] ?? '0')).toBeLessThanOrEqual(0)
          expect(cmp(neg(off), unitOf[d.currency] ?? '0')).toBeLessThanOrEqual(0)
        })
      }),
    )
  })

  test('taken back in any parts gives exactly its stored lines, each part with the sign of the line', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(anyDocument, cuts, (d, sizes) => {
        const qty = String(sizes.reduce((a, b) => a + b, 0))
        const whole = { ...d, lines: d.lines.map(l => ({ ...l, qty })) }
        totals(whole).lines.forEach((stored, i) => {
          const parts = takeOneByOne(whole, i, sizes.map(String))
          const all = parts.reduce<Taken>((a, b) => plus(a, { ...b, qty: '0' }), nothingTaken)
          expect(all).toEqual({ ...stored, qty: '0' })
          expect(parts.every(p => signOf(p.amount) * signOf(stored.amount) >= 0)).toBe(true)
        })
      }),
      { numRuns: 60 },
    )
  })

  test('of 10,000 lines adds up, and does not take the square of its lines', () => {
    const lines = Array.from({ length: 10_000 }, (_, i) =>
      line(`${1 + (i % 7)}`, `${10 + (i % 90)}.37`, i % 2 ? '13' : '6', { percent: '3' }),
    )
    const whole = totals(doc(lines, { taxMode: 'inclusive', taxRound: 'document', discount: { percent: '7' } }))
    expect(whole.lines).toHaveLength(10_000)
    expect(sum(whole.lines.map(one => one.gross))).toBe(whole.gross)
    expect(add(whole.net, whole.tax)).toBe(whole.gross)
  })
})
