// What the rules look at, read together: the rules with their conditions, and everybody who may be given a lead.
import { today } from '#kernel/clock.ts'
import { type Condition, evaluate } from '#kernel/condition.ts'
import type { Db } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { liesIn, regionName } from '#kernel/regionRead.ts'
import { type Entity, fieldOf, resolveEntity } from '#meta/entity.ts'
import { readFilter } from '#meta/filter.ts'
import { compareAs } from '#meta/kinds/kinds.ts'
import { selectCustomFields } from '#meta/server/fieldsSql.ts'
import { sourceOf } from '#meta/server/sources.ts'
import { type Bench, isAway, type LeadLike, type RuleNow, type Seat } from '../assignment.rules.ts'
import type { Candidate, RuleInput } from '../assignment.schema.ts'
import { type OrgRow, type PersonRow, selectPeople } from './assignment.sql.ts'
import type { RuleRow } from './assignment.table.ts'

export type Standing = Pick<RuleInput, 'name' | 'active' | 'condition' | 'method' | 'maxOpen'> &
  Pick<RuleRow, 'id' | 'people' | 'places' | 'deptIds' | 'lastUserId' | 'turns'>

export async function leadEntityNow(db: Db): Promise<Entity> {
  const own = (await selectCustomFields(db)).get('lead') ?? []
  return resolveEntity(sourceOf('lead').entity, own)
}

/** Asks of no person: `me` in a rule would mean nobody. */
const nobody = '00000000-0000-0000-0000-000000000000'

export function conditionOf(db: Db, zone: string, entity: Entity, text: string | null): Condition | undefined {
  const reader = { now: db.now, zone, userId: nobody, deptIds: [], sees: () => true }
  return readFilter(text ?? undefined, entity, reader)
}

export async function benchOf(db: Db, org: OrgRow, rules: readonly Standing[]): Promise<Bench> {
  const [entity, known] = await Promise.all([leadEntityNow(db), selectPeople(db)])
  const day = today(db.database.clock, org.zone)
  const seats = new Map(known.map(one => [one.id, seatOf(one, day)]))
  const now = rules.filter(rule => rule.active).map(rule => ruleNow(db, org.zone, entity, rule, known))
  return { rules: now, seats, liesIn }
}

const seatOf = ({ id, name, deptId, active, open, cap, ...away }: PersonRow, day: string): Seat => ({
  id,
  name,
  deptId,
  active,
  away: isAway(away, day),
  open,
  cap,
})

function ruleNow(
  db: Db,
  zone: string,
  entity: Entity,
  ...[rule, people]: readonly [Standing, readonly PersonRow[]]
): RuleNow {
  const { id, name, method, maxOpen, lastUserId, turns } = rule
  const places = placesOf(rule)
  return {
    ...{ id, name, method, places, maxOpen, lastUserId, turns },
    candidates: candidatesOf(rule, people),
    fits: fitsOf(db, zone, entity, rule.condition),
  }
}

/** Regions by their full names: the closest one is the longest. */
export const placesOf = ({ method, places }: Pick<Standing, 'method' | 'places'>): Standing['places'] =>
  method === 'region' ? places.map(one => ({ ...one, value: regionName(one.value) })) : places

/** What asks of a field that is gone by now fits no lead. */
function fitsOf(db: Db, zone: string, entity: Entity, text: string | null): (lead: LeadLike) => boolean {
  try {
    const condition = conditionOf(db, zone, entity, text)
    return lead => condition === undefined || evaluate(condition, readerOf(entity, lead))
  } catch (error) {
    if (error instanceof Refusal) return () => false
    throw error
  }
}

const readerOf = (entity: Entity, lead: LeadLike) => (key: string) => {
  const field = fieldOf(entity, key)
  const custom: Readonly<Record<string, unknown>> = Object(lead.custom)
  const built: Readonly<Record<string, unknown>> = { ...lead }
  return { value: field?.custom ? custom[key] : built[key], as: compareAs(field?.kind ?? 'text') }
}

/** Who is named, in order and with their weights, then the other salespeople of the departments by name. */
function candidatesOf({ people: named, deptIds }: Standing, people: readonly PersonRow[]): RuleNow['candidates'] {
  const within = people.filter(one => one.active && one.sells && one.branch.some(dept => deptIds.includes(dept)))
  const all = [...named, ...within.map(one => ({ userId: one.id, weight: 1 }))]
  const known = new Set<string>()
  return all.filter(({ userId }) => !known.has(userId) && known.add(userId))
}

export async function listCandidates(db: Db, zone: string): Promise<Candidate[]> {
  const day = today(db.database.clock, zone)
  return (await selectPeople(db))
    .filter(one => one.active)
    .map(({ id, branch: _, ...one }) => ({ userId: id, ...one, away: isAway(one, day) }))
}
