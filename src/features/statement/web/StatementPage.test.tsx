import { act } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { draw, settle } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { Statement } from '../statement.schema.ts'
import { StatementPage } from './StatementPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session: Session = {
  userId: id(1),
  name: 'Fay',
  lang: 'en',
  roles: ['finance'],
  grants: { 'receivable.read': 'all' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const whole: Statement = {
  customerName: 'Globex Foods',
  basis: 'invoiced',
  from: '2026-06-01',
  to: '2026-06-30',
  currency: 'CNY',
  currencies: ['CNY', 'USD'],
  opening: '100',
  owed: '900',
  paid: '300',
  closing: '700',
  rows: [
    {
      day: '2026-06-02',
      kind: 'invoice',
      entity: 'invoice',
      id: id(3),
      number: 'IV1',
      owed: '900',
      paid: '0',
      balance: '1000',
    },
    {
      day: '2026-06-09',
      kind: 'receipt',
      entity: 'receipt',
      id: null,
      number: null,
      owed: '0',
      paid: '300',
      balance: '700',
    },
  ],
}
const route = 'GET /customers//statement'
let asked: Asked[]
let statement = whole
beforeEach(() => {
  statement = whole
  asked = answers({ [route]: () => statement })
})

async function see(): Promise<HTMLElement> {
  const { body } = await draw(
    <SessionProvider value={session}>
      <StatementPage />
    </SessionProvider>,
  )
  return body
}

/** As a person chooses: React hears of a select only through its own setter. */
async function choose(element: Element | null, value: string): Promise<void> {
  const isSelect = element instanceof HTMLSelectElement
  const prototype = isSelect ? HTMLSelectElement.prototype : HTMLInputElement.prototype
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value)
    element?.dispatchEvent(new Event(isSelect ? 'change' : 'input', { bubbles: true }))
  })
  await settle()
}

test('the account adds up from opening to closing, each row with its document as far as one may see it', async () => {
  const body = await see()
  const sums = [...body.querySelectorAll('.statement-sums dd')].map(one => one.textContent)
  expect(sums).toEqual(['¥100.00', '¥900.00', '¥300.00', '¥700.00'])
  const rows = [...body.querySelectorAll('tbody tr')]
  expect(rows[0]?.querySelector('a')?.getAttribute('href')).toBe(`/invoices/${id(3)}`)
  expect(rows[1]?.textContent).toContain('Receipt')
  expect(rows[1]?.querySelector('a')).toBeNull()
})

test('it begins with this month in the own currency; another basis, day and currency are asked for and printed', async () => {
  const body = await see()
  const first = asked.find(one => one.route === route)?.query
  expect(first?.get('basis')).toBe('invoiced')
  expect(first?.get('currency')).toBe('CNY')
  expect(first?.get('from')).toBe(`${first?.get('to')?.slice(0, 8)}01`)
  await choose(body.querySelector('select[aria-label=By]'), 'delivered')
  await choose(body.querySelector('input[type=date]'), '2026-05-01')
  await choose(body.querySelector('select[aria-label=Currency]'), 'USD')
  const last = asked.findLast(one => one.route === route)?.query
  expect(['basis', 'from', 'currency'].map(key => last?.get(key))).toEqual(['delivered', '2026-05-01', 'USD'])
  const print = [...body.querySelectorAll('a')].find(one => one.textContent === 'Print')
  const address = new URL(print?.getAttribute('href') ?? '', 'http://baton.example')
  expect(address.pathname).toBe('/api/customers//statement/pdf')
  expect(['basis', 'from', 'currency', 'lang'].map(key => address.searchParams.get(key))).toEqual([
    'delivered',
    '2026-05-01',
    'USD',
    'en',
  ])
})

test('a period without anything says so', async () => {
  statement = { ...whole, rows: [], owed: '0', paid: '0', closing: '100' }
  expect((await see()).textContent).toContain('Nothing happened in this period.')
})

test('a payer out of reach is not found, and no account is drawn', async () => {
  answers({})
  const body = await see()
  expect(body.querySelector('.statement-sums')).toBeNull()
  expect(body.querySelector('a[href="/"]')).not.toBeNull()
})
