import { expect, test } from 'vitest'
import { icsOf } from './ics.ts'

const event = {
  uid: 'nextStep:1@2',
  summary: 'Falcon · call',
  note: null,
  at: '2026-09-25T16:30:00.000Z',
  day: '2026-09-26',
}
const linesOf = (text: string) => text.split('\r\n')
/** As a reader puts it together again. */
const unfolded = (text: string) => linesOf(text.replaceAll('\r\n ', ''))

test('an instant is written in UTC, a whole day as a date, every line ended by CRLF', () => {
  const text = icsOf({
    name: 'Baton',
    now: '2026-09-24T02:00:00.000Z',
    events: [event, { ...event, uid: 'x', at: null }],
  })
  expect(linesOf(text)).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Baton//Baton//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Baton',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    'BEGIN:VEVENT',
    'UID:nextStep:1@2',
    'DTSTAMP:20260924T020000Z',
    'DTSTART:20260925T163000Z',
    'DURATION:PT30M',
    'SUMMARY:Falcon · call',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:x',
    'DTSTAMP:20260924T020000Z',
    'DTSTART;VALUE=DATE:20260926',
    'TRANSP:TRANSPARENT',
    'SUMMARY:Falcon · call',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

test('what would end a value is escaped: nobody writes an event of their own into it', () => {
  const summary = 'a\\b; c, d\r\nEND:VEVENT\nBEGIN:VEVENT\u0000\ud800'
  const text = icsOf({ name: 'x', now: event.at, events: [{ ...event, summary, note: 'one\rtwo' }] })
  expect(unfolded(text)).toContain('SUMMARY:a\\\\b\\; c\\, d\\nEND:VEVENT\\nBEGIN:VEVENT \ufffd')
  expect(unfolded(text)).toContain('DESCRIPTION:one\\ntwo')
  expect(unfolded(text).filter(line => line === 'END:VEVENT')).toHaveLength(1)
})

test('no line has more than 75 octets, no character is cut, and nothing is lost', () => {
  for (const character of ['x', 'é', '远', '𝄞', '👩‍🔧']) {
    for (let lead = 0; lead < 5; lead++) {
      const summary = 'y'.repeat(lead) + character.repeat(200)
      const text = icsOf({ name: 'n', now: event.at, events: [{ ...event, summary }] })
      const sizes = linesOf(text).map(line => Buffer.byteLength(line))
      expect(Math.max(...sizes)).toBeLessThanOrEqual(75)
      expect(Math.max(...sizes)).toBeGreaterThan(71)
      expect(unfolded(text)).toContain(`SUMMARY:${summary}`)
    }
  }
})
