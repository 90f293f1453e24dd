import { describe, expect, test } from 'vitest'
import type { Role } from '#kernel/access.ts'
import {
  afterApproval,
  askedNodes,
  type Member,
  planSteps,
  policyProblems,
  type Requester,
  type StepRow,
  saidTo,
} from './approval.rules.ts'
import type { ApprovalNode, FactValues, SubjectFact } from './approval.schema.ts'

const member = (userId: string, ...roles: Role[]): Member => ({ userId, name: userId.toUpperCase(), roles })
const members = [
  member('olivia', 'owner'),
  member('ann', 'sales'),
  member('max', 'salesManager'),
  member('fay', 'finance'),
  member('gil', 'finance'),
  member('ceo', 'viewer'),
]
const ann: Requester = { userId: 'ann', allowSelf: false, managerId: 'max', heads: ['max', 'ceo'], fields: {} }
const node = (by: ApprovalNode['by'], more: Partial<ApprovalNode> = {}): ApprovalNode => ({ by, mode: 'any', ...more })
const asked = (nodes: ApprovalNode[], who: Requester = ann) =>
  planSteps(nodes, members, who).steps.map(step => `${step.node} ${step.userId} ${step.state}`)

describe('who is asked', () => {
  test.each<[string, ApprovalNode, Partial<Requester>, string[]]>([
    ['everyone of a role', node('role', { role: 'finance' }), {}, ['fay', 'gil']],
    ['a person', node('person', { userId: 'gil' }), {}, ['gil']],
    ['the head of the department of whoever asks', node('departmentHead'), {}, ['max']],
    ['the head above, where the head asks', node('departmentHead'), { userId: 'max' }, ['ceo']],
    [
      'the head themself, where the policy lets them',
      node('departmentHead'),
      { userId: 'max', allowSelf: true },
      ['max'],
    ],
    ['the head above, where the nearest has left', node('departmentHead'), { heads: ['gone', 'ceo'] }, ['ceo']],
    ['the manager of whoever asks', node('requesterManager'), {}, ['max']],
    ['the person of a field', node('field', { field: 'keeper' }), { fields: { keeper: 'fay' } }, ['fay']],
    ['the owners, where nobody heads anything', node('departmentHead'), { heads: [] }, ['olivia']],
    ['the owners, where nobody is above', node('requesterManager'), { managerId: null }, ['olivia']],
    ['the owners, where the manager has left', node('requesterManager'), { managerId: 'gone' }, ['olivia']],
    [
      'the owners, where the field is empty',
      node('field', { field: 'keeper' }),
      { fields: { keeper: null } },
      ['olivia'],
    ],
    ['the owners, where a role is empty', node('role', { role: 'warehouse' }), {}, ['olivia']],
    [
      'the owners, where the field names whoever asks',
      node('field', { field: 'x' }),
      { fields: { x: 'ann' } },
      ['olivia'],
    ],
  ])('%s', (_, one, more, people) => {
    expect(asked([one], { ...ann, ...more })).toEqual(people.map(id => `0 ${id} live`))
  })

  test('one node after the other, the first at once', () => {
    expect(asked([node('departmentHead'), node('role', { role: 'finance', mode: 'all' })])).toEqual([
      '0 max live',
      '1 fay waiting',
      '1 gil waiting',
    ])
  })

  test('with nobody at all it cannot be asked', () => {
    const alone = planSteps([node('role', { role: 'finance' })], [member('olivia', 'owner')], {
      ...ann,
      userId: 'olivia',
    })
    expect(alone.reasons).toEqual([{ key: 'approval.nobody', values: { node: 1, role: 'finance' } }])
  })
})

