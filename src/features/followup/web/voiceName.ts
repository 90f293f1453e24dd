import { systemClock } from '#kernel/clock.ts'
import { dateFormat } from '#ui/day.ts'
import type { useText } from '#ui/useText.tsx'
import type { attachText } from '../attach.text.ts'
import type { Voice } from './useVoice.ts'

type Said = {
  readonly t: ReturnType<typeof useText<typeof attachText>>
  readonly locale: string
  readonly zone: string | undefined
}

/** A voice note is called by when it was spoken and how long it is. */
export function voiceName({ ending, seconds }: Voice, { t, locale, zone }: Said): string {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(zone && { timeZone: zone }) } as const
  const time = `${dateFormat(locale, clock).format(systemClock.now()).replace(':', '.')} (${seconds} s)`
  return `${t('attach.voiceName', { time })}.${ending}`
}
