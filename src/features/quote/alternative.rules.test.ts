import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chosenLast, groupsOf, settled, withTaken } from './alternative.rules.ts'

const arbLine = fc.record({
  alternative: fc.constantFrom(null, 'A', 'B'),
  chosen: fc.boolean(),
})
const named = (lines: readonly { alternative: string | null; chosen: boolean }[]) =>
  lines.map((line, i) => ({ ...line, optional: line.alternative !== null, id: `l${i}`, key: `l${i}` }))
const oneEach = (lines: ReturnType<typeof named>) =>
  [...groupsOf(lines).values()].every(group => group.filter(line => line.chosen).length === 1)

test('however lines are given, of each group exactly one is chosen', () => {
  fc.assert(
    fc.property(fc.array(arbLine, { maxLength: 8 }), given => {
      const lines = named(given)
      expect(oneEach(settled(lines).lines)).toBe(true)
      expect(oneEach(chosenLast(lines, []))).toBe(true)
    }),
  )
})

test('whoever is chosen last in the editor is the one', () => {
  const before = named([
    { alternative: 'A', chosen: true },
    { alternative: 'A', chosen: false },
  ])
  const next = before.map(line => ({ ...line, chosen: true }))
  expect(chosenLast(next, before).map(line => line.chosen)).toEqual([false, true])
})

test('what the customer takes is one of each group; a line that is not offered so is refused', () => {
  const lines = named([
    { alternative: null, chosen: false },
    { alternative: 'A', chosen: true },
    { alternative: 'A', chosen: false },
  ])
  expect(withTaken(lines, ['l2']).lines.map(line => line.chosen)).toEqual([false, false, true])
  expect(withTaken(lines, []).lines.map(line => line.chosen)).toEqual([false, true, false])
  expect(withTaken(lines, ['l0', 'l1', 'l2']).reasons.map(one => `${one.path} ${one.key}`)).toEqual([
    'chosen.0 quote.notOptional',
    'chosen.2 quote.oneOfGroup',
  ])
})
