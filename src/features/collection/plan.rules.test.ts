import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cmp, sub, sum } from '#kernel/money.ts'
import type { Terms } from '#kernel/terms.ts'
import { newPlan, nextDueOf, openOf, type PlanRow, planState, rescaled, spread, withEvents } from './plan.rules.ts'

const gates = { confirm: '0', supply: '0', ship: '0' }
const terms: Terms = {
  gates,
  instalments: [
    { kind: 'deposit', percent: '30', on: 'confirmed' },
    { kind: 'balance', percent: '60', on: 'shipped', monthsEnd: 1 },
    { kind: 'retention', percent: '10', on: 'warrantyEnd', days: 30 },
  ],
}
const days = { confirmed: '2026-01-31', signed: '2026-01-20', creditDays: 45 }
const plan = newPlan({ terms, gross: '1000', currency: 'CNY' }, days)
const amounts = (rows: readonly PlanRow[]) => rows.map(row => row.amount)
const paid = (rows: readonly PlanRow[]) => rows.map(row => row.paid)
const none = new Map<number, string>()

describe('the plan', () => {
  test('adds up to the total, with the days that are known', () => {
    expect(amounts(plan)).toEqual(['300', '600', '100'])
    expect(plan.map(row => row.dueDate)).toEqual(['2026-01-31', null, null])
  })
  test('without instalments all is due at confirming, after the payer’s own days', () => {
    const whole = newPlan({ terms: { instalments: [], gates }, gross: '99.99', currency: 'CNY' }, days)
    expect(whole).toMatchObject([{ amount: '99.99', dueDate: '2026-03-17', kind: 'balance' }])
  })
  test('C162 the end of the month after shipping; set once', () => {
    const shipped = withEvents(plan, terms, [{ event: 'shipped', date: '2026-01-31' }])
    expect(shipped[1]?.dueDate).toBe('2026-02-28')
    expect(withEvents(shipped, terms, [{ event: 'shipped', date: '2026-05-01' }])[1]?.dueDate).toBe('2026-02-28')
  })
})

describe('what is paid', () => {
  test('from the first instalment on; what was meant for one goes there', () => {
    expect(paid(spread(plan, { paid: '350', writtenOff: '0', meant: none }))).toEqual(['300', '50', '0'])
    const meant = new Map([[3, '100']])
    expect(paid(spread(plan, { paid: '350', writtenOff: '0', meant }))).toEqual(['250', '0', '100'])
  })
  test('C072 taken back, the deposit is due again', () => {
    const once = spread(plan, { paid: '300', writtenOff: '0', meant: none })
    expect(nextDueOf(once)).toBeNull()
    const back = spread(once, { paid: '0', writtenOff: '0', meant: none })
    expect(openOf(back[0] ?? plan[0] ?? never())).toBe('300')
    expect(nextDueOf(back)).toBe('2026-01-31')
  })
  test('a raised total rescales what is unpaid only, a lowered one too; nothing is due below what was paid', () => {
    const half = spread(plan, { paid: '300', writtenOff: '0', meant: none })
    expect(amounts(rescaled(half, '1700', 'CNY'))).toEqual(['300', '1200', '200'])
    expect(amounts(rescaled(half, '650', 'CNY'))).toEqual(['300', '300', '50'])
    expect(amounts(rescaled(half, '200', 'CNY'))).toEqual(['200', '0', '0'])
  })
  test('words', () => {
    const at = (row: Partial<PlanRow>) => planState({ ...(plan[0] ?? never()), ...row }, '2026-02-01', '2026-02-08')
    expect(at({})).toBe('overdue')
    expect(at({ dueDate: '2026-02-08' })).toBe('dueSoon')
    expect(at({ dueDate: null })).toBe('notDue')
    expect(at({ dueDate: null, paid: '1' })).toBe('part')
    expect(at({ paid: '300' })).toBe('paid')
    expect(at({ writtenOff: '300' })).toBe('badDebt')
  })
  test('whatever happens, amounts add up to the total and nothing is paid twice', () => {
    const cents = fc.integer({ min: 0, max: 200_000 }).map(n => (n / 100).toFixed(2))
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ paid: cents, total: cents, off: cents, meant: cents, no: fc.integer({ min: 1, max: 3 }) }),
          { maxLength: 12 },
        ),
        steps => {
          let rows: PlanRow[] = plan
          for (const { paid: now, total, off, meant, no } of steps) {
            rows = rescaled(rows, total, 'CNY')
            rows = spread(rows, { paid: now, writtenOff: off, meant: new Map([[no, meant]]) })
            const whole = sum(amounts(rows))
            expect(cmp(whole, total)).toBe(0)
            expect(cmp(sum(paid(rows)), cmp(now, whole) < 0 ? now : whole)).toBe(0)
            for (const row of rows)
              expect(cmp(sub(row.amount, sum([row.paid, row.writtenOff])), '0')).toBeGreaterThanOrEqual(0)
          }
        },
      ),
    )
  })
})

function never(): never {
  throw new Error('a plan has rows')
}
