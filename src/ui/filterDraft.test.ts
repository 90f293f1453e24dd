import { expect, test } from 'vitest'
import type { Field } from '#meta/entity.ts'
import { draftFor, draftsOf, type LeafDraft, leafOf, partsOf, withOp } from './filterDraft.ts'
import type { Part } from './listState.ts'

const field = (kind: Field['kind']): Field => ({ key: 'x', kind, label: { en: 'x', zh: 'x' } })
const draft = (op: LeafDraft['op'], value: unknown = null): LeafDraft => ({ field: 'x', op, value })

test('every kind has its own first question', () => {
  const first = (['text', 'money', 'date', 'instant', 'choice', 'user', 'yesNo'] as const).map(
    kind => draftFor(field(kind)).op,
  )
  expect(first).toEqual(['contains', 'gte', 'within', 'within', 'in', 'in', 'is'])
})

test('half a range is one end of it, and none is nothing', () => {
  expect(leafOf(draft('between', ['1', '2']))).toEqual({ field: 'x', op: 'between', value: ['1', '2'] })
  expect(leafOf(draft('between', ['1', null]))).toEqual({ field: 'x', op: 'gte', value: '1' })
  expect(leafOf(draft('between', [null, '2']))).toEqual({ field: 'x', op: 'lte', value: '2' })
  expect(leafOf(draft('between', [null, null]))).toBe(undefined)
})

test('what is not whole is no condition; false and being empty are', () => {
  expect([draft('is'), draft('contains', ''), draft('in', [])].map(leafOf)).toEqual([undefined, undefined, undefined])
  expect(leafOf(draft('is', false))).toEqual({ field: 'x', op: 'is', value: false })
  expect(leafOf(draft('empty', 'left over'))).toEqual({ field: 'x', op: 'empty' })
})

test('another comparison keeps the value as far as it fits', () => {
  expect(withOp(draft('gte', '5'), 'lte').value).toBe('5')
  expect(withOp(draft('in', ['a']), 'notIn').value).toEqual(['a'])
  expect(withOp(draft('gte', '5'), 'between').value).toBe(null)
  expect(withOp(draft('within', 'today'), 'gte').value).toBe(null)
})

test('a filter comes back from the builder as it went in', () => {
  const parts: Part[] = [
    { field: 'a', op: 'is', value: 'x' },
    {
      mode: 'any',
      leaves: [
        { field: 'b', op: 'empty' },
        { field: 'c', op: 'within', value: 'last:7' },
      ],
    },
  ]
  expect(partsOf(draftsOf(parts))).toEqual(parts)
})

test('half-typed conditions are left out, a group of one is that one, an empty group nothing', () => {
  const whole = draft('is', 'x')
  expect(partsOf([draft('is'), { mode: 'any', leaves: [whole, draft('is')] }, { mode: 'any', leaves: [] }])).toEqual([
    { field: 'x', op: 'is', value: 'x' },
  ])
})
