import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { draw, press, submit, type, windowOf } from '#test/page.tsx'
import { backorderText } from '../backorder.text.ts'
import { BackordersPage } from './BackordersPage.tsx'

const level = {
  id: 'l1',
  productName: 'Motor',
  productCode: 'SX-1',
  warehouseName: 'Main',
  batch: '',
  onHand: '4',
  reserved: '1',
  unit: 'pc',
  backorderLimit: '6',
}
const reads = {
  'GET /warehouses': () => ({
    items: [{ id: 'w1', name: 'Main', isDefault: true, state: 'active' }],
    nextCursor: null,
  }),
  'GET /stock': () => ({ items: [level], nextCursor: null }),
}

test.each([390, 1440])('at %i px only places with a limit are listed, and one is changed', async width => {
  windowOf(width)
  const asked = answers({ ...reads, 'PATCH /stock/l1': () => level })
  const { body } = await draw(<BackordersPage />, { texts: backorderText })
  expect(JSON.parse(asked.find(one => one.route === 'GET /stock')?.query.get('filter') ?? '')).toEqual({
    field: 'backorderLimit',
    op: 'gt',
    value: '0',
  })
  expect(body.querySelector('tbody')?.textContent).toContain('Motor')
  await press(body.querySelector('tbody button'))
  await type(document.querySelector('[data-field="backorderLimit"] input'), '0')
  await submit(document.querySelector('form'))
  expect(asked.find(one => one.route === 'PATCH /stock/l1')?.body).toEqual({ backorderLimit: '0' })
  expect(document.querySelector('form')).toBeNull()
})