describe('after a yes', () => {
  const step = (id: string, at: number, state: StepRow['state']): StepRow => ({ id, node: at, userId: id, state })
  const steps = [step('fay', 0, 'live'), step('gil', 0, 'live'), step('wei', 1, 'waiting')]
  const states = (nodes: ApprovalNode[], from: StepRow[], id: string) => {
    const { steps: after, node: at, isDone } = afterApproval(nodes, from, { node: 0, stepId: id })
    return [after.map(one => one.state), at, isDone]
  }

  test('any: the others are not needed, the next node begins', () => {
    const nodes = [node('role', { role: 'finance' }), node('role', { role: 'warehouse' })]
    expect(states(nodes, steps, 'gil')).toEqual([['skipped', 'approved', 'live'], 1, false])
  })

  test('all: it waits for the others', () => {
    const nodes = [node('role', { role: 'finance', mode: 'all' }), node('role', { role: 'warehouse' })]
    expect(states(nodes, steps, 'gil')).toEqual([['live', 'approved', 'waiting'], 0, false])
    const second = [step('fay', 0, 'live'), step('gil', 0, 'approved'), step('wei', 1, 'waiting')]
    expect(states(nodes, second, 'fay')).toEqual([['approved', 'approved', 'live'], 1, false])
  })

  test('the last one is the end', () => {
    expect(states([node('role', { role: 'finance' })], steps.slice(0, 2), 'fay')).toEqual([
      ['approved', 'skipped'],
      0,
      true,
    ])
  })
})

test('a policy says whom it means', () => {
  const known = { members, fields: ['ownerId'], facts: [] }
  const wrong = [node('role'), node('person', { userId: 'gone' }), node('field'), node('field', { field: 'name' })]
  expect(policyProblems(wrong, known).map(one => `${one.path} ${one.key}`)).toEqual([
    'nodes.0 approval.needsRole',
    'nodes.1 approval.unknownPerson',
    'nodes.2 approval.needsField',
    'nodes.3 approval.needsField',
  ])
  const right = [node('field', { field: 'ownerId' }), node('departmentHead'), node('requesterManager')]
  expect(policyProblems(right, known)).toEqual([])
})

describe('conditions', () => {
  const facts: SubjectFact[] = [
    { key: 'belowFloor', kind: 'yesNo' },
    { key: 'marginPercent', kind: 'percent', needs: 'product.cost' },
    { key: 'amount', kind: 'money', field: 'gross' },
  ]
  const head = node('departmentHead', { when: [{ fact: 'belowFloor', op: 'is' }] })
  const boss = node('role', {
    role: 'owner',
    when: [
      { fact: 'marginPercent', op: 'lt', value: '20' },
      { fact: 'amount', op: 'gte', value: '100000' },
    ],
  })
  const asked = (values: FactValues) => {
    const found = askedNodes([head, boss], facts, values)
    return [found.nodes, found.why.map(one => one.key)]
  }

  test('a node is asked if any of its conditions holds; one without conditions always', () => {
    expect(asked({ belowFloor: true, marginPercent: '25', amount: '1' })).toEqual([
      [head],
      ['approval.because.belowFloor'],
    ])
    expect(asked({ belowFloor: false, marginPercent: '19.99', amount: '100000' })).toEqual([
      [boss],
      ['approval.because.marginPercent', 'approval.because.amount'],
    ])
    expect(asked({ belowFloor: false, marginPercent: '20', amount: '99999.99' })).toEqual([[], []])
    expect(askedNodes([node('departmentHead')], [], {}).nodes).toHaveLength(1)
  })

  test('what the record does not say asks nobody', () => {
    expect(asked({ belowFloor: null, marginPercent: null })).toEqual([[], []])
  })

  test('figures without a right to them are a bare sentence', () => {
    const { why } = askedNodes([boss], facts, { marginPercent: '12', amount: '200000' })
    expect(saidTo(why, () => true)[0]).toEqual({
      key: 'approval.because.marginPercent',
      values: { op: '<', limit: '20', value: '12' },
    })
    expect(saidTo(why, one => !one.needs)).toEqual([
      { key: 'approval.fact.marginPercent' },
      { key: 'approval.because.amount', values: { op: '≥', limit: '100,000', value: '200,000' } },
    ])
  })

  test('a condition asks what the record tells, with a value where one is needed', () => {
    const wrong = node('departmentHead', {
      when: [
        { fact: 'weather', op: 'is' },
        { fact: 'belowFloor', op: 'gt', value: '1' },
        { fact: 'amount', op: 'gt' },
      ],
    })
    const known = { members, fields: [], facts }
    expect(policyProblems([wrong], known).map(one => one.path)).toEqual([
      'nodes.0.when.0',
      'nodes.0.when.1',
      'nodes.0.when.2',
    ])
    expect(policyProblems([head, boss], known)).toEqual([])
  })
})
