// A calendar as other programs read it: iCalendar, RFC 5545.
import type { Day } from './clock.ts'

export type IcsEvent = {
  /** Stays the same when the event moves: it is how a program knows it again. */
  readonly uid: string
  readonly summary: string
  readonly note: string | null
  /** An instant, or null for the whole day. */
  readonly at: string | null
  readonly day: Day
}

type IcsCalendar = { readonly name: string; readonly now: string; readonly events: readonly IcsEvent[] }

export function icsOf({ name, now, events }: IcsCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Baton//Baton//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap(event => linesOf(event, now)),
    'END:VCALENDAR',
  ]
  return lines.map(line => `${folded(line)}\r\n`).join('')
}

function linesOf({ uid, summary, note, at, day }: IcsEvent, now: string): string[] {
  const when = at
    ? [`DTSTART:${utc(at)}`, 'DURATION:PT30M']
    : [`DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`, 'TRANSP:TRANSPARENT']
  const said = note ? [`DESCRIPTION:${escaped(note)}`] : []
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(now)}`,
    ...when,
    `SUMMARY:${escaped(summary)}`,
    ...said,
    'END:VEVENT',
  ]
}

const utc = (at: string): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ')

/** No line is longer than 75 octets, and no character is cut: a line that goes on begins with a space. */
function folded(line: string): string {
  let out = ''
  let used = 0
  for (const character of line) {
    const size = octets(character)
    if (used + size > 75) {
      out += '\r\n '
      used = 1
    }
    out += character
    used += size
  }
  return out
}

function octets(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
