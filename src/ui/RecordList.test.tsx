import { afterEach, expect, test, vi } from 'vitest'
import type { ListQuery } from '#kernel/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { button, draw, press, settle, type, windowOf } from '#test/page.tsx'
import { RecordList } from './RecordList.tsx'

const fields: Field[] = [
  { key: 'name', kind: 'text', label: { en: 'Name', zh: '名称' }, sort: true, filter: true },
  { key: 'amount', kind: 'money', label: { en: 'Amount', zh: '金额' }, sort: true, filter: true },
  {
    key: 'state',
    kind: 'choice',
    label: { en: 'State', zh: '状态' },
    filter: true,
    choices: [{ value: 'draft', label: { en: 'Draft', zh: '草稿' } }],
  },
]
const rows = Array.from({ length: 500 }, (_, i) => ({
  id: `r${i}`,
  name: `Order ${i}`,
  amount: `${i}.50`,
  currency: 'CNY',
  state: 'draft',
}))
const page = async ({ cursor }: ListQuery) => {
  const from = Number(cursor ?? 0)
  return { items: rows.slice(from, from + 50), nextCursor: String(from + 50) }
}
const label = { en: 'Order', zh: '订单' }
const entity: Entity = {
  key: 'order',
  label,
  plural: label,
  path: '/orders',
  title: 'name',
  fields,
  columns: ['name', 'amount', 'state'],
  form: [],
}
const shared = {
  entity,
  href: (row: { id: string }) => `/orders/${row.id}`,
  empty: { title: 'No orders yet' },
}

afterEach(() => localStorage.clear())

test('the address is the list: what stands there is asked of the server', async () => {
  const load = vi.fn(page)
  const filter = '{"all":[{"field":"state","op":"in","value":["draft"]}]}'
  const { body } = await draw(<RecordList {...shared} load={load} />, {
    at: `/orders?q=acme&sort=-amount&filter=${encodeURIComponent(filter)}&columns=name,state`,
  })
  expect(load.mock.calls[0]?.[0]).toEqual({ q: 'acme', sort: '-amount', filter, limit: 50 })
  expect([...body.querySelectorAll('th')].map(one => one.textContent)).toEqual(['Name', 'State'])
  expect(body.querySelector<HTMLInputElement>('input[type="search"]')?.value).toBe('acme')
  expect(body.querySelector('.chip.on')?.textContent).toBe('State is one of Draft')
})

test('typing, sorting and clearing change the address', async () => {
  const drawn = await draw(<RecordList {...shared} load={page} />, { at: '/orders?view=mine' })
  await type(drawn.body.querySelector('input[type="search"]'), 'globex')
  await settle(400)
  expect(drawn.href()).toBe('/orders?view=mine&q=globex')
  await press(button(drawn.body, 'Amount'))
  expect(drawn.href()).toBe('/orders?view=mine&q=globex&sort=amount')
  expect(drawn.body.querySelector('th.sorted')?.getAttribute('aria-sort')).toBe('ascending')
  await press(button(drawn.body, 'Clear all'))
  expect(drawn.href()).toBe('/orders?view=mine&sort=amount')
})

test('rows are drawn as far as they are seen, each named by a link', async () => {
  const { body } = await draw(
    <RecordList
      {...shared}
      load={page}
      summary={async () => ({ count: 500, sums: { amount: '125000.00' }, groups: [] })}
      sums={['amount']}
    />,
  )
  expect(body.querySelectorAll('tbody tr').length).toBeLessThan(60)
  expect(body.querySelector('tbody a')?.getAttribute('href')).toBe('/orders/r0')
  expect(body.querySelector('tfoot')?.textContent).toContain('125,000.00')
  expect(body.querySelector('.count')?.textContent).toBe('500 in all')
})

test('an empty list teaches, a narrowed one offers to clear, a refused one says why', async () => {
  const none = async () => ({ items: [], nextCursor: null })
  expect((await draw(<RecordList {...shared} load={none} />)).body.textContent).toContain('No orders yet')
  document.body.innerHTML = ''
  expect((await draw(<RecordList {...shared} load={none} />, { at: '/orders?q=x' })).body.textContent).toContain(
    'Nothing matches',
  )
  document.body.innerHTML = ''
  const refuse = async () => {
    throw new Refusal('list.badSort', 'malformed')
  }
  const texts = { 'list.badSort': { en: 'Cannot sort so.', zh: '不能这样排序。' } }
  expect((await draw(<RecordList {...shared} load={refuse} />, { texts })).body.textContent).toContain(
    'Cannot sort so.',
  )
})

test('a filter of an old address that is not understood is said, not swallowed', async () => {
  const { body } = await draw(<RecordList {...shared} load={page} />, { at: '/orders?filter=nonsense' })
  expect(body.textContent).toContain('not known here')
})

test('on a phone rows become cards', async () => {
  windowOf(390)
  const { body } = await draw(<RecordList {...shared} load={page} />)
  expect(body.querySelector('table')).toBeNull()
  expect(body.querySelector('.dcard h2')?.textContent).toBe('Order 0¥0.50')
})

test('the list as it stands is exported; older programs find their own encoding beside it', async () => {
  const exportHref = (query: Partial<ListQuery>) =>
    `/api/orders/export?${new URLSearchParams({ ...(query.q && { q: query.q }), ...(query.sort && { sort: query.sort }) })}`
  const { body } = await draw(<RecordList {...shared} load={page} exportHref={exportHref} />, {
    at: '/orders?q=acme&sort=-amount',
  })
  const now = '/api/orders/export?q=acme&sort=-amount'
  expect(button(body, 'Export').getAttribute('href')).toBe(now)
  await press(body.querySelector('[aria-label="Export for other programs"]'))
  await settle(200)
  const ways = [...document.querySelectorAll('.ant-popover a')].map(one => [one.textContent, one.getAttribute('href')])
  expect(ways).toEqual([
    ['UTF-8 (spreadsheets)', now],
    ['GB18030 (older Chinese programs)', `${now}&encoding=gb18030`],
  ])
})

test('without a word on its address the encoding is the first; who may not export has no menu', async () => {
  const { body } = await draw(<RecordList {...shared} load={page} exportHref={() => '/api/orders/export'} />)
  await press(body.querySelector('[aria-label="Export for other programs"]'))
  await settle(200)
  const hrefs = [...document.querySelectorAll('.ant-popover a')].map(one => one.getAttribute('href'))
  expect(hrefs).toEqual(['/api/orders/export', '/api/orders/export?encoding=gb18030'])
  document.body.innerHTML = ''
  const { body: without } = await draw(<RecordList {...shared} load={page} />)
  expect([...without.querySelectorAll('a, button')].map(one => one.textContent)).not.toContain('Export')
})
