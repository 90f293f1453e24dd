import { expect, test } from 'vitest'
import type { OrderLine, WholeOrder } from '#features/order/order.schema.ts'
import { actionsOf, draftOf, inPlace, withDay } from './editing.rules.ts'

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
  const { actions, places } = actionsOf(order, { ...draft, lines, promisedDate: '2027-02-01', address: '南京 ' })
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

test('the order’s own discount is said with its kind, kept where a draft is opened again, and taken away where it is emptied', () => {
  const draft = draftOf(order)
  const five = actionsOf(order, { ...draft, discountValue: '5' })
  expect(five).toEqual({
    actions: [{ kind: 'discount', discountKind: 'percent', discountValue: '5' }],
    places: ['discount'],
  })
  expect(actionsOf(order, draftOf(order, five.actions)).actions).toEqual(five.actions)
  const agreed = { ...order, discountKind: 'amount', discountValue: '40' } as WholeOrder // the same of another order
  expect(actionsOf(agreed, draftOf(agreed)).actions).toEqual([])
  expect(actionsOf(agreed, { ...draftOf(agreed), discountValue: '' }).actions).toEqual([
    { kind: 'discount', discountKind: null, discountValue: null },
  ])
  const percent = [{ kind: 'discount' as const, discountKind: 'percent' as const, discountValue: '40' }]
  expect(actionsOf(agreed, draftOf(agreed, percent)).actions).toEqual(percent)
  const said = [{ key: 'change.discountInvoiced', path: 'actions.0.discountValue' }]
  expect(inPlace(said, five.places)[0]?.path).toBe('discount')
})

test('a line with the order’s own day goes with it, stays where somebody says so, and takes that day where it had another', () => {
  const dated = {
    ...order,
    lines: [line('a', { promisedDate: '2027-01-01' }), line('b', { promisedDate: '2027-03-01' })],
  }
  const draft = draftOf(dated)
  const moved = withDay(draft, '2027-02-01')
  expect(actionsOf(dated, moved).actions).toEqual([{ kind: 'date', promisedDate: '2027-02-01' }])
  const put = (id: string, promisedDate: string) => ({
    ...moved,
    lines: moved.lines.map(one => (one.id === id ? { ...one, promisedDate } : one)),
  })
  for (const [id, day] of [
    ['a', '2027-01-01'],
    ['b', '2027-02-01'],
  ] as const) {
    const { actions } = actionsOf(dated, put(id, day))
    expect(actions).toEqual([
      { kind: 'date', promisedDate: '2027-02-01' },
      { kind: 'date', lineId: id, promisedDate: day },
    ])
    expect(actionsOf(dated, draftOf(dated, actions)).actions).toEqual(actions)
  }
  const own = { ...draft, lines: draft.lines.map(one => ({ ...one, promisedDate: '2027-01-01' })) }
  expect(actionsOf(dated, own).actions).toEqual([{ kind: 'date', lineId: 'b', promisedDate: '2027-01-01' }])
})
