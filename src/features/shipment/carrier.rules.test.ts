import { expect, test } from 'vitest'
import { linkOf, standinRoad, stateOfCode, suggested } from './carrier.rules.ts'

test('the numbers of an aggregator are our words; 8 and 9 are nobody’s', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14].map(stateOfCode)).toEqual([
    'in_transit',
    'picked_up',
    'problem',
    'signed',
    'refused',
    'out_for_delivery',
    'returned',
    'transferred',
    undefined,
    undefined,
    'customs',
    'customs',
    'rejected',
  ])
})
test('signed for suggests to deliver, refused or returned that it came back; only what is on the way', () => {
  expect(suggested('signed', 'shipped')).toBe('deliver')
  for (const state of ['refused', 'returned', 'rejected'] as const) expect(suggested(state, 'shipped')).toBe('cameBack')
  expect(suggested('signed', 'delivered')).toBeUndefined()
  expect(suggested('problem', 'shipped')).toBeUndefined()
  expect(suggested(null, 'shipped')).toBeUndefined()
})
test('the carrier’s own line, else the one for all; nothing but web addresses, and the number escaped', () => {
  const links = '顺丰 https://sf.example/t?n={number}\nhttps://any.example/{number}\njavascript:alert(1)'
  expect(linkOf(links, '顺丰', 'SF 1/2')).toBe('https://sf.example/t?n=SF%201%2F2')
  expect(linkOf(links, '中通', 'Z1')).toBe('https://any.example/Z1')
  expect(linkOf('javascript:alert({number})', '顺丰', '1')).toBe(null)
  expect(linkOf('德邦：https://d.example/{number}', '德邦', '1')).toBe('https://d.example/1')
  expect(linkOf(links, '顺丰', null)).toBe(null)
  expect(linkOf(null, '顺丰', '1')).toBe(null)
})
test('the stand-in’s road runs with the clock and ends by the number', () => {
  const at = (minute: number) => new Date(Date.parse('2026-06-08T02:00:00.000Z') + minute * 60_000)
  const states = (number: string, minute: number) =>
    standinRoad(number, '2026-06-08T02:00:00.000Z', at(minute)).map(one => one.state)
  expect(states('SF1', 0)).toEqual([])
  expect(states('SF1', 4)).toEqual(['picked_up', 'in_transit'])
  expect(states('SF1', 10).at(-1)).toBe('signed')
  expect(states('SF9', 11).at(-1)).toBe('refused')
  expect(states('SF8', 11).at(-1)).toBe('problem')
})
