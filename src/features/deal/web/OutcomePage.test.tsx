import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, type, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { Stage } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { partText } from '../part.text.ts'
import { GateSheet } from './GateSheet.tsx'
import { OutcomePage } from './OutcomePage.tsx'
import { TeamPart } from './TeamPart.tsx'

const session = {
  userId: 'u',
  name: 'Gu',
  lang: 'en',
  roles: ['owner'],
  grants: { 'deal.forecast': 'all', 'deal.edit': 'all', 'deal.read': 'all' },
  org: { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const
const texts = { ...dealText, ...partText }
const none = { count: 0, amount: '0', unpriced: 0 }

test.each([390, 1440])('at %i px why deals ended is counted, and a figure opens its very deals', async width => {
  windowOf(width)
  answers({
    'GET /deal-outcomes': () => ({
      items: [
        { key: 'price', name: null, won: none, lost: { count: 3, amount: '900', unpriced: 0 } },
        { key: null, name: null, won: { count: 1, amount: '50', unpriced: 0 }, lost: none },
      ],
      won: { count: 1, amount: '50', unpriced: 0 },
      lost: { count: 3, amount: '900', unpriced: 0 },
    }),
    'GET /deal-reasons': () => ({
      items: [
        { code: 'price', kind: 'lost', label: { en: 'Too dear', zh: '太贵' }, noteRequired: false, archived: true },
      ],
      winRequired: false,
    }),
    'GET /pipelines': () => ({ items: [] }),
  })
  const page = (
    <SessionProvider value={session}>
      <OutcomePage />
    </SessionProvider>
  )
  const { body } = await draw(page, { texts })
  await settle()
  const [first, second] = [...body.querySelectorAll('tbody tr')]
  expect(first?.textContent).toContain('Too dear')
  expect(second?.textContent).toContain('Not said')
  const href = first?.querySelector('a')?.getAttribute('href') ?? ''
  const { all } = JSON.parse(new URLSearchParams(href.split('?')[1]).get('filter') ?? '{}')
  expect(all).toContainEqual({ field: 'lostReason', op: 'in', value: ['price'] })
  expect(all).toContainEqual({ field: 'state', op: 'in', value: ['lost'] })
  expect(body.querySelector('tfoot')?.textContent).toContain('25%')
})

test.each([390, 1440])('at %i px the team is written as a whole, and what the owner is left is seen', async width => {
  windowOf(width)
  const asked = answers({
    'GET /deals/d/team': () => ({
      version: 3,
      ownerId: 'u',
      ownerName: 'Gu',
      ownerShare: '70',
      items: [{ userId: 'b', name: 'Bo', role: 'presales', share: '30', active: true }],
    }),
    'PUT /deals/d/team': () => ({}),
  })
  const { body } = await draw(
    <SessionProvider value={session}>
      <TeamPart id="d" />
    </SessionProvider>,
    { texts },
  )
  expect(body.textContent).toContain('70%')
  await press(button(body, 'Edit'))
  await type(body.querySelector('[data-field="share"] input'), '45.5')
  expect(body.textContent).toContain('Owner: 54.5%')
  await press(button(body, 'Save'))
  expect(asked.find(one => one.route === 'PUT /deals/d/team')?.body).toEqual({
    version: 3,
    items: [{ userId: 'b', role: 'presales', share: '45.5' }],
  })
})

test('what a stage wants is said and asked on the deal’s own page, and a refusal stays in sight', async () => {
  const stage = { label: { en: 'Talks', zh: '谈判' }, criteria: 'Budget confirmed' } as Stage // what the sheet reads of it
  const given: object[] = []
  const fields = [{ key: 'checks.a', label: { en: 'Signed', zh: '已签' }, kind: 'yesNo', required: true }] as const
  const { body } = await draw(
    <GateSheet
      stage={stage}
      fields={fields}
      onGo={async values => {
        given.push(values)
        throw { status: 422, body: { reasons: [{ key: 'deal.checkOpen', values: { item: 'Signed' } }] } }
      }}
      onClose={() => undefined}
    />,
    { texts },
  )
  expect(body.textContent).toContain('Budget confirmed')
  await press(button(body, 'Yes'))
  await press(button(body, 'Change stage'))
  expect(given).toEqual([{ 'checks.a': true }])
})
