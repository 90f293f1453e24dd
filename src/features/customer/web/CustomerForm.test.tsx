import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { draw, submit, type, until } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import { customerEntity } from '../customer.entity.ts'
import { customerText } from '../customer.text.ts'
import { CustomerForm } from './CustomerForm.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const session: Session = {
  userId: id,
  name: 'Max',
  lang: 'en',
  roles: ['salesManager'],
  grants: { 'customer.create': 'branch' },
  org: { id, name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}

test('whose registration a new customer runs into is said once; a second save means it', async () => {
  const held = [{ key: 'registration.held', values: { by: 'Bo', name: 'Acme', until: '2027-02-24' } }]
  const asked = answers({
    'GET /entities': () => ({ items: [customerEntity] }),
    'POST /customers/preview': () => ({ duplicates: [], held }),
    'POST /customers': () => ({ id, duplicates: [], held }),
  })
  const done: string[] = []
  const { body } = await draw(
    <SessionProvider value={session}>
      <CustomerForm onDone={made => done.push(made)} onCancel={() => undefined} />
    </SessionProvider>,
    { texts: customerText },
  )
  await until(() => body.querySelector('input') !== null)
  await type(body.querySelector('input'), 'Acme')
  await submit(body.querySelector('form'))
  await until(() => body.textContent?.includes('Registered by somebody else') ?? false)
  expect(body.textContent).toContain('Save again to go on')
  expect(done).toEqual([])
  await submit(body.querySelector('form'))
  await until(() => done.length === 1)
  expect(asked.filter(one => one.route === 'POST /customers')).toHaveLength(1)
})
