import { expect, test } from 'vitest'
import { draw } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import { WinNext } from './WinNext.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const session = (grants: Session['grants']): Session => ({
  userId: id,
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants,
  org: { id, name: 'Acme', zone: 'UTC', currency: 'CNY' },
})

type Quote = Parameters<typeof WinNext>[0]['quote']
async function hrefOf(quote: Partial<Quote>, grants: Session['grants'] = { 'deal.win': 'own' }) {
  document.body.innerHTML = ''
  const whole = { state: 'accepted', dealState: 'open', dealId: id, ...quote } as const
  const next = <WinNext quote={whole} />
  const { body } = await draw(<SessionProvider value={session(grants)}>{next}</SessionProvider>)
  return body.querySelector('a')?.getAttribute('href')
}

test('an accepted quote leads on to winning its deal, while that is open and for whoever may', async () => {
  expect(await hrefOf({})).toBe(`/deals/${id}?win`)
  expect(await hrefOf({ state: 'sent' })).toBeUndefined()
  expect(await hrefOf({ dealState: 'won' })).toBeUndefined()
  expect(await hrefOf({}, {})).toBeUndefined()
})
