import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, type, windowOf } from '#test/page.tsx'
import { calendarText } from '../calendar.text.ts'
import { CalendarPage } from './CalendarPage.tsx'

const year = new Date().getFullYear()
const calendar = {
  hours: [{ from: '09:00', to: '18:00' }],
  days: [],
  published: [{ date: `${year}-10-01`, kind: 'off', name: { en: 'National Day', zh: '国庆节' } }],
  isPublished: true,
}
const day = (body: HTMLElement, date: string) => body.querySelector(`button[aria-label*="${date}"]`)

test.each([390, 1440])('at %i px a day is turned, named and saved; a second press takes it back', async width => {
  windowOf(width)
  const asked = answers({ 'GET /work-calendar': () => calendar, 'PUT /work-calendar': () => calendar })
  const { body } = await draw(<CalendarPage />, { texts: calendarText })
  expect(button(body, 'Save').hasAttribute('disabled')).toBe(true)
  await press(day(body, `${year}-10-01`))
  await press(day(body, `${year}-10-02`))
  await press(day(body, `${year}-10-02`))
  await type(body.querySelector(`input[aria-label="Name of ${year}-10-01"]`), 'Stocktaking')
  await press(button(body, 'Save'))
  const put = asked.find(one => one.route === 'PUT /work-calendar')
  expect(put?.body).toEqual({
    hours: calendar.hours,
    days: [{ date: `${year}-10-01`, kind: 'work', name: 'Stocktaking' }],
  })
  expect(button(body, 'Save').hasAttribute('disabled')).toBe(true)
})

test('a year nobody has published yet says so, and a refusal stands above the months', async () => {
  const asked = answers({
    'GET /work-calendar': () => ({ ...calendar, published: [], isPublished: false }),
    'PUT /work-calendar': () => {
      throw { status: 422, body: { reasons: [{ key: 'calendar.hoursOverlap', path: 'hours.1' }] } }
    },
  })
  const { body } = await draw(<CalendarPage />, { texts: calendarText })
  expect(body.querySelector('.calwarn')).not.toBeNull()
  await press(button(body, 'Add hours'))
  await press(button(body, 'Save'))
  expect(asked.some(one => one.route === 'PUT /work-calendar')).toBe(true)
  expect(body.querySelector('.reasons')).not.toBeNull()
})
