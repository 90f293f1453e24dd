import { beforeEach, expect, test } from 'vitest'
import { leadEntity } from '#features/lead/lead.entity.ts'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press } from '#test/page.tsx'
import type { Pool, Simulation } from '../pool.schema.ts'
import { RulesPart } from './RulesPart.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const where = JSON.stringify({ field: 'source', op: 'contains', value: 'Expo' })
const pool: Pool = {
  id: id(1),
  version: 3,
  entity: 'lead',
  name: 'East',
  rules: [{ kind: 'noFollowup', days: 30, where }],
  warnDays: 3,
  holdingCap: null,
  levelCaps: {},
  dailyCap: null,
  cooldownDays: 0,
  waiting: 0,
  members: 2,
  isMember: true,
  isAdmin: true,
}
const would: Simulation = {
  date: '2026-11-26',
  count: 1,
  more: false,
  people: [{ userId: id(2), name: 'Ann', count: 1 }],
  items: [
    {
      ...{ id: id(3), number: 'XS1', title: 'Li', ownerId: id(2), ownerName: 'Ann', level: null },
      ...{ since: '2026-10-01T00:00:00Z', days: 56, dueOn: '2026-10-31', rule: { kind: 'noFollowup', days: 30 } },
    },
  ],
}

let asked: Asked[]
beforeEach(() => {
  asked = answers({
    'GET /entities': () => ({ items: [leadEntity] }),
    [`POST /pools/${pool.id}/preview`]: () => would,
    [`PATCH /pools/${pool.id}`]: () => pool,
  })
})

test('a rule shows which records it asks of; without its condition it asks of all, and that is what is tried and kept', async () => {
  const { body } = await draw(<RulesPart pool={pool} />)
  expect(body.textContent).toContain('Only where')
  expect(body.textContent).toContain('Source contains Expo')
  await press(button(body, 'What would move?'))
  expect(asked.at(-1)?.body).toMatchObject({ rules: [{ kind: 'noFollowup', days: 30, where }] })
  expect(body.textContent).toContain('1 record of 1 person would have moved.')
  await press(body.querySelector('.pool-rule .chip .off'))
  expect(body.textContent).not.toContain('Source contains Expo')
  await press(button(body, 'What would move?'))
  expect(asked.at(-1)?.body).toMatchObject({ rules: [{ kind: 'noFollowup', days: 30, where: null }] })
  await press(button(body, 'Keep these rules'))
  expect(asked.find(one => one.route.startsWith('PATCH'))?.body).toMatchObject({ version: 3, rules: [{ where: null }] })
})
