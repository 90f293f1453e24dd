import { expect, test } from 'vitest'
import { flowFaults, flowMatrix } from './lib/flowMatrix.ts'

const states = ['draft', 'in_review', 'confirmed', 'on_hold', 'closed', 'cancelled']
const flow = {
  submit: { from: ['draft'], to: 'in_review' },
  sendBack: { from: ['in_review'], to: 'draft' },
  confirm: { from: ['in_review'], to: 'confirmed' },
  hold: { from: ['confirmed'], to: 'on_hold' },
  resume: { from: ['on_hold'], to: 'confirmed' },
  close: { from: ['confirmed', 'on_hold'], to: 'closed' },
  reopen: { from: ['closed'], to: 'confirmed' },
  cancel: { from: ['draft', 'in_review', 'confirmed', 'on_hold'], to: 'cancelled' },
}

test('a flow is drawn as states and the moves that leave them', () => {
  expect(flowMatrix(flow, states).split('\n')).toEqual([
    'draft     | submit→in_review  cancel→cancelled',
    'in_review | sendBack→draft  confirm→confirmed  cancel→cancelled',
    'confirmed | hold→on_hold  close→closed  cancel→cancelled',
    'on_hold   | resume→confirmed  close→closed  cancel→cancelled',
    'closed    | reopen→confirmed',
  ])
  expect(flowFaults(flow, states)).toEqual([])
})

test('a state out of reach, a state misspelt and a move without a start are named', () => {
  expect(flowFaults(flow, [...states, 'lost'])).toEqual(['lost cannot be reached'])
  expect(flowFaults({ ...flow, archive: { from: ['closed'], to: 'archvied' } }, states)).toEqual([
    'archvied is not a state',
  ])
  expect(flowFaults({ ...flow, nothing: { from: [], to: 'draft' } }, states)).toEqual(['nothing starts nowhere'])
})
