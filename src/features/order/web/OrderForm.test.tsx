import { act } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { draw, settle, submit, type, until, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { orderEntity } from '../order.entity.ts'
import type { Order } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { orderTypeText } from '../orderType.text.ts'
import { OrderForm } from './OrderForm.tsx'

const texts = { ...orderText, ...orderTypeText }
const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const session = { userId: 'u', name: 'Ann', lang: 'en' as const, roles: ['sales' as const], grants: {}, org }
const draft = (more: Partial<Order> = {}) =>
  ({
    ...{ id: 'o', version: 3, state: 'draft', type: 'standard', customerId: 'k', currency: 'CNY', custom: {} },
    ...{ billBasis: 'order', returnBy: null, noReturn: false, poNumber: 'PO-1' },
    ...more,
  }) as Order // what the form reads

let asked: Asked[]
let offered: string[]
let refusal: unknown
beforeEach(() => {
  localStorage.clear()
  windowOf(390)
  offered = ['sample', 'direct', 'service']
  refusal = undefined
  asked = answers({
    'GET /entities': () => ({ items: [orderEntity] }),
    'GET /order-types': () => ({ types: offered }),
    'PATCH /orders/o': () => {
      if (refusal) throw refusal
      return draft()
    },
  })
})
const show = async (order?: Order) => {
  const { body } = await draw(
    <SessionProvider value={session}>
      <OrderForm {...(order && { order })} onDone={() => {}} onCancel={() => {}} />
    </SessionProvider>,
    { texts },
  )
  await until(() => asked.some(one => one.route === 'GET /order-types'))
  await settle(60)
  return body
}
const row = (body: HTMLElement, name: string) => body.querySelector<HTMLElement>(`[data-field="${name}"]`)
const shown = (body: HTMLElement) =>
  ['type', 'returnBy', 'noReturn', 'billBasis'].filter(name => row(body, name) !== null)
/** From a list of the form, as a person takes it. */
async function choose(body: HTMLElement, name: string, label: string): Promise<void> {
  const select = row(body, name)?.querySelector('.ant-select')
  await act(async () => select?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })))
  const found = () => [...document.querySelectorAll('.ant-select-item-option')].find(one => one.textContent === label)
  await until(() => found() !== undefined)
  await act(async () => found()?.dispatchEvent(new MouseEvent('click', { bubbles: true })))
  await settle()
}
const edits = () => asked.filter(one => one.route === 'PATCH /orders/o').map(one => one.body)

test('a sample asks by when it is to be back and not how it is invoiced; back again, the other way round', async () => {
  const body = await show(draft())
  expect(shown(body)).toEqual(['type', 'billBasis'])
  await choose(body, 'type', 'Sample')
  expect(shown(body)).toEqual(['type', 'returnBy', 'noReturn'])
  await choose(body, 'type', 'Standard')
  expect(shown(body)).toEqual(['type', 'billBasis'])
})

test('a consignment asks for the site instead of how it is invoiced', async () => {
  offered = ['consignment']
  const body = await show(draft())
  expect(row(body, 'siteId')).toBe(null)
  await choose(body, 'type', 'Consignment')
  expect(row(body, 'siteId')).not.toBe(null)
  expect(row(body, 'billBasis')).toBe(null)
})

test('only what the company offers is there; a type that it offers no more stays with the order that has it', async () => {
  offered = ['service']
  const labels = async (order: Order) => {
    const body = await show(order)
    const select = row(body, 'type')?.querySelector('.ant-select')
    await act(async () => select?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })))
    await settle(60)
    const all = [...document.querySelectorAll('.ant-select-item-option')].map(one => one.textContent)
    document.body.innerHTML = ''
    return all
  }
  expect(await labels(draft())).toEqual(['Standard', 'Service'])
  expect(await labels(draft({ type: 'sample' }))).toEqual(['Standard', 'Sample', 'Service'])
})

test.each([
  ['of a company that offers no other', draft(), []],
  ['once it is in review', draft({ state: 'in_review' }), ['sample']],
  ['of a replacement', draft({ type: 'replacement' }), ['sample']],
])('the type is not asked %s', async (_, order, types) => {
  offered = types
  expect(row(await show(order), 'type')).toBe(null)
})

test('what was typed for the other type is not sent with this one; lines are not the form’s to touch', async () => {
  const body = await show(draft())
  await choose(body, 'type', 'Sample')
  await type(row(body, 'returnBy')?.querySelector('input'), '2026-12-20')
  await type(row(body, 'poNumber')?.querySelector('input'), 'PO-2')
  await choose(body, 'type', 'Service')
  await submit(body.querySelector('form'))
  await until(() => edits().length === 1)
  expect(edits()).toEqual([{ version: 3, type: 'service', poNumber: 'PO-2' }])
})

test('a type that the order’s lines do not fit is refused at the type, and what was typed stays', async () => {
  refusal = { status: 422, body: { reasons: [{ key: 'order.typeOfDeal', path: 'type' }] } }
  const body = await show(draft())
  await choose(body, 'type', 'Sample')
  await type(row(body, 'returnBy')?.querySelector('input'), '2026-12-20')
  await submit(body.querySelector('form'))
  await until(() => row(body, 'type')?.querySelector('.wrong') != null)
  expect(row(body, 'type')?.querySelector('.wrong')?.textContent).toBe(orderTypeText['order.typeOfDeal'].en)
  expect(row(body, 'returnBy')?.querySelector('input')?.value).toBe('2026-12-20')
  expect(edits()).toEqual([{ version: 3, type: 'sample', returnBy: '2026-12-20' }])
})
