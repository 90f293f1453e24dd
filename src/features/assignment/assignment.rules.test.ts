import { describe, expect, test } from 'vitest'
import { type Bench, decide, isAway, type LeadLike, type RuleNow, type Seat } from './assignment.rules.ts'

const seat = (id: string, more: Partial<Seat> = {}): Seat => ({
  id,
  name: id.toUpperCase(),
  deptId: null,
  active: true,
  away: false,
  open: 0,
  cap: null,
  ...more,
})
const rule = (more: Partial<RuleNow> = {}): RuleNow => ({
  id: 'r',
  name: 'East',
  method: 'roundRobin',
  candidates: ['a', 'b', 'c'].map(userId => ({ userId, weight: 1 })),
  places: [],
  maxOpen: null,
  lastUserId: null,
  turns: {},
  fits: () => true,
  ...more,
})
const bench = (rules: readonly RuleNow[], seats: readonly Seat[] = [seat('a'), seat('b'), seat('c')]): Bench => ({
  rules,
  seats: new Map(seats.map(one => [one.id, one])),
  liesIn: (place, region) => place.includes(region),
})
const lead: LeadLike = { region: null, productLine: null, source: null, custom: {} }

function many(start: Bench, count: number, one: LeadLike = lead): (string | null)[] {
  let now = start
  return Array.from({ length: count }, () => {
    const turn = decide(now, one)
    now = turn.bench
    return turn.decision.to?.id ?? null
  })
}
const tally = (got: readonly (string | null)[]) =>
  Object.fromEntries([...Map.groupBy(got, id => String(id))].map(([id, all]) => [id, all.length]))

describe('in turn', () => {
  test('one after the other, on from whoever was last', () => {
    expect(many(bench([rule()]), 4)).toEqual(['a', 'b', 'c', 'a'])
    expect(many(bench([rule({ lastUserId: 'b' })]), 2)).toEqual(['c', 'a'])
    expect(many(bench([rule({ lastUserId: 'gone' })]), 1)).toEqual(['a'])
  })

  test('whoever is away, full, deactivated or had it is passed over, and it is said', () => {
    const seats = [seat('a', { away: true }), seat('b', { open: 3, cap: 3 }), seat('c')]
    const { decision } = decide(bench([rule()], seats), lead)
    expect(decision.to?.id).toBe('c')
    expect(decision.facts.skipped).toEqual([
      { userId: 'a', name: 'A', why: 'away' },
      { userId: 'b', name: 'B', why: 'full' },
    ])
    const off = decide(bench([rule()], [seat('a', { active: false }), seat('b'), seat('c')]), lead, new Set(['b']))
    expect(off.decision.to?.id).toBe('c')
    expect(off.decision.facts.skipped.map(one => one.why)).toEqual(['inactive', 'had'])
  })
})

test('by weight each gets exactly theirs over a whole round, and nobody theirs all at once', () => {
  const weights = { a: 5, b: 1, c: 2 }
  const candidates = Object.entries(weights).map(([userId, weight]) => ({ userId, weight }))
  const got = many(bench([rule({ method: 'weighted', candidates })]), 80)
  expect(tally(got)).toEqual({ a: 50, b: 10, c: 20 })
  for (let at = 0; at < 80; at += 8) expect(tally(got.slice(at, at + 8))).toEqual(weights)
  expect(got.slice(0, 8).join('')).not.toBe('aaaaabcc')
})

test('the fewest first, counting what was just given; the cap of the rule and of the pools both hold', () => {
  const seats = [seat('a', { open: 2 }), seat('b'), seat('c', { open: 1, cap: 2 })]
  expect(tally(many(bench([rule({ method: 'leastLoaded' })], seats), 5))).toEqual({ a: 1, b: 3, c: 1 })
  expect(tally(many(bench([rule({ method: 'leastLoaded', maxOpen: 2 })], seats), 5))).toEqual({ b: 2, c: 1, null: 2 })
})

test('a region goes to whose it is, the closest one named; a source is named whole', () => {
  const places = [
    { value: '浙江', userId: 'a' },
    { value: '浙江省杭州市', userId: 'b' },
  ]
  const by = (region: string | null) => many(bench([rule({ method: 'region', places })]), 1, { ...lead, region })[0]
  expect(['浙江省宁波市', '浙江省杭州市余杭区', '江苏省', ' ', null].map(by)).toEqual(['a', 'b', null, null, null])
  const expo = rule({ method: 'source', places: [{ value: 'Expo', userId: 'c' }] })
  const from = (source: string) => many(bench([expo]), 1, { ...lead, source })[0]
  expect([from('ＥＸＰＯ'), from('Expo 2026')]).toEqual(['c', null])
})

test('a rule that finds nobody passes it on, and says so', () => {
  const first = rule({ id: '1', name: 'First', candidates: [{ userId: 'a', weight: 1 }] })
  const second = rule({ id: '2', name: 'Second', candidates: [{ userId: 'b', weight: 1 }] })
  const other = rule({ id: '0', name: 'Other', fits: () => false })
  const seats = [seat('a', { away: true }), seat('b')]
  const { decision } = decide(bench([other, first, second], seats), lead)
  expect(decision).toMatchObject({ to: { id: 'b' }, ruleId: '2', facts: { rule: 'Second', passed: ['First'] } })
  const none = decide(bench([first], seats), lead).decision
  expect(none).toMatchObject({ to: null, ruleId: null, facts: { rule: '', passed: ['First'] } })
})

test('the first and the last day of an absence belong to it', () => {
  const trip = { awayFrom: '2026-12-01', awayUntil: '2026-12-03' }
  expect(['2026-11-30', '2026-12-01', '2026-12-03', '2026-12-04'].map(day => isAway(trip, day))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(isAway({ awayFrom: null, awayUntil: '2026-12-03' }, '2020-01-01')).toBe(true)
  expect(isAway({ awayFrom: '2020-01-01', awayUntil: null }, '2026-12-01')).toBe(false)
})
