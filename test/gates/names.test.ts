import { expect, test } from 'vitest'
import { misnamedExports, misnamedFiles } from './lib/names.ts'
import { tracked } from './lib/source.ts'

const named = (path: string) => misnamedFiles(new Map([[path, '']]))
const exported = (text: string) => misnamedExports(new Map([['src/kernel/a.ts', text]]))

test('every file has a name and a place of the closed list', () => expect(misnamedFiles(tracked())).toEqual([]))
test('every export has a plain name', () => expect(misnamedExports(tracked())).toEqual([]))

test.each([
  'src/features/order/order.helpers.ts',
  'src/features/order/order.dto.ts',
  'src/features/order/order.service.ts',
  'src/features/order/order.ts',
  'src/features/order/server/order.rules.ts',
  'src/features/order/server/orderUtils.sql.ts',
  'src/features/order/lib/order.rules.ts',
  'src/features/order/web/orderPage.tsx',
  'src/features/order/web/lines.ts',
  'src/journeys/winDeal.service.ts',
  'src/kernel/db_pool.ts',
  'src/kernel/dbManager.ts',
  'src/ui/moveBar.tsx',
])('%s is named', path => expect(named(path)).not.toEqual([]))

test.each([
  'src/features/order/order.flow.test.ts',
  'src/features/customer/server/credit.sql.ts',
  'src/features/order/web/OrderPage.test.tsx',
  'src/features/order/web/useOrder.ts',
  'src/features/order/README.md',
  'src/features/exchange/read/csv.ts',
  'src/journeys/winDeal.api.ts',
  'src/kernel/flow.text.ts',
  'src/ui/kinds/date.tsx',
  'src/app/web/main.tsx',
])('%s is silent', path => expect(named(path)).toEqual([]))

test.each([
  'export const orderHelper = 1',
  'export function toOrderDto() {}',
  'export type IOrder = { id: string }',
  'export const OrderSchema = 1; export type Order = 1',
  'export function updateOrder() {}',
  'export class OrderManager {}',
  'const x = 1; export { x as orderV2 }',
])('%s is named', text => expect(exported(text)).toHaveLength(1))

test('words of the domain stay', () => {
  expect(exported('export const toBaseUnit = 1; export type Database = 1; export function confirmOrder() {}')).toEqual(
    [],
  )
})
