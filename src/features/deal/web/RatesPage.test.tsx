import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, submit, type, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { rateText } from '../rate.text.ts'
import { RatesPage } from './RatesPage.tsx'

const session = {
  userId: 'u',
  name: 'Gu',
  lang: 'en',
  roles: ['owner'],
  grants: {},
  org: { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const
const rates = [
  { currency: 'USD', onDate: '2999-01-01', rate: '6.5' },
  { currency: 'USD', onDate: '2026-06-01', rate: '7.1' },
  { currency: 'USD', onDate: '2026-01-01', rate: '7.2' },
]
const page = (
  <SessionProvider value={session}>
    <RatesPage />
  </SessionProvider>
)

test.each([390, 1440])(
  'at %i px the rate that holds today is marked; another is put right and taken away',
  async width => {
    windowOf(width)
    const asked = answers({
      'GET /currency-rates': () => ({ items: rates }),
      'PUT /currency-rates': () => ({ items: rates }),
      'DELETE /currency-rates/USD/2026-01-01': () => ({ items: rates.slice(0, 2) }),
    })
    const { body } = await draw(page, { texts: rateText })
    const marked = [...body.querySelectorAll('tr')].map(row => row.textContent?.includes('holds today'))
    expect(marked).toEqual([false, true, false])
    await press(button(body, 'Edit USD of 2026-06-01'))
    await type(document.querySelector('[data-field="rate"] input'), '7.15')
    await submit(document.querySelector('form'))
    const put = asked.find(one => one.route === 'PUT /currency-rates')
    expect(put?.body).toEqual({ currency: 'USD', onDate: '2026-06-01', rate: '7.15' })
    await press(button(body, 'Remove USD of 2026-01-01'))
    expect(body.querySelectorAll('tbody tr')).toHaveLength(2)
  },
)

test('a rate that cannot be taken away stays, and it is said why', async () => {
  answers({ 'GET /currency-rates': () => ({ items: rates }) })
  const { body } = await draw(page, { texts: rateText })
  await press(button(body, 'Remove USD of 2026-01-01'))
  expect(body.querySelectorAll('tbody tr')).toHaveLength(3)
  expect(body.querySelector('.reasons')).not.toBeNull()
})
