import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { draw, until } from '#test/page.tsx'
import { LookupProvider } from '../useLookup.tsx'
import { CellReference, EditReference } from './reference.tsx'

const field = { key: 'orderId', kind: 'reference', refEntity: 'order', label: { en: 'Order', zh: '订单' } } as const

test.each([
  [{ orderName: 'SO-1' }, 'SO-1'],
  [{ orderNumber: 'SO-2' }, 'SO-2'],
  [{ names: { orderId: 'SO-3' } }, 'SO-3'],
])('what a row brings beside the id is shown, and nobody is asked for it: %j', async (beside, said) => {
  const nameOf = vi.fn(async () => 'asked')
  const lookup = { find: async () => [], nameOf, hrefOf: () => '/orders/1' }
  const { body } = await draw(
    <LookupProvider value={lookup}>
      <CellReference field={field} value="1" record={{ id: 'r', ...beside }} />
    </LookupProvider>,
  )
  expect([body.textContent, nameOf.mock.calls.length]).toEqual([said, 0])
})

test('a name that did not come is asked for once', async () => {
  const nameOf = vi.fn(async () => 'SO-4')
  const lookup = { find: async () => [], nameOf, hrefOf: () => undefined }
  const { body } = await draw(
    <LookupProvider value={lookup}>
      <CellReference field={field} value="1" record={{ id: 'r' }} />
      <CellReference field={field} value="1" record={{ id: 's' }} />
    </LookupProvider>,
  )
  await until(() => body.textContent === 'SO-4SO-4')
  expect(nameOf).toHaveBeenCalledTimes(1)
})

test('only what the field allows is offered', async () => {
  const find = vi.fn(async () => [])
  const lookup = { find, nameOf: async () => undefined, hrefOf: () => undefined }
  const own = { ...field, only: { field: 'customerId', op: 'empty' } } as const
  const { body } = await draw(
    <LookupProvider value={lookup}>
      <EditReference field={own} value={null} onChange={() => {}} />
    </LookupProvider>,
  )
  await act(async () =>
    body.querySelector('.ant-select')?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })),
  )
  await until(() => find.mock.calls.length > 0)
  expect(find.mock.calls[0]).toEqual(['order', '', '{"field":"customerId","op":"empty"}'])
})
