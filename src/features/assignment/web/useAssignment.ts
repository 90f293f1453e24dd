import { client } from '#kernel/api.ts'
import type { GivenFacts } from '#meta/given.ts'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { assignmentApi } from '../assignment.api.ts'
import { methods } from '../assignment.schema.ts'
import { assignmentText } from '../assignment.text.ts'
import { assignmentPageText } from '../assignmentPage.text.ts'

export const assignmentCalls = client(assignmentApi, send)

/** Working minutes as people say them. */
export function useMinutes(): (minutes: number) => string {
  const t = useText(assignmentPageText)
  return minutes =>
    minutes < 90
      ? t('report.minutes', { n: Math.round(minutes) })
      : t('report.hours', { n: Math.round(minutes / 6) / 10 })
}

/** Why a lead was given, in the reader's language. */
export function useWhy(): (facts: GivenFacts) => string {
  const t = useText(assignmentPageText)
  const say = useText(assignmentText)
  return ({ rule, method, skipped, passed, over = [] }) => {
    const how = methods.find(one => one === method)
    const people = skipped.map(one => `${one.name} (${say(`assignment.why.${one.why}`)})`)
    const holders = over.map(({ line, ...one }) =>
      line ? say('assignment.lineHolder', { ...one, line }) : say('assignment.holder', one),
    )
    return [
      rule && how ? t('given.byRule', { rule, method: say(`assignment.method.${how}`) }) : '',
      !rule && passed.length === 0 ? t('given.noRule') : '',
      passed.length > 0 ? t('given.passed', { rules: passed.join(', ') }) : '',
      people.length > 0 ? t('given.skipped', { people: people.join(', ') }) : '',
      holders.length > 0 ? t('given.over', { people: holders.join(', ') }) : '',
    ]
      .filter(Boolean)
      .join(' · ')
  }
}
