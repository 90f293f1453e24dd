import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, submit, type, windowOf } from '#test/page.tsx'
import { taxText } from '../tax.text.ts'
import { TaxPage } from './TaxPage.tsx'

const rate = (percent: string, validFrom: string, validUntil: string | null = null) => ({
  percent,
  validFrom,
  validUntil,
  label: { en: `${percent}% goods`, zh: `${percent}% 货物` },
})
const rates = [rate('16', '2018-05-01', '2019-03-31'), rate('13', '2019-04-01'), rate('12', '2999-01-01')]
const reads = {
  'GET /tax-rates': () => ({ rates }),
  'GET /tax-defaults': () => ({ taxMode: 'inclusive', taxRound: 'line' }),
}

test.each([390, 1440])('at %i px rates say when they hold, and one more is added to them', async width => {
  windowOf(width)
  const asked = answers({ ...reads, 'PUT /tax-rates': ({ body }) => body })
  const { body } = await draw(<TaxPage />, { texts: taxText })
  const rows = [...body.querySelectorAll('tbody tr')].map(row => row.textContent)
  expect(rows[0]).toContain('over')
  expect(rows[2]).toContain('not yet')
  await press(button(body, 'Add a rate'))
  for (const [field, text] of Object.entries({ percent: '6', zh: '6% 服务', en: '6% services' }))
    await type(document.querySelector(`form [data-field="${field}"] input`), text)
  await submit([...document.querySelectorAll('form')].at(-1))
  const put = asked.find(one => one.route === 'PUT /tax-rates')?.body as { rates: { percent: string }[] } | undefined // sent by the page above
  expect(put?.rates.map(one => one.percent)).toEqual(['16', '13', '12', '6'])
})

test('a rate that products use stays, and it is said why', async () => {
  answers({
    ...reads,
    'PUT /tax-rates': () => {
      throw { status: 422, body: { reasons: [{ key: 'product.rateUsed', path: 'rates', values: { percent: '13' } }] } }
    },
  })
  const { body } = await draw(<TaxPage />, { texts: taxText })
  await press(button(body, 'Remove 13%'))
  expect(body.querySelectorAll('tbody tr')).toHaveLength(3)
  expect(body.querySelector('.reasons')).not.toBeNull()
})
