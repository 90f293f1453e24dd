// The history of the rules: kept as people read it, so that it stays readable when somebody or something is renamed.

import { Type } from 'typebox'
import { shape } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { accept } from '#kernel/validate.ts'
import { changedRules } from '../ruleHistory.rules.ts'
import { type RuleChange, type RulesEntry, SaidRule, switchParts } from '../ruleHistory.schema.ts'
import { type RulesEvent, selectDepartmentNames, selectPeople, selectRulesEvents } from './assignment.sql.ts'
import type { RuleRow } from './assignment.table.ts'

/** Both sides of a change of rules, with names for ids. */
export async function saidRules(
  db: Db,
  old: readonly RuleRow[],
  next: readonly RuleRow[],
): Promise<{ before: SaidRule[]; after: SaidRule[] }> {
  const ids = [...new Set([...old, ...next].flatMap(rule => rule.deptIds))]
  const [people, depts] = await Promise.all([selectPeople(db), selectDepartmentNames(db, ids)])
  const names = new Map([...people, ...depts].map(one => [one.id, one.name]))
  const say = (rule: RuleRow) => saidRule(rule, names)
  const changed = changedRules(old.map(say), next.map(say))
  return {
    before: changed.flatMap(({ was }) => was ?? []),
    after: changed.flatMap(({ now }) => now ?? []),
  }
}

function saidRule(rule: RuleRow, names: ReadonlyMap<string, string>): SaidRule {
  const { id, name, active, condition, method, maxOpen } = rule
  const nameOf = (one: string) => names.get(one) ?? '?'
  return {
    ...{ id, name, active, condition, method, maxOpen },
    people: rule.people.map(({ userId, weight }) => ({ name: nameOf(userId), weight })),
    departments: rule.deptIds.map(nameOf),
    places: rule.places.map(({ value, userId }) => ({ value, name: nameOf(userId) })),
  }
}

/** The newest fifty changes. */
export async function rulesHistory(db: Db): Promise<RulesEntry[]> {
  return (await selectRulesEvents(db, 50)).map(entryOf)
}

function entryOf({ id, at, byName, before, after }: RulesEvent): RulesEntry {
  const [was, now] = [before ?? {}, after ?? {}]
  const switches = switchParts.flatMap(part => {
    const [old, next] = [worded(was[part]), worded(now[part])]
    return old === next ? [] : [{ part, was: old, now: next }]
  })
  return { id, at, byName, switches, rules: ruleChanges(was.rules, now.rules) }
}

const worded = (value: unknown): string | boolean | null =>
  typeof value === 'string' || typeof value === 'boolean' ? value : null

const Kept = shape({ rules: Type.Array(SaidRule) })
/** What was kept before rules were told apart is a line of names: nothing to compare. */
function ruleChanges(was: unknown, now: unknown): RuleChange[] {
  const read = (rules: unknown): SaidRule[] => (Array.isArray(rules) ? accept(Kept, { rules }).rules : [])
  return changedRules(read(was), read(now))
}
