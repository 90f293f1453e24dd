import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { DateOnly, DecimalText, Nullable } from './api.ts'
import { kernelText } from './kernel.text.ts'
import { Refusal } from './refusal.ts'
import { render } from './text.ts'
import { accept } from './validate.ts'

const Amount = Type.String({ pattern: '^\\d{1,14}(\\.\\d{1,4})?$', description: 'decimal' })
const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })

test.each([
  [DecimalText, 'A number is needed here, like 12000.50.'],
  [Amount, 'A number is needed here, like 12000.50, not below zero.'],
  [Currency, 'The value should look like: ISO 4217.'],
] as const)('a text that does not fit is told in words, never as a pattern', (schema, sentence) => {
  expect(sentences(Type.Object({ value: schema }), { value: '5万' })).toEqual([['value', sentence]])
})

test('of a field that may be nothing only what is wrong with the something is told', () => {
  const schema = Type.Object({ value: Type.Union([Amount, Type.Null()]) })
  expect(sentences(schema, { value: 'x' })).toHaveLength(1)
  expect(sentences(schema, { value: 7 })).toEqual([['value', 'The value should be: string.']])
  expect(sentences(schema, { value: null })).toEqual([])
  expect(sentences(Type.Object({ value: Type.Null() }), { value: 7 })).toEqual([
    ['value', 'The value should be: null.'],
  ])
})

test('a day before there was any business is told at its field', () => {
  const schema = Type.Object({ date: DateOnly, due: Type.Optional(Nullable(DateOnly)) })
  for (const date of ['0001-01-01', '1969-12-31'])
    expect(sentences(schema, { date })).toEqual([['date', 'Not before 1970-01-01.']])
  expect(sentences(schema, { date: '1970-01-01', due: '0020-11-01' })).toEqual([['due', 'Not before 1970-01-01.']])
  expect(sentences(schema, { date: '2026-11-31' })).toEqual([['date', 'The value should look like: YYYY-MM-DD.']])
  expect(sentences(schema, { date: '1970-01-01', due: null })).toEqual([])
})

function sentences(schema: Parameters<typeof accept>[0], value: unknown): [string | undefined, string][] {
  try {
    accept(schema, value)
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.reasons.map(({ key, path, values }) => [
      path,
      render(kernelText[key as keyof typeof kernelText], 'en', values), // as: the validator's own keys are all there
    ])
  }
}
