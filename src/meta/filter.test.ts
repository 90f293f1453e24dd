import { describe, expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import type { Entity, Field, FieldKind } from './entity.ts'
import { type Reader, readFilter } from './filter.ts'

const label = { en: 'x', zh: 'x' }
const field = (key: string, kind: FieldKind, more: Partial<Field> = {}): Field => ({
  key,
  kind,
  label,
  filter: true,
  ...more,
})
const entity: Entity = {
  key: 'deal',
  label,
  plural: label,
  path: '/deals',
  title: 'name',
  columns: [],
  form: [],
  fields: [
    field('name', 'text'),
    field('amount', 'money'),
    field('close', 'date'),
    field('createdAt', 'instant'),
    field('ownerId', 'user'),
    field('helperId', 'user'),
    field('deptId', 'reference', { refEntity: 'department' }),
    field('secret', 'text', { readAs: 'deal.secret' }),
    field('note', 'text', { filter: false }),
  ],
}
const me = '00000000-0000-7000-8000-000000000001'
const other = '00000000-0000-7000-8000-000000000002'
const dept = '00000000-0000-7000-8000-00000000000d'
const reader: Reader = {
  now: '2026-11-24T17:30:00.000Z', // 01:30 on Wednesday the 25th in Shanghai
  zone: 'Asia/Shanghai',
  userId: me,
  deptIds: [dept],
  sees: one => !one.readAs,
}
const read = (filter: unknown, by: Partial<Reader> = {}) =>
  readFilter(JSON.stringify(filter), entity, { ...reader, ...by })
const leaf = (field: string, op: string, value?: unknown) => ({ field, op, ...(value !== undefined && { value }) })

describe('C158 C160 days are those of the organisation', () => {
  const created = (op: string, value: unknown) => read(leaf('createdAt', op, value))
  const from = { field: 'createdAt', op: 'gte', value: '2026-11-24T16:00:00.000Z' }
  const to = { field: 'createdAt', op: 'lt', value: '2026-11-25T16:00:00.000Z' }

  test('of an instant, “today” and a calendar day are from midnight to midnight of its zone, the end excluded', () => {
    expect(created('within', 'today')).toEqual({ all: [from, to] })
    expect(created('is', '2026-11-25')).toEqual({ any: [{ all: [from, to] }] })
    expect(created('isNot', '2026-11-25')).toEqual({ not: { any: [{ all: [from, to] }] } })
    expect(created('between', ['2026-11-25', '2026-11-25'])).toEqual({ all: [from, to] })
    expect(created('between', [null, '2026-11-25'])).toEqual({ all: [to] })
  })

  test('before, until, after and from a day take its right end', () => {
    expect(created('lt', '2026-11-25')).toEqual({ ...from, op: 'lt' })
    expect(created('gte', '2026-11-25')).toEqual({ all: [from] })
    expect(created('lte', '2026-11-25')).toEqual({ all: [to] })
    expect(created('gt', '2026-11-25')).toEqual({ ...to, op: 'gte' })
  })

  test('another zone has another today', () => {
    expect(read(leaf('createdAt', 'within', 'today'), { zone: 'America/New_York' })).toEqual({
      all: [
        { field: 'createdAt', op: 'gte', value: '2026-11-24T05:00:00.000Z' },
        { field: 'createdAt', op: 'lt', value: '2026-11-25T05:00:00.000Z' },
      ],
    })
  })

  test('C150 dates have no zone: a span of days is asked as it stands', () => {
    expect(read(leaf('close', 'within', 'thisWeek'))).toEqual(leaf('close', 'between', ['2026-11-23', '2026-11-29']))
    expect(read(leaf('close', 'within', 'past'))).toEqual(leaf('close', 'between', [null, '2026-11-24']))
    expect(read(leaf('close', 'within', 'last:30'))).toEqual(leaf('close', 'between', ['2026-10-27', '2026-11-25']))
  })

  test('an instant that is given to the second stays as it is', () => {
    expect(created('gte', '2026-11-25T08:00:00+08:00')).toEqual(leaf('createdAt', 'gte', '2026-11-25T00:00:00.000Z'))
    expect(created('empty', undefined)).toEqual(leaf('createdAt', 'empty', null))
  })
})

describe('me and my department', () => {
  test('are whoever asks, each time anew', () => {
    expect(read(leaf('ownerId', 'in', ['me']))).toEqual({ any: [leaf('ownerId', 'in', [me])] })
    expect(read(leaf('ownerId', 'is', 'me'), { userId: other })).toEqual({ any: [leaf('ownerId', 'in', [other])] })
    expect(read(leaf('helperId', 'notIn', ['me', other]))).toEqual({
      not: { any: [leaf('helperId', 'in', [me, other])] },
    })
  })

  test('records stand in the department of their owner', () => {
    const ours = leaf('deptId', 'in', [dept])
    expect(read(leaf('ownerId', 'in', ['myDepartment']))).toEqual({ any: [leaf('ownerId', 'in', []), ours] })
    expect(read(leaf('deptId', 'in', ['myDepartment', other]))).toEqual({ any: [leaf('deptId', 'in', [other]), ours] })
  })

  test('other people are asked by name, and mean no department', () => {
    expect(read(leaf('ownerId', 'in', [other]))).toEqual(leaf('ownerId', 'in', [other]))
    expect(() => read(leaf('helperId', 'in', ['myDepartment']))).toThrow(Refusal)
  })
})

test('all, any and not keep their shape; empty text is no filter', () => {
  const a = leaf('name', 'contains', 'x')
  const b = leaf('amount', 'between', ['1', '2.50'])
  expect(read({ all: [a, { any: [b, { not: a }] }] })).toEqual({ all: [a, { any: [b, { not: a }] }] })
  expect(readFilter('', entity, reader)).toBe(undefined)
})

test.each([
  ['nonsense', 'nonsense'],
  ['an unknown operator', leaf('name', 'eval', 'x')],
  ['a right of others', leaf('name', 'sharedWith', me)],
  ['a field that is not there', leaf('gone', 'is', 'x')],
  ['C114 a field that the reader may not see', leaf('secret', 'is', 'x')],
  ['a field that cannot be asked for', leaf('note', 'is', 'x')],
  ['an order of texts', leaf('name', 'between', ['a', 'b'])],
  ['half a range', leaf('amount', 'between', ['1'])],
  ['a wrong number', leaf('amount', 'between', ['1', 'two'])],
  ['a day that does not exist', leaf('createdAt', 'gte', '2026-02-30')],
  ['a day at the end of time', leaf('createdAt', 'lte', '9999-12-31')],
  ['a span of nothing', leaf('createdAt', 'within', 'someday')],
  ['a span of a number', leaf('amount', 'within', 'today')],
  ['a part of a day’s text', leaf('createdAt', 'contains', '2026-11-25')],
  ['someone who is not a person', leaf('ownerId', 'is', 'mine')],
])('%s is refused', (_, filter) => {
  expect(() => read(filter)).toThrow(Refusal)
})
