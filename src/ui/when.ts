// Words for a time, pure: the clock, zone and sentences come from outside.

import { dateFormat, dayOf, shortDay, withZone } from './day.ts'
import type { uiText } from './ui.text.ts'
import type { Say } from './useText.tsx'

type Words = Say<typeof uiText>

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

export function relative(at: Date, now: Date, where: { locale: string; zone: string | undefined }, t: Words): string {
  const { locale, zone } = where
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000)
  const size = Math.abs(seconds)
  if (size < 60) return t('when.now')
  const words = relativeFormat(locale)
  if (size < 3600) return words.format(Math.trunc(seconds / 60), 'minute')
  const time = dateFormat(locale, { ...withZone(zone), hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  )
  const days = daysBetween(dayOf(now, zone), dayOf(at, zone))
  if (days === 0) return time
  if (days === -1) return t('when.yesterday', { time })
  return shortDay(dayOf(at, zone), dayOf(now, zone), locale)
}

export const exact = (at: Date, locale: string, zone: string | undefined): string =>
  dateFormat(locale, { ...withZone(zone), dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }).format(at)

/** `1 d left`, `3 d late`: what a running clock says. */
export function timeLeft(due: Date, now: Date, t: Words): { text: string; late: boolean } {
  const minutes = Math.round((due.getTime() - now.getTime()) / 60_000)
  const span = spanOf(minutes, t)
  return minutes < 0 ? { text: t('when.late', { span }), late: true } : { text: t('when.left', { span }), late: false }
}

function spanOf(minutes: number, t: Words): string {
  const size = Math.abs(minutes)
  if (size >= 2880) return t('when.days', { n: Math.floor(size / 1440) })
  return size >= 60 ? t('when.hours', { n: Math.floor(size / 60) }) : t('when.minutes', { n: size })
}

/** `3 d`: how long something has been so. */
export const lasting = (since: Date, now: Date, t: Words): string =>
  spanOf(Math.max(0, Math.round((now.getTime() - since.getTime()) / 60_000)), t)

/** Full days since; never less than none, for this machine's clock may be behind the server's. */
export const daysSince = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000))

const relatives = new Map<string, Intl.RelativeTimeFormat>()

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  const found = relatives.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' })
  relatives.set(locale, found)
  return found
}
