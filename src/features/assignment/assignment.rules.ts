// Who gets a lead: one pure function for the run and for trying out. A turn changes the bench, so that the next lead
// is judged by what has been given before it.

import { fold } from '#kernel/keys.ts'
import type { GivenFacts, SkipReason } from '#meta/given.ts'
import { isPlaced, type Placed, type Rule } from './assignment.schema.ts'

export type Seat = {
  readonly id: string
  readonly name: string
  readonly deptId: string | null
  readonly active: boolean
  readonly away: boolean
  readonly open: number
  readonly cap: number | null
}
export type Registered = NonNullable<GivenFacts['over']>[number] & { readonly ownerId: string }
/** A whole lead; the rules' conditions may ask of more than is named here. */
export type LeadLike = { readonly [field in Placed]: string | null } & {
  readonly custom: unknown
  /** Who has it registered, where the company gives it to nobody else. */
  readonly registeredBy?: readonly string[] | undefined
  /** Who has it registered at all: it may be given over them. */
  readonly registrations?: readonly Registered[] | undefined
}
export type Bench = {
  readonly rules: readonly RuleNow[]
  readonly seats: ReadonlyMap<string, Seat>
  /** Regions are a table that only the server has. */
  readonly liesIn: (place: string, region: string) => boolean
}
export type RuleNow = Pick<Rule, 'id' | 'name' | 'method' | 'places' | 'maxOpen'> & {
  readonly fits: (lead: LeadLike) => boolean
  /** In order; each once. */
  readonly candidates: readonly { readonly userId: string; readonly weight: number }[]
  readonly lastUserId: string | null
  readonly turns: Readonly<Record<string, number>>
}
export type Decision = {
  readonly to: Pick<Seat, 'id' | 'name' | 'deptId'> | null
  readonly ruleId: string | null
  readonly facts: GivenFacts
}

type Turn = { readonly decision: Decision; readonly bench: Bench }

/** The first rule that fits and finds somebody; `except` have had it already. */
export function decide(bench: Bench, lead: LeadLike, except: ReadonlySet<string> = new Set()): Turn {
  const passed: string[] = []
  let last: Looked | undefined
  for (const rule of bench.rules) {
    if (!rule.fits(lead)) continue
    const looked = look(rule, lead, bench, except)
    const chosen = looked.fit.length > 0 ? choose(rule, looked.fit, bench.seats) : undefined
    if (chosen) return taken(bench, rule, { ...chosen, looked, passed, over: overIn(lead, chosen.userId) })
    passed.push(rule.name)
    last = looked
  }
  const facts = { rule: '', method: '', skipped: last?.skipped ?? [], passed }
  return { decision: { to: null, ruleId: null, facts }, bench }
}

/** Theirs it is by registration, and somebody else gets it all the same. */
const overIn = ({ registrations = [] }: LeadLike, userId: string): NonNullable<GivenFacts['over']> =>
  registrations.filter(one => one.ownerId !== userId).map(({ name, line, until }) => ({ name, line, until }))

type Chosen = { readonly userId: string; readonly turns: RuleNow['turns'] }
type Taken = Chosen & { readonly looked: Looked; readonly passed: readonly string[] } & Pick<GivenFacts, 'over'>

function taken(bench: Bench, rule: RuleNow, { userId, turns, looked, passed, over = [] }: Taken): Turn {
  const seat = bench.seats.get(userId)
  if (!seat) throw new Error('nobody sits there')
  const seats = new Map(bench.seats).set(userId, { ...seat, open: seat.open + 1 })
  const rules = bench.rules.map(one => (one.id === rule.id ? { ...one, lastUserId: userId, turns } : one))
  const facts = {
    rule: rule.name,
    method: rule.method,
    skipped: looked.skipped,
    passed: [...passed],
    ...(over.length > 0 && { over }),
  }
  return { decision: { to: seat, ruleId: rule.id, facts }, bench: { ...bench, rules, seats } }
}

type Looked = { readonly fit: RuleNow['candidates']; readonly skipped: GivenFacts['skipped'] }

