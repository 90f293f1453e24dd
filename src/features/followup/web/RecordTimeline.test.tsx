import { expect, test } from 'vitest'
import { dealEntity } from '#features/deal/deal.entity.ts'
import { orderEntity } from '#features/order/order.entity.ts'
import { termsText } from '#kernel/terms.text.ts'
import { noTerms } from '#kernel/terms.ts'
import { usualTerms } from '#kernel/termsSaid.ts'
import { answers } from '#test/answers.ts'
import { draw } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { followupText } from '../followup.text.ts'
import { RecordTimeline } from './RecordTimeline.tsx'

const session = {
  userId: 'u',
  name: 'Gu',
  lang: 'en',
  roles: ['owner'],
  grants: {},
  org: { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const
const edited = {
  id: 'e',
  at: '2026-11-25T08:00:00Z',
  entity: 'order',
  recordId: 'r',
  kind: 'order.edited',
  actorId: 'u2',
  actorName: 'Zheng',
  via: 'screen',
  from: null,
  to: null,
  before: { terms: noTerms, poNumber: 'A-1' },
  after: { terms: usualTerms.net30, poNumber: 'A-2' },
  followup: null,
}

test('an edit says its fields and, in sentences, the terms before and after', async () => {
  answers({
    'GET /timeline': () => ({ items: [edited], nextCursor: null }),
    'GET /entities': () => ({ items: [orderEntity] }),
  })
  const page = (
    <SessionProvider value={session}>
      <RecordTimeline entity="order" id="r" />
    </SessionProvider>
  )
  const { body } = await draw(page, { texts: { ...followupText, ...termsText } })
  const said = [...body.querySelectorAll('.diff')].map(one => one.textContent)
  expect(said).toEqual(['PO number A-1 → A-2', 'Payment terms  → Balance 100%, within 30 days of invoice'])
})

test('a card that was moved on the board says its stage, and nothing of its place there', async () => {
  const before = { boardKey: 'UNp88MoGV' }
  const moved = { ...edited, entity: 'deal', kind: 'deal.staged', before, after: { ...stageAfter, boardKey: 'UQ7a' } }
  answers({
    'GET /timeline': () => ({ items: [moved], nextCursor: null }),
    'GET /entities': () => ({ items: [dealEntity] }),
  })
  const page = (
    <SessionProvider value={session}>
      <RecordTimeline entity="deal" id="r" />
    </SessionProvider>
  )
  const { body } = await draw(page, { texts: { ...followupText, ...termsText } })
  expect([...body.querySelectorAll('.diff')].map(one => one.textContent)).toEqual(['Stage  → Needs'])
})

const stageAfter = { stageId: 's2', stageName: 'Needs' }
