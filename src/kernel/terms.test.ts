import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cmp, signOf, sub, sum } from './money.ts'
import { dueOn, type Instalment, instalmentEvents, noTerms, planOf, type Terms, termProblems } from './terms.ts'
import { sayInstalment, sayTerms, sayWhen, usualTerms } from './termsSaid.ts'
import { langs } from './text.ts'

const terms = (...instalments: Instalment[]): Terms => ({ ...noTerms, instalments })
const half = { kind: 'deposit', on: 'signed', percent: '50' } as const
const rest = { kind: 'balance', on: 'beforeShipping' } as const
const total = (gross: string, currency = 'CNY') => ({ gross, currency })
const keys = (plan: Terms, of?: ReturnType<typeof total>) =>
  termProblems(plan, of).map(one => `${one.key}@${one.path}#${one.values?.row ?? ''}`)

describe('instalments', () => {
  const gross = fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.constantFrom('CNY', 'JPY', 'KWD'))
  const money = (cents: number, currency: string) =>
    currency === 'JPY' ? String(cents) : `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

  test('that are sound add up to the total exactly and never ask for less than nothing, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 59 }), gross, (parts, [cents, currency]) => {
        const of = total(money(cents, currency), currency)
        const plan = terms(...parts.map(part => ({ ...half, percent: String(part / 4) })), rest)
        if (termProblems(plan, of).length > 0) return
        const { amounts, left } = planOf(plan, of)
        expect(cmp(sum(amounts), of.gross)).toBe(0)
        expect(left).toBe('0')
        expect(amounts.every(amount => signOf(amount) >= 0)).toBe(true)
      }),
    )
  })

  test('by percentage alone come to a hundred, and the last takes what rounding left', () => {
    const third = { ...half, percent: '33.33' }
    const plan = terms(third, third, { ...half, percent: '33.34' })
    expect(planOf(plan, total('100.01')).amounts).toEqual(['33.33', '33.33', '33.35'])
    expect(termProblems(plan, total('100.01'))).toEqual([])
    const many = terms(...Array.from({ length: 50 }, () => ({ ...half, percent: '2' })))
    const { amounts } = planOf(many, total('0.30'))
    expect(sum(amounts)).toBe('0.3')
    expect(amounts.every(amount => signOf(amount) >= 0)).toBe(true)
  })

  test('a fixed deposit leaves the rest to the last, also after the total changed', () => {
    const plan = terms({ kind: 'deposit', on: 'signed', amount: '5000' }, { ...half, percent: '50' }, rest)
    expect(planOf(plan, total('20000')).amounts).toEqual(['5000', '10000', '5000'])
    expect(planOf(plan, total('30000')).amounts).toEqual(['5000', '15000', '10000'])
    expect(keys(plan, total('10000'))).toEqual(['terms.nothingLeft@terms.instalments.2#3'])
    expect(keys(plan, total('8000'))).toEqual(['terms.nothingLeft@terms.instalments.2#3'])
  })

  test('of a document that costs nothing are nothing', () => {
    expect(termProblems(terms(half, rest), total('0'))).toEqual([])
    expect(planOf(terms(half, rest), total('0')).amounts).toEqual(['0', '0'])
  })

  test('what is still open is known while they are written', () => {
    expect(planOf(terms({ kind: 'deposit', on: 'signed', amount: '30' }), total('100'))).toEqual({
      amounts: ['30'],
      left: '70',
    })
    expect(planOf(terms(half, half, half), total('100')).left).toBe('-50')
    expect(planOf(noTerms, total('100')).left).toBe('100')
  })
})

test('every row that cannot stand is named', () => {
  const bad = terms(
    { ...half, amount: '3' },
    rest,
    { kind: 'progress', on: 'date', percent: '0' },
    { kind: 'progress', on: 'shipped', percent: '10', date: '2026-12-31' },
    { kind: 'progress', on: 'beforeShipping', percent: '10', days: 3 },
    { kind: 'progress', on: 'shipped', amount: '10.005' },
    rest,
  )
  expect(keys(bad, total('100'))).toEqual([
    'terms.twoSizes@terms.instalments.0#1',
    'terms.restFirst@terms.instalments.1#2',
    'terms.nothing@terms.instalments.2#3',
    'terms.dateMissing@terms.instalments.2.date#3',
    'terms.dateNotAsked@terms.instalments.3.date#4',
    'terms.noDelay@terms.instalments.4.days#5',
    'terms.tooFine@terms.instalments.5.amount#6',
  ])
  expect(keys({ ...noTerms, gates: { confirm: '30', supply: '100.5', ship: '101' } })).toEqual([
    'terms.gateOver@terms.gates.supply#',
    'terms.gateOver@terms.gates.ship#',
  ])
})

test('instalments that do not add up say by how much', () => {
  expect(termProblems(terms(half))).toMatchObject([{ key: 'terms.not100', values: { percent: '50', left: '50' } }])
  const mixed = terms({ kind: 'deposit', on: 'signed', amount: '30' }, half)
  expect(termProblems(mixed)).toEqual([])
  expect(termProblems(mixed, total('100'))).toMatchObject([{ key: 'terms.notTotal', values: { left: '20' } }])
  expect(termProblems(mixed, total('60'))).toEqual([])
  expect(keys(terms(half, half, rest))).toEqual(['terms.nothingLeft@terms.instalments.2#3'])
})

describe('C162, C164 an instalment is due', () => {
  test('so many days after its event, or at the end of the month so many months on, never skipping a short one', () => {
    expect(dueOn({ days: 30 }, '2026-01-31')).toBe('2026-03-02')
    expect(dueOn({}, '2026-01-31')).toBe('2026-01-31')
    expect(dueOn({ monthsEnd: 0 }, '2025-02-03')).toBe('2025-02-28')
    expect(dueOn({ monthsEnd: 1 }, '2026-01-31')).toBe('2026-02-28')
    expect(dueOn({ monthsEnd: 1 }, '2025-02-28')).toBe('2025-03-31')
    expect(dueOn({ monthsEnd: 0, days: 10 }, '2025-03-30')).toBe(dueOn({ monthsEnd: 0, days: 10 }, '2025-03-31'))
  })
  test('never before its event', () => {
    const day = fc.integer({ min: 0, max: 4000 }).map(n => dueOn({ days: n }, '2020-01-01'))
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 90 }), (event, monthsEnd, days) => {
        expect(dueOn({ monthsEnd, days }, event) >= event).toBe(true)
        expect(dueOn({ days }, event) >= event).toBe(true)
      }),
    )
  })
})

describe('in words', () => {
  const when = (more: Partial<Instalment>) => sayWhen({ kind: 'balance', on: 'invoiced', ...more }, 'en')
  test('each way to put off an instalment has its own sentence', () => {
    expect(when({})).toBe('on invoice')
    expect(when({ days: 1 })).toBe('within a day of invoice')
    expect(when({ days: 45 })).toBe('within 45 days of invoice')
    expect(when({ monthsEnd: 0 })).toBe('by the end of the month of invoice')
    expect(when({ monthsEnd: 1 })).toBe('by the end of the month after invoice')
    expect(when({ monthsEnd: 3, days: 10 })).toBe('by the end of month 3 after invoice, plus 10 days')
    expect(when({ on: 'date', date: '2026-12-31' })).toBe('on 2026-12-31')
    expect(sayInstalment({ ...half, days: 7 }, 'zh')).toBe('定金 50%，签订后 7 天内')
    expect(sayInstalment(rest, 'en')).toBe('Balance, before shipping')
  })
  test('all terms in one line name fixed amounts and the gates that ask for something', () => {
    const terms: Terms = {
      instalments: [{ kind: 'deposit', on: 'signed', amount: '5000.00' }, rest],
      gates: usualTerms.deposit30.gates,
    }
    expect(sayTerms(terms, 'en')).toBe(
      'Deposit, on signature 5000; Balance, before shipping; 30% must be in before the order is confirmed; 100% must be in before anything is shipped',
    )
    expect(sayTerms(usualTerms.net30, 'zh')).toBe('尾款 100%，开票后 30 天内')
  })
  test('every event is said in both languages, with and without a delay', () => {
    for (const lang of langs)
      for (const on of instalmentEvents) {
        const said = [{}, { days: 3 }, { monthsEnd: 1 }].map(more =>
          sayWhen({ kind: 'deposit', on, date: '2026-12-31', ...more }, lang),
        )
        expect(new Set(said).size).toBe(3)
        expect(said.every(text => text.length > 1 && !text.includes('{'))).toBe(true)
      }
  })
  test('the usual terms are sound for any total and never gate more than what is asked by then', () => {
    for (const usual of Object.values(usualTerms)) {
      expect(termProblems(usual, total('12345.67'))).toEqual([])
      const early = usual.instalments.filter(one => one.on === 'signed' || one.on === 'beforeShipping')
      const asked = sum(early.flatMap(one => one.percent ?? []))
      expect(signOf(sub(asked, usual.gates.ship))).toBeGreaterThanOrEqual(0)
      expect(cmp(usual.gates.confirm, usual.gates.ship)).toBeLessThanOrEqual(0)
    }
  })
})
