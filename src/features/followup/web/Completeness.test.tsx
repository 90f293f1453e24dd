import { expect, test } from 'vitest'
import { customerEntity } from '#features/customer/customer.entity.ts'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { CompletenessPart } from './CompletenessPart.tsx'
import { KeyFieldsPage } from './KeyFieldsPage.tsx'

const id = '00000000-0000-7000-8000-000000000003'
const session = {
  userId: id,
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants: { 'customer.edit': 'own', 'followup.set': 'all' },
  org: { id, name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const
const entities = { 'GET /entities': () => ({ items: [customerEntity] }) }

test('what is missing is named, and filled in on the spot', async () => {
  const asked = answers({
    ...entities,
    'GET /completeness': () => ({ score: 50, missing: ['address'] }),
    [`PATCH /customers/${id}`]: () => ({ id }),
  })
  const { body } = await draw(
    <SessionProvider value={session}>
      <CompletenessPart entity="customer" id={id} />
    </SessionProvider>,
  )
  expect(body.textContent).toContain('50%')
  expect(body.textContent).toContain('Missing: Address')
  await press(button(body, 'Fill in now'))
  await type(body.querySelector('form input, form textarea'), '德清县 1 号')
  await submit(body.querySelector('form'))
  await settle(60)
  expect(asked.find(one => one.route.startsWith('PATCH'))?.body).toEqual({ address: '德清县 1 号' })
})

test('fields are ticked and weighted without code', async () => {
  const kept = { lead: [], contact: [], deal: [], customer: [{ field: 'phone', weight: 1 }] }
  const asked = answers({
    ...entities,
    'GET /completeness/settings': () => kept,
    'PUT /completeness/settings': one => one.body,
  })
  const { body } = await draw(
    <SessionProvider value={session}>
      <KeyFieldsPage />
    </SessionProvider>,
  )
  await until(() => body.querySelector('input[type="number"]') !== null)
  await type(body.querySelector('input[type="number"]'), '3')
  await press(button(body, 'Save'))
  await settle(60)
  const sent = asked.find(one => one.route.startsWith('PUT'))?.body
  expect(sent).toEqual({ ...kept, customer: [{ field: 'phone', weight: 3 }] })
})
