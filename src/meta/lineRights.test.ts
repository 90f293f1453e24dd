import { expect, test } from 'vitest'
import type { Entity } from './entity.ts'
import { withTold } from './lineRights.ts'

const label = { en: 'X', zh: 'X' }
const entity = (key: string, more: Partial<Entity>): Entity => ({
  ...{ key, label, plural: label, path: `/${key}s`, title: 'number', fields: [], columns: [], form: [] },
  ...more,
})
const money = (key: string, tells: readonly string[] = []) => ({ key, label, kind: 'money', tells }) as const
const entities = [
  entity('order', { fields: [money('gross', ['settlement.amount'])], lines: [money('price', ['lines.net', 'gross'])] }),
  entity('shipment', { lines: [{ key: 'spec', label, kind: 'text', tells: ['consigned.spec'] }] }),
  entity('consigned', { fields: [{ key: 'spec', label, kind: 'text' }] }),
  entity('settlement', { fields: [money('amount')] }),
]
const told = (said: Parameters<typeof withTold>[0]) => withTold(said, key => entities.find(one => one.key === key))

test('a hidden price hides its total, and what the total would tell of it on other records', () => {
  expect(told({ order: { 'lines.price': 'hidden' } })).toEqual({
    order: { 'lines.price': 'hidden', 'lines.net': 'hidden', gross: 'hidden' },
    settlement: { amount: 'hidden' },
  })
})
test('what was said of the other record itself counts', () => {
  const said = { order: { 'lines.price': 'hidden' }, settlement: { amount: 'read' } } as const
  expect(told(said)).toMatchObject({ order: { gross: 'hidden' }, settlement: { amount: 'read' } })
})

test('what is hidden of lines is hidden where another record shows it', () => {
  expect(told({ shipment: { 'lines.spec': 'hidden' } })).toMatchObject({ consigned: { spec: 'hidden' } })
})
