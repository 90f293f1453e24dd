import { expect, test } from 'vitest'
import type { OrderLine, WholeOrder } from '#features/order/order.schema.ts'
import { actionsOf, draftOf, inPlace } from './editing.rules.ts'

const line = (id: string, more: Partial<OrderLine> = {}) =>
  ({
    ...{ id, no: 1, productId: 'p', kind: 'goods', code: 'P1', name: '机', unit: '台', factor: '1', kitLineId: null },
    ...{
      ordered: '10',
      cancelled: '0',
      price: '100',
      discountKind: null,
      discountValue: null,
      taxRate: '13',
      promisedDate: null,
    },
    ...more,
  }) as OrderLine // what an editor reads of a line
const order = {
  promisedDate: '2027-01-01',
  address: '南京',
  lines: [line('a'), line('b'), line('c', { kitLineId: 'b' })],
} as WholeOrder // the same of an order

test('what nobody touched is no action; each thing that differs is one, and a line that was taken out is ordered no more', () => {
  const draft = draftOf(order)
  expect(draft.lines.map(one => one.id)).toEqual(['a', 'b'])
  expect(actionsOf(order, draft)).toEqual({ actions: [], places: [] })
  const [a] = draft.lines
  if (!a) throw new Error('no line')
  const fresh = { ...a, key: 'n', id: undefined, productId: 'q', name: '泵', unitQty: '2', price: '' }
  const lines = [{ ...a, unitQty: '12', price: '100.00', discountValue: '5' }, fresh]
  const { actions, places } = actionsOf(order, { lines, promisedDate: '2027-02-01', address: '南京 ' })
  expect(actions).toMatchObject([
    { kind: 'date', promisedDate: '2027-02-01' },
    { kind: 'quantity', lineId: 'b', unitQty: '0' },
    { kind: 'quantity', lineId: 'a', unitQty: '12' },
    { kind: 'discount', lineId: 'a', discountKind: 'percent', discountValue: '5' },
    { kind: 'add', productId: 'q', unitQty: '2' },
  ])
  expect(places).toEqual(['promisedDate', 'lines', 'lines.0.unitQty', 'lines.0.discountValue', 'lines.1.name'])
})

test('a draft that is opened again says what it said', () => {
  const asked = [
    { kind: 'quantity' as const, lineId: 'a', unitQty: '12' },
    { kind: 'quantity' as const, lineId: 'b', unitQty: '0' },
    { kind: 'add' as const, productId: 'q', name: '泵', unit: '台', unitQty: '2', price: '7', taxRate: '13' },
    { kind: 'address' as const, address: '苏州' },
  ]
  const { actions } = actionsOf(order, draftOf(order, asked))
  expect(actions.map(one => one.kind)).toEqual(['address', 'quantity', 'quantity', 'add'])
  expect(actionsOf(order, draftOf(order, actions)).actions).toEqual(actions)
})

test('what is wrong is said where it was typed', () => {
  const places = ['promisedDate', 'lines.0.unitQty', 'lines.1.name']
  const said = inPlace(
    [{ key: 'x', path: 'actions.1.unitQty' }, { key: 'y', path: 'actions.2.price' }, { key: 'z' }],
    places,
  )
  expect(said.map(one => one.path)).toEqual(['lines.0.unitQty', 'lines.1.price', undefined])
})
