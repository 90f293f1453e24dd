import type { OrgFacts, Role } from '#kernel/access.ts'
import type { StepRule } from './secondStep.schema.ts'

type Kept = StepRule & { readonly since: string }

const day = 24 * 3600_000
export const keptRule = ({ settings }: Pick<OrgFacts, 'settings'>): Kept | undefined =>
  settings.secondStep as Kept | undefined // written below, in this shape

export function stepRuleOf(org: Pick<OrgFacts, 'settings'>): StepRule {
  const { roles = [], graceDays = 7 } = keptRule(org) ?? {}
  return { roles: [...roles], graceDays }
}

/** Until when somebody of these roles may work without; undefined where nothing asks for it. Joined late, they wait as long. */
export function stepDue(org: Pick<OrgFacts, 'settings'>, roles: readonly Role[], joined: string): number | undefined {
  const rule = keptRule(org)
  if (!rule?.roles.some(role => roles.includes(role))) return undefined
  return Math.max(Date.parse(rule.since), Date.parse(joined)) + rule.graceDays * day
}
