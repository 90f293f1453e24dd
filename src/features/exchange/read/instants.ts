// A date with a time of day. Without a zone of its own it is the organisation's.
import { dayOf, instantOf } from '#kernel/clock.ts'
import type { Parsed } from '../exchange.schema.ts'
import { clean, type DateRule, parseDate } from './dates.ts'
import { shown } from './numbers.ts'

export type InstantRule = DateRule & { readonly zone: string }
type Clock = {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly milli: number
  readonly offset: number | undefined
}

/** `2024-07-31T16:07:55.102Z`, `2026-11-25 10:30:00 +0800`, `2026/11/25 下午 3:30`, 45384.34789, or the date alone. */
export function parseInstant(cell: string, rule: InstantRule): Parsed<string> {
  const split = splitTime(clean(cell))
  const day = parseDate(split.day, rule)
  if (!day.ok) return { ok: false, reason: { ...day.reason, values: { cell: shown(cell) } } }
  if (split.time === undefined) return { ok: false, reason: { key: 'exchange.timeNot', values: { cell: shown(cell) } } }
  return { ok: true, value: at(day.value, split.time, rule.zone) }
}

/** A date field takes the day of a date with a time; with a zone written, the day it is in the organisation's zone. */
export function parseDay(cell: string, rule: InstantRule): Parsed<string> {
  const split = splitTime(clean(cell))
  if (split.time?.offset === undefined) return parseDate(split.time === undefined ? cell : split.day, rule)
  const instant = parseInstant(cell, rule)
  return instant.ok ? { ok: true, value: dayOf(new Date(instant.value), rule.zone) } : instant
}

const midnight: Clock = { hour: 0, minute: 0, second: 0, milli: 0, offset: undefined }
const timeOf =
  /(?:T| |(?<=[日号]))(上午|下午|[ap]\.?m\.? )?\s?(\d{1,2})[:时](\d{2})分?(?::?(\d{2})秒?(?:\.(\d{1,9}))?)?\s?([ap]\.?m\.?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i

function splitTime(text: string): { day: string; time: Clock | undefined } {
  const fraction = /^\d{5}(\.\d+)$/.exec(text)?.[1]
  if (fraction !== undefined) return { day: text.slice(0, 5), time: ofFraction(Number(fraction)) }
  const found = timeOf.exec(text)
  return found === null
    ? { day: text, time: midnight }
    : { day: text.slice(0, found.index).trim(), time: clockOf(found) }
}

/** Excel keeps the time as a share of the day; whole seconds are all it means. */
function ofFraction(share: number): Clock {
  const seconds = Math.min(Math.round(share * 86_400), 86_399)
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    milli: 0,
    offset: undefined,
  }
}

function clockOf([, front, hours, minutes, seconds, fraction, behind, zone]: RegExpExecArray): Clock | undefined {
  const half = (front ?? behind)?.toLowerCase()
  const written = Number(hours)
  const late = half === '下午' || half?.startsWith('p') === true
  if (half !== undefined && (written > 12 || written === 0) && !(half === '下午' && written > 12)) return undefined
  const hour = half === undefined || written > 12 ? written : (written % 12) + (late ? 12 : 0)
  const time = {
    hour,
    minute: Number(minutes),
    second: Number(seconds ?? 0),
    milli: Number((fraction ?? '0').slice(0, 3).padEnd(3, '0')),
  }
  return hour > 23 || time.minute > 59 || time.second > 59 ? undefined : { ...time, offset: offsetOf(zone) }
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  return found === null ? 0 : (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]))
}

function at(day: string, time: Clock, zone: string): string {
  const wall = `${two(time.hour)}:${two(time.minute)}:${two(time.second)}`
  const instant =
    time.offset === undefined
      ? instantOf(day, wall, zone)
      : new Date(Date.parse(`${day}T${wall}Z`) - time.offset * 60_000)
  return new Date(instant.getTime() + time.milli).toISOString()
}

const two = (part: number): string => String(part).padStart(2, '0')
