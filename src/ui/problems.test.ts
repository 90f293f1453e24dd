import { expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { Offline, problemKind, reasonsOf, refusalFrom, ServerFault } from './problems.ts'

const reasons = [{ key: 'order.noLines', path: 'lines' }]

test.each([
  [400, 'malformed'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'missing'],
  [409, 'conflict'],
  [422, 'invalid'],
  [429, 'tooMany'],
  [503, 'unavailable'],
] as const)('an answer of %i with reasons is a refusal of kind %s', (status, kind) => {
  const refusal = refusalFrom(status, { reasons })
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal && problemKind(refusal)).toBe(kind)
  expect(refusal && reasonsOf(refusal)).toEqual(reasons)
})

test('a proxy’s page or a fault is no refusal', () => {
  expect(refusalFrom(404, undefined)).toBeUndefined()
  expect(refusalFrom(404, '<html>')).toBeUndefined()
  expect(refusalFrom(500, { reasons })).toBeUndefined()
})

test('the facts of a conflict come along', () => {
  expect(refusalFrom(409, { reasons, version: 5, fields: {} })?.facts).toEqual({ version: 5, fields: {} })
  expect(refusalFrom(409, { reasons, facts: { version: 5 } })?.facts).toEqual({ version: 5 })
})

test('a lost connection and a fault are told apart, and a fault carries its number', () => {
  expect(problemKind(new Offline())).toBe('offline')
  expect(problemKind(new TypeError('x'))).toBe('fault')
  expect(reasonsOf(new ServerFault('req-9'))).toEqual([{ key: 'problem.faultSay', values: { id: 'req-9' } }])
})
