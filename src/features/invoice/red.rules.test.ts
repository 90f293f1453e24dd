import { expect, test } from 'vitest'
import type { WholeInvoice } from './invoice.schema.ts'
import { redOf, redRows, roughly, wayOf } from './red.rules.ts'

const line = (no: number, more: object = {}) => ({
  id: `l${no}`,
  no,
  lineKind: 'normal',
  isGoods: true,
  originalLineId: null,
  qty: '24',
  unitQty: '2',
  unit: '箱',
  gross: '1200',
  ...more,
})
// the rules read no more of an invoice than this
const whole = (state: string, lines: readonly object[]) => ({ state, lines }) as unknown as WholeInvoice
const original = whole('issued', [
  line(1, { lineKind: 'discounted' }),
  line(2, { lineKind: 'discount', qty: null, unitQty: null, gross: '-200' }),
  line(3, { qty: null, unitQty: null, gross: '300' }),
])
const red = (state: string) =>
  whole(state, [line(1, { originalLineId: 'l1', qty: '-12', unitQty: '-1', gross: '-600' })])

test('what a live red letter asks for is no longer left; a rejected one lets go', () => {
  expect(redRows(original, [red('draft')]).map(one => [one.line.no, one.leftQty, one.leftGross])).toEqual([
    [1, '1', '600'],
    [3, null, '300'],
  ])
  expect(redRows(original, [red('rejected'), red('lapsed')])[0]).toMatchObject({ leftQty: '2', leftGross: '1200' })
})

test('goods come back by quantity, an allowance is an amount, a line billed by amount and a service bring none back', () => {
  const service = whole('issued', [line(1, { isGoods: false })])
  const [installed] = redRows(service, [])
  expect([installed && wayOf('return', installed.line), installed && wayOf('ended', installed.line)]).toEqual([
    undefined,
    'qty',
  ])
  const [goods, deposit] = redRows(original, [])
  expect([goods && wayOf('return', goods.line), deposit && wayOf('return', deposit.line)]).toEqual(['qty', undefined])
  expect([goods && wayOf('allowance', goods.line), deposit && wayOf('ended', deposit.line)]).toEqual([
    'amount',
    'amount',
  ])
})

test('a quantity is sent in the base unit, all that is left without one, nothing where nothing is typed', () => {
  const rows = redRows(original, [])
  expect(redOf('return', rows, { l1: '0.5', l3: '9' })).toEqual({ reason: 'return', lines: [{ no: 1, qty: '6' }] })
  expect(redOf('return', rows, { l1: '2' })).toEqual({ reason: 'return', lines: [{ no: 1 }] })
  expect(redOf('allowance', rows, { l1: '50', l3: '0' })).toEqual({
    reason: 'allowance',
    lines: [{ no: 1, amount: '50' }],
  })
  expect(redOf('wrong', rows, { l1: '1' })).toEqual({ reason: 'wrong' })
})

test('its sum is known before it is drafted', () => {
  const rows = redRows(original, [red('draft')])
  expect(roughly('wrong', rows, {})).toBe('900')
  expect(roughly('return', rows, { l1: '0.5' })).toBe('300')
  expect(roughly('allowance', rows, { l1: '12.5', l3: 'x' })).toBe('12.5')
})
