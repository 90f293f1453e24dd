import { expect, test } from 'vitest'
import { judge } from '#kernel/flow.ts'
import { userFlow } from './people.flow.ts'

const facts = (
  roles: readonly ('owner' | 'sales')[],
  otherOwners: number,
  state: 'active' | 'inactive' = 'active',
) => ({
  roles,
  otherOwners,
  state,
})
const may = () => true

test('only the last owner is held', () => {
  expect(judge(userFlow, 'deactivate', facts(['owner'], 0), may)).toEqual({
    ok: false,
    reasons: [{ key: 'people.lastOwner' }],
  })
  for (const one of [facts(['owner'], 1), facts(['sales'], 0)])
    expect(judge(userFlow, 'deactivate', one, may)).toMatchObject({ ok: true, to: 'inactive' })
  expect(judge(userFlow, 'reactivate', facts(['owner'], 0, 'inactive'), may)).toMatchObject({ ok: true, to: 'active' })
})
