import type { ReactNode } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { leadEntity } from '#features/lead/lead.entity.ts'
import { type Asked, answers, slowly } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { Pool } from '../pool.schema.ts'
import { poolText } from '../pool.text.ts'
import { poolPageText } from '../poolPage.text.ts'
import { PoolPage } from './PoolPage.tsx'
import { PoolSetUpPage } from './PoolSetUpPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const pool = (n: number, more: Partial<Pool> = {}): Pool => ({
  id: id(n),
  version: 3,
  entity: 'lead',
  name: `Pool ${n}`,
  rules: [],
  warnDays: 3,
  holdingCap: null,
  levelCaps: {},
  dailyCap: null,
  cooldownDays: 0,
  waiting: 1,
  members: 2,
  isMember: true,
  isAdmin: false,
  ...more,
})
const lead = { id: id(3), version: 1, number: 'XS1', name: 'Li', company: 'Acme', pooledAt: '2026-10-01T00:00:00Z' }
const no = (key: string, path?: string) => ({
  status: 422,
  body: { reasons: [{ key, ...(path && { path }), values: { held: 5, cap: 5 } }] },
})

let pools: Pool[]
let refused: ReturnType<typeof no> | undefined
let asked: Asked[]
const orRefused = (answer: unknown) => {
  if (refused) throw refused
  return answer
}
beforeEach(() => {
  pools = [pool(1)]
  refused = undefined
  asked = answers({
    'GET /pools': () => ({ items: pools, nextCursor: null }),
    'GET /entities': () => ({ items: [leadEntity] }),
    'GET /views': () => ({ items: [], choice: { viewId: null, columns: [] } }),
    'GET /leads': () => ({ items: [lead], nextCursor: null }),
    'GET /leads/summary': () => ({ count: 1, sums: {} }),
    [`POST /leads/${lead.id}/moves/claim`]: () => orRefused({ ...lead, ownerId: 'u', poolId: null, version: 2 }),
    'GET /pools/': () => pool(1, { id: '' }),
    'GET /pools//members': () => ({ items: [{ userId: 'a', name: 'Ann', admin: false }] }),
    'GET /pools//history': () => ({ items: [] }),
    'PATCH /pools/': () => orRefused(pool(1, { id: '', version: 4 })),
    'PUT /pools//members': () => orRefused({ items: [] }),
  })
})

type Grants = Readonly<Record<string, 'all'>>
const member: Grants = { 'pool.read': 'all', 'pool.claim': 'all' }
const open = async (page: ReactNode, grants: Grants = member) => {
  const org = { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const session = { userId: 'u', name: 'Ann', lang: 'en' as const, roles: ['sales' as const], grants, org }
  const drawn = await draw(<SessionProvider value={session}>{page}</SessionProvider>, {
    texts: { ...poolText, ...poolPageText },
  })
  await settle(100)
  return drawn
}
const claims = () => asked.filter(one => one.route.endsWith('/moves/claim')).length
const claimButton = (body: HTMLElement) => body.querySelector<HTMLElement>('[aria-label="Claim Li"]')

test('a member claims with one tap, and is told whose it is now; a second tap meanwhile asks nothing more', async () => {
  const { body } = await open(<PoolPage />)
  await until(() => claimButton(body) !== null)
  slowly()
  await press(claimButton(body))
  await press(claimButton(body))
  await settle(300)
  expect(claims()).toBe(1)
  expect(body.textContent).toContain('Yours now: Li')
})

test('whoever is no member, or may not claim, finds no button; contact details stay hidden and it is said', async () => {
  pools = [pool(1, { isMember: false })]
  const runs = await open(<PoolPage />, { ...member, 'pool.edit': 'all' })
  await until(() => runs.body.textContent?.includes('Li') === true)
  expect(claimButton(runs.body)).toBe(null)
  expect(button(runs.body, 'Set up').getAttribute('href')).toBe(`/settings/pools/${id(1)}`)
  expect(runs.body.textContent).toContain(poolPageText['pool.masked'].en)
})

test('a claim past the cap is refused in words, and the lead stays where it is', async () => {
  refused = no('pool.holdingFull')
  const { body } = await open(<PoolPage />)
  await until(() => claimButton(body) !== null)
  await press(claimButton(body))
  expect(body.querySelector('.toast, [role="status"], [role="alert"]')).not.toBe(null)
  expect(body.textContent).not.toContain('Yours now')
  expect(claimButton(body)?.hasAttribute('disabled')).toBe(false)
})

test('who belongs to no pool is told what one is for', async () => {
  pools = [pool(1, { isMember: false })]
  const { body } = await open(<PoolPage />)
  expect(body.textContent).toContain(poolPageText['pool.noneSay'].en)
})

test('a limit that the server refuses is said at its field, with what was typed; a right one is sent with its version', async () => {
  refused = no('pool.holdingFull', 'dailyCap')
  const { body } = await open(<PoolSetUpPage />)
  const field = [...body.querySelectorAll('label')].find(one => one.textContent?.includes('Claims a day'))
  const input = body.querySelector<HTMLInputElement>(`#${CSS.escape(field?.htmlFor ?? '')}`)
  await type(input, '5')
  await submit(input?.closest('form'))
  expect(input?.getAttribute('aria-invalid')).toBe('true')
  expect(input?.value).toBe('5')
  refused = undefined
  await submit(input?.closest('form'))
  expect(asked.findLast(one => one.route === 'PATCH /pools/')?.body).toEqual({ dailyCap: 5, version: 3 })
})

test('a member who cannot be taken out stays, and one is told why', async () => {
  refused = no('pool.holdingFull')
  const { body } = await open(<PoolSetUpPage />)
  await press(button(body, 'Remove Ann'))
  expect(asked.some(one => one.route === 'PUT /pools//members')).toBe(true)
  expect(body.querySelector('.toast, [role="status"], [role="alert"]')?.textContent).not.toBe('')
  expect(body.textContent).toContain('Ann')
})
