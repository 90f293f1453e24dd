import { expect, test } from 'vitest'
import { judge } from '#kernel/flow.ts'
import { flowFaults, flowMatrix } from '#test/gates/lib/flowMatrix.ts'
import { leadEntity } from './lead.entity.ts'
import { leadFlow } from './lead.flow.ts'

const leadStates = (leadEntity.fields.find(field => field.key === 'state')?.choices ?? []).map(one => one.value)

test('a lead goes from hand to hand until it is followed, converted or found invalid', () => {
  expect(flowFaults(leadFlow, leadStates)).toEqual([])
  expect(`\n${flowMatrix(leadFlow, leadStates)}`).toMatchInlineSnapshot(`
    "
    unassigned | assign→assigned  claim→assigned  recycle→unassigned  invalidate→invalid
    assigned   | assign→assigned  recycle→unassigned  follow→following  return→unassigned  invalidate→invalid  convert→converted
    following  | assign→assigned  recycle→unassigned  return→unassigned  invalidate→invalid  convert→converted
    invalid    | reopen→assigned"
  `)
})

test('an assigned lead is shown why it cannot be converted yet', () => {
  const verdict = judge(leadFlow, 'convert', { state: 'assigned', ownerId: 'ann' }, () => true)
  expect(verdict).toEqual({ ok: false, reasons: [{ key: 'lead.notFollowed' }] })
})
