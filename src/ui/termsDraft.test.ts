import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instalmentEvents, instalmentKinds, noTerms, type Terms, termProblems } from '#kernel/terms.ts'
import { usualTerms } from '#kernel/termsSaid.ts'
import { draftOf, reasonsAt, termsIn, withChange, withoutRow, withRow } from './termsDraft.ts'

test('terms that were stored come back as they were', () => {
  const count = fc.integer({ min: 1, max: 90 })
  const instalment = fc
    .record({
      kind: fc.constantFrom(...instalmentKinds),
      on: fc.constantFrom(...instalmentEvents.filter(one => one !== 'date' && one !== 'beforeShipping')),
      size: fc.constantFrom({ percent: '30' }, { amount: '1500.5' }, {}),
      delay: fc.oneof(
        fc.constant({}),
        count.map(days => ({ days })),
        fc.record({ monthsEnd: count, days: count }),
        fc.constant({ monthsEnd: 0 }),
      ),
    })
    .map(({ kind, on, size, delay }) => ({ kind, on, ...size, ...delay }))
  fc.assert(
    fc.property(fc.array(instalment, { maxLength: 8 }), instalments => {
      const terms: Terms = { instalments, gates: { confirm: '30', supply: '0', ship: '100' } }
      expect(termsIn(draftOf(terms))).toEqual(terms)
    }),
  )
  const dated: Terms = { ...noTerms, instalments: [{ kind: 'balance', on: 'date', date: '2026-12-31' }] }
  expect(termsIn(draftOf(dated))).toEqual(dated)
  for (const usual of Object.values(usualTerms)) expect(termsIn(draftOf(usual))).toEqual(usual)
})

test('instalments that are added always leave one that takes the rest, so that they add up', () => {
  let draft = draftOf(noTerms)
  for (let n = 1; n <= 4; n++) {
    draft = withRow(draft)
    expect(draft.rows).toHaveLength(n)
    expect(draft.rows.map(row => row.size).at(-1)).toBe('rest')
  }
  expect(draft.rows.map(row => row.kind)).toEqual(['deposit', 'progress', 'progress', 'balance'])
  const less = withChange(withChange(draft, 1, { value: '20' }), 2, { value: '20' })
  expect(termProblems(termsIn(less), { gross: '100', currency: 'CNY' })).toEqual([])
  const heir = withoutRow(withoutRow(less, 3), 0)
  expect(heir.rows.map(row => row.size)).toEqual(['percent', 'rest'])
})

test('half a number typed is no fault, only nothing yet', () => {
  const draft = withChange(withRow(withRow(draftOf(noTerms))), 0, { value: '12.', delay: 'days', days: 'x' })
  expect(termsIn(draft).instalments[0]).toEqual({ kind: 'deposit', on: 'signed', percent: '0' })
  expect(termsIn({ ...draft, gates: { confirm: '', supply: '-3', ship: '50' } }).gates).toEqual({
    confirm: '0',
    supply: '0',
    ship: '50',
  })
})

test('what is said of a row finds it, the tenth is not the first', () => {
  const at = (path: string) => ({ key: 'terms.nothing', path })
  const reasons = [at('terms.instalments.1'), at('terms.instalments.1.date'), at('terms.instalments.10')]
  expect(reasonsAt(reasons, 1)).toHaveLength(2)
  expect(reasonsAt(reasons, 10)).toHaveLength(1)
  expect(reasonsAt([{ key: 'x' }], 0)).toEqual([])
})
