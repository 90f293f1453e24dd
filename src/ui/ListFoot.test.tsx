import { expect, test } from 'vitest'
import type { Summary } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { draw } from '#test/page.tsx'
import { ListFoot, ListSums } from './ListFoot.tsx'
import { SessionProvider } from './useSession.tsx'

const fields: Field[] = [
  { key: 'name', kind: 'text', label: { en: 'Name', zh: '名称' } },
  { key: 'amount', kind: 'money', label: { en: 'Amount', zh: '金额' } },
  { key: 'unpriced', kind: 'number', label: { en: 'Without a rate', zh: '缺少汇率' }, hidden: true },
]
const session = {
  userId: 'u',
  name: 'Ann',
  lang: 'en' as const,
  roles: [],
  grants: {},
  org: { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'EUR' },
}
const totals: Summary = { count: 1234, sums: { amount: '25000.50', unpriced: '2' }, groups: [] }
const foot = (one: Summary) => (
  <SessionProvider value={session}>
    <table>
      <ListFoot shown={fields.slice(0, 2)} totals={one} lead={false} filler={false} />
    </table>
  </SessionProvider>
)
const cells = (body: HTMLElement) => [...body.querySelectorAll('td')].map(td => td.textContent)

test('C081 the foot counts all rows, adds up in the company’s currency, and says what has no rate', async () => {
  const { body } = await draw(foot(totals))
  expect(cells(body)).toEqual(['1,234 in all', '€25,000.502 not priced'])
})

test('where everything has a rate nothing is said, and no row is a sum of nothing', async () => {
  expect(cells((await draw(foot({ ...totals, sums: { amount: '5', unpriced: '0' } }))).body)[1]).toBe('€5.00')
  document.body.innerHTML = ''
  expect(cells((await draw(foot({ ...totals, sums: { amount: null, unpriced: '3' } }))).body)[1]).toBe(
    '€0.003 not priced',
  )
  document.body.innerHTML = ''
  expect(cells((await draw(foot({ ...totals, sums: {} }))).body)).toEqual(['1,234 in all', ''])
})

test('on a phone the same stands above the cards', async () => {
  const { body } = await draw(
    <SessionProvider value={session}>
      <ListSums fields={fields} totals={totals} />
    </SessionProvider>,
    { lang: 'zh' },
  )
  expect(body.querySelector('.dsums')?.textContent).toBe('金额合计€25,000.502条无汇率，未计入')
})
