// What a change of the rules comes to: only what differs, rule by rule. Pure.
import { type RuleChange, type RulePart, ruleParts, type SaidRule } from './ruleHistory.schema.ts'

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

export function changedRules(old: readonly SaidRule[], next: readonly SaidRule[]): RuleChange[] {
  const before = new Map(old.map(rule => [rule.id, rule]))
  const kept = new Set(next.map(rule => rule.id))
  return [
    ...next.flatMap(now => {
      const was = before.get(now.id) ?? null
      return was && changedParts({ was, now }).length === 0 ? [] : [{ was, now }]
    }),
    ...old.filter(rule => !kept.has(rule.id)).map(was => ({ was, now: null })),
  ]
}

/** Of a rule that came or went all that it says. */
export function changedParts({ was, now }: RuleChange): RulePart[] {
  if (was && now) return ruleParts.filter(part => !same(was[part], now[part]))
  const whole = was ?? now
  return whole ? ruleParts.filter(part => part !== 'name' && isSaid(whole[part])) : []
}

const isSaid = (value: SaidRule[RulePart]): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null && value !== true