function look(
  rule: RuleNow,
  lead: LeadLike,
  ...[{ seats, liesIn }, except]: readonly [Bench, ReadonlySet<string>]
): Looked {
  const fit: { userId: string; weight: number }[] = []
  const skipped: GivenFacts['skipped'] = []
  for (const one of isPlaced(rule.method) ? placedFor(rule, lead[rule.method], liesIn) : rule.candidates) {
    const seat = seats.get(one.userId)
    const isTheirs = (lead.registeredBy ?? []).every(userId => userId === one.userId)
    const why = !seat ? 'inactive' : isTheirs ? whyNot(rule, seat, except) : 'registered'
    if (why) skipped.push({ userId: one.userId, name: seat?.name ?? '', why })
    else fit.push(one)
  }
  return { fit, skipped }
}

function whyNot({ maxOpen }: Pick<Rule, 'maxOpen'>, seat: Seat, except: ReadonlySet<string>): SkipReason | undefined {
  if (except.has(seat.id)) return 'had'
  if (!seat.active) return 'inactive'
  if (seat.away) return 'away'
  const most = Math.min(maxOpen ?? Infinity, seat.cap ?? Infinity)
  return seat.open >= most ? 'full' : undefined
}

/** The closest region that the lead lies in; a source or a product line is named whole. */
function placedFor({ method, places }: RuleNow, have: string | null, liesIn: Bench['liesIn']): RuleNow['candidates'] {
  if (!have?.trim()) return []
  const said = fold(have)
  const fits = (value: string) => (method === 'region' ? liesIn(have, value) : said === fold(value))
  const found = places.filter(({ value }) => fits(value))
  const longest = Math.max(0, ...found.map(({ value }) => fold(value).length))
  const whose = found.filter(({ value }) => fold(value).length === longest).map(one => one.userId)
  return [...new Set(whose)].map(userId => ({ userId, weight: 1 }))
}

function choose(rule: RuleNow, fit: RuleNow['candidates'], seats: Bench['seats']): Chosen | undefined {
  if (rule.method === 'weighted') return byWeight(rule, fit)
  const turn = inTurn(rule, fit)
  const [first] = turn
  if (!first) return undefined
  if (rule.method === 'roundRobin') return { userId: first.userId, turns: rule.turns }
  const open = (userId: string) => seats.get(userId)?.open ?? 0
  const least = turn.reduce((a, b) => (open(b.userId) < open(a.userId) ? b : a), first)
  return { userId: least.userId, turns: rule.turns }
}

/** Whoever comes after the last one begins; the last one is passed over like anybody who is away. */
function inTurn({ candidates, lastUserId }: RuleNow, fit: RuleNow['candidates']): RuleNow['candidates'] {
  const last = candidates.findIndex(one => one.userId === lastUserId)
  const at = (userId: string) => candidates.findIndex(one => one.userId === userId)
  const after = fit.filter(one => at(one.userId) > last)
  return [...after, ...fit.filter(one => at(one.userId) <= last)]
}

/** Smooth weighted turns: over as many leads as the weights come to, each gets exactly theirs, well mixed. */
function byWeight({ turns }: RuleNow, fit: RuleNow['candidates']): Chosen | undefined {
  const total = fit.reduce((sum, one) => sum + one.weight, 0)
  const raised = fit.map(({ userId, weight }) => ({ userId, turn: (turns[userId] ?? 0) + weight }))
  const [first] = raised
  if (!first) return undefined
  const most = raised.reduce((a, b) => (b.turn > a.turn ? b : a), first)
  const next = Object.fromEntries(raised.map(one => [one.userId, one.turn - (one === most ? total : 0)]))
  return { userId: most.userId, turns: { ...turns, ...next } }
}

/** Both days belong to it; without a last one nobody is away. */
export const isAway = (
  { awayFrom, awayUntil }: { readonly awayFrom: string | null; readonly awayUntil: string | null },
  today: string,
): boolean => awayUntil !== null && awayUntil >= today && (awayFrom === null || awayFrom <= today)
