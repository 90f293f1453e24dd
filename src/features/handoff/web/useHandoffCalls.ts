import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { useReason, useText } from '#ui/useText.tsx'
import { handoffApi } from '../handoff.api.ts'
import { handoffText } from '../handoff.text.ts'

export const handoffCalls = client(handoffApi, send)

const dayMinutes = 540

/** Working time in words: a working day has nine hours. `whole`: what runs says full days, a median its tenths. */
export function useWorkTime(): (minutes: number, whole?: boolean) => string {
  const t = useText(handoffText)
  return (minutes, whole = false) => {
    if (minutes < 60) return t('handoff.minutes', { n: minutes })
    if (minutes < dayMinutes) return t('handoff.hours', { n: Math.round(minutes / 60) })
    const days = minutes / dayMinutes
    return t('handoff.days', { n: whole ? Math.floor(days) : Math.round(days * 10) / 10 })
  }
}

/** Whoever holds the ball, in the reader's language. */
export function useHolderName(): (holder: { name: string | null; role: string | null }) => string {
  const t = useText(handoffText)
  const say = useReason()
  return ({ name, role }) => {
    if (name) return name
    return role ? say({ key: `role.${role}` }) : t('handoff.nobody')
  }
}
