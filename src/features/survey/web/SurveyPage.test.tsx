import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { feedbackText } from '../feedback.text.ts'
import type { Survey } from '../survey.schema.ts'
import { surveyText } from '../survey.text.ts'
import { SurveyPage } from './SurveyPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = '2026-06-08T02:00:00.000Z'
const nobody = {
  ownerId: null,
  ownerName: null,
  deptId: null,
  reviewedAt: null,
  reviewedByName: null,
  reviewNote: null,
}
const answered: Survey = {
  ...nobody,
  id: id(1),
  version: 3,
  number: 'DC1',
  state: 'answered',
  customerId: id(2),
  customerName: '江苏榆湾饮料有限公司',
  contactId: null,
  contactName: null,
  orderId: id(3),
  orderNumber: 'SO1',
  ticketId: null,
  ticketNumber: null,
  score: 2,
  comment: '封口不严，等了两周。',
  complaintId: id(4),
  complaintNumber: 'SH1',
  sentAt: at,
  expiresAt: at,
  answeredAt: at,
  dueOn: '2026-06-11',
  isLate: true,
  createdAt: at,
  updatedAt: at,
  custom: {},
}
let survey = answered
beforeEach(() => {
  survey = answered
  vi.stubGlobal('fetch', async (url: string) => {
    const offers = [{ move: 'review', to: 'reviewed', ok: true, reasons: [] }]
    const body = url.endsWith('/moves') ? (survey.state === 'answered' ? offers : []) : survey
    return new Response(JSON.stringify(body), { status: 200 })
  })
})
afterEach(() => vi.unstubAllGlobals())

async function open() {
  const org = { id: id(9), name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
  const grants = { 'survey.send': 'all' as const }
  const session = { userId: id(8), name: '唐', lang: 'zh' as const, roles: ['service' as const], grants, org }
  const node = (
    <SessionProvider value={session}>
      <SurveyPage />
    </SessionProvider>
  )
  return (await draw(node, { lang: 'zh', texts: { ...surveyText, ...feedbackText } })).body
}

test('an answer shows score and words, leads to order and complaint, is late and can be looked at', async () => {
  const body = await open()
  await until(() => body.textContent?.includes('封口不严') === true)
  const hrefs = [...body.querySelectorAll('a')].map(one => one.getAttribute('href'))
  expect(hrefs).toEqual(expect.arrayContaining([`/customers/${id(2)}`, `/orders/${id(3)}`, `/tickets/${id(4)}`]))
  await until(() => body.textContent?.includes('完成回顾') === true)
  expect(body.querySelectorAll('.late').length).toBeGreaterThan(0)
})

test('what is not answered says so and can still be asked', async () => {
  survey = {
    ...answered,
    state: 'ready',
    score: null,
    comment: null,
    sentAt: null,
    answeredAt: null,
    complaintId: null,
  }
  const body = await open()
  await until(() => body.textContent?.includes('尚未回复') === true)
  expect(button(body, '发送调查')).toBeTruthy()
  expect(body.textContent).not.toContain('完成回顾')
})
