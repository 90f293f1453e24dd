import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { consignText } from '../screen.text.ts'
import { NextSettlement } from './NextSettlement.tsx'
import { OrderSite } from './OrderSite.tsx'

const line = { fulfil: 'ship', shipped: '5', delivered: '2' }
const draft = {
  ...{ id: 'o', version: 3, type: 'consignment', state: 'draft', customerId: 'c', siteId: null, lines: [] },
  axes: { fulfilment: { value: 'none', share: 0 } },
}
const site = (id: string, name: string, state = 'active') => ({ id, name, state, customerId: 'c' })

let order: object
let asked: Asked[]
beforeEach(() => {
  localStorage.clear()
  order = draft
  asked = answers({
    'GET /orders/o': () => order,
    'GET /warehouses': () => ({
      items: [site('s1', 'East hall'), site('s2', 'Old hall', 'inactive')],
      nextCursor: null,
    }),
    'PATCH /orders/o': () => order,
    'POST /warehouses': () => site('s3', 'West hall'),
  })
})
const desk = { 'order.edit': 'all', 'warehouse.create': 'all', 'settlement.create': 'all' } as const
const open = (grants: Readonly<Record<string, 'all'>> = desk) => {
  const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  return draw(
    <SessionProvider value={{ userId: 'u', name: 'Oda', lang: 'en', roles: ['orderDesk'], grants, org }}>
      <OrderSite entity="order" id="o" />
      <NextSettlement entity="order" id="o" />
    </SessionProvider>,
    { texts: consignText },
  )
}
const edit = () => asked.findLast(one => one.route === 'PATCH /orders/o')?.body

test('a draft without a site is given one of the customer’s in use by one tap', async () => {
  const { body } = await open()
  await until(() => body.textContent?.includes('East hall') === true)
  expect(body.textContent).not.toContain('Old hall')
  await press(button(body, 'East hall'))
  expect(edit()).toEqual({ version: 3, siteId: 's1' })
})

test('one that is missing is made where one stands, for this customer, and taken at once', async () => {
  const { body } = await open()
  await until(() => body.textContent?.includes('New site') === true)
  await press(button(body, 'New site'))
  await settle(300)
  const fields = [...body.querySelectorAll<HTMLInputElement>('form input')]
  await type(fields[0], 'West hall')
  await type(fields[1], 'W')
  await submit(body.querySelector('form'))
  await until(() => edit() !== undefined)
  expect(asked.find(one => one.route === 'POST /warehouses')?.body).toEqual({
    ...{ name: 'West hall', code: 'W', customerId: 'c', sellable: false },
  })
  expect(edit()).toEqual({ version: 3, siteId: 's3' })
})

test('who may not make one is not offered it; what is said or confirmed is not asked', async () => {
  const { body } = await open({ 'order.edit': 'all' })
  await until(() => body.textContent?.includes('East hall') === true)
  expect(body.textContent).not.toContain('New site')
  order = { ...draft, siteId: 's1' }
  document.body.innerHTML = ''
  const said = await open()
  await settle(100)
  expect(said.body.querySelector('.ordersite')).toBe(null)
})

test('what lies at the site is one tap from being settled; once nothing does, nothing is offered', async () => {
  order = {
    ...draft,
    state: 'confirmed',
    siteId: 's1',
    lines: [line],
    axes: { fulfilment: { value: 'full', share: 100 } },
  }
  const { body } = await open()
  await until(() => body.querySelector('a') !== null)
  expect(button(body, 'Settle').getAttribute('href')).toBe('/settlements/new?customer=c&site=s1&order=o')
  expect(button(body, 'Settle').className).toBe('btn pri')
  order = { ...draft, state: 'confirmed', siteId: 's1', lines: [{ ...line, delivered: '5' }] }
  document.body.innerHTML = ''
  const over = await open()
  await settle(100)
  expect(over.body.querySelector('a')).toBe(null)
})
