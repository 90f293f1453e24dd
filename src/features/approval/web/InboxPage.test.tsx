import { expect, test } from 'vitest'
import { answers, slowly } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { approvalText } from '../approval.text.ts'
import { InboxPage } from './InboxPage.tsx'

const item = {
  ...{ id: 'r', version: 2, entity: 'order', recordId: 'o', purpose: 'review', title: 'SO1 · Acme', href: '/orders/o' },
  ...{ state: 'pending', why: [], requestedByName: 'Ann', createdAt: '2026-11-25T02:00:00.000Z', steps: [] },
}
const show = async () => {
  let refused = false
  const asked = answers({
    'GET /approvals': () => ({ items: [item] }),
    'POST /approvals/r/moves/approve': () => {
      if (refused) throw { status: 422, body: { reasons: [{ key: 'approval.contentChanged' }] } }
      return item
    },
    'POST /approvals/r/moves/sendBack': () => item,
  })
  const { body } = await draw(<InboxPage />, { texts: approvalText })
  await until(() => body.querySelector('.card a')?.getAttribute('href') === '/orders/o')
  const sent = () => asked.filter(one => one.route.startsWith('POST')).map(one => one.body)
  return { body, sent, refuse: () => (refused = true) }
}

test('what waits is approved where it stands, and once; why not is said there', async () => {
  const { body, sent, refuse } = await show()
  slowly()
  await press(button(body, 'Approve'))
  await press(button(body, 'Approve'))
  await settle(300)
  expect(sent()).toEqual([{ version: 2 }])
  refuse()
  await press(button(body, 'Approve'))
  await until(() => body.querySelector('.reasons') !== null)
  expect(body.querySelector('.reasons')?.textContent).toBe(approvalText['approval.contentChanged'].en)
})

test('it is sent back with a reason', async () => {
  const { body, sent } = await show()
  await press(button(body, 'Send back'))
  await submit(body.querySelector('form'))
  expect(sent()).toEqual([])
  await type(body.querySelector('textarea'), 'Price first')
  await submit(body.querySelector('form'))
  await until(() => sent().length === 1)
  expect(sent()).toEqual([{ version: 2, reason: 'Price first' }])
})
