import { expect, test } from 'vitest'
import { customerApi } from '#features/customer/customer.api.ts'
import { customerEntity } from '#features/customer/customer.entity.ts'
import { dealApi } from '#features/deal/deal.api.ts'
import { dealEntity } from '#features/deal/deal.entity.ts'
import { leadApi } from '#features/lead/lead.api.ts'
import { leadEntity } from '#features/lead/lead.entity.ts'
import { orderApi } from '#features/order/order.api.ts'
import { orderEntity } from '#features/order/order.entity.ts'
import { productApi } from '#features/product/product.api.ts'
import { productEntity } from '#features/product/product.entity.ts'
import { propertiesOf } from '#kernel/api.ts'
import { cellFields } from '#ui/editBody.ts'

// Lists that are typed into where they stand: what a cell offers must be what the endpoint takes.
const lists = [
  [customerEntity, customerApi.edit],
  [dealEntity, dealApi.edit],
  [leadEntity, leadApi.edit],
  [orderEntity, orderApi.edit],
  [productEntity, productApi.edit],
] as const

/** Given away by a move: the page calls it (LeadListPage). */
const moved: Readonly<Record<string, string>> = { lead: 'ownerId' }

test.each(lists.map(([entity, edit]) => [entity.key, entity, edit.body ?? {}] as const))(
  '%s: every cell that can be typed into is a field that its edit takes',
  (key, entity, body) => {
    const cells = [...cellFields(entity, () => true)]
    const taken = Object.keys(propertiesOf(body))
    expect(cells.length).toBeGreaterThan(0)
    expect(cells.filter(cell => cell !== moved[key] && !taken.includes(cell))).toEqual([])
    expect(taken).toEqual(expect.arrayContaining(['version', 'custom']))
  },
)
