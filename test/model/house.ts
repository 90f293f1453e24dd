// Where the model is played: a company with little stock, a payer with little credit, and people who may do everything.
import type { Caller, TestApp } from '../app.ts'
import { type Person, people } from '../world.ts'
import { type Known, newKnown } from './known.ts'

async function id(asked: Promise<{ status: number; body: Record<string, unknown> }>): Promise<string> {
  const { status, body } = await asked
  if (status >= 300) throw new Error(JSON.stringify(body))
  return String(body.id)
}

async function warehousesOf(owner: Caller): Promise<string[]> {
  const warehouseIds: string[] = []
  // the first one is the usual one
  for (const code of ['A', 'B']) warehouseIds.push(await id(owner.post('/warehouses', { code, name: `${code} 仓` })))
  // quarantine: what lies there is promised to nobody
  warehouseIds.push(await id(owner.post('/warehouses', { code: 'C', name: 'C 仓', sellable: false })))
  return warehouseIds
}

/** One customer has two sites and must say which, another has one, the last has none. */
async function sitesOf(owner: Caller, customerIds: readonly string[]): Promise<string[]> {
  const siteIds: string[] = []
  for (const [i, customerId] of [customerIds[0], customerIds[0], customerIds[1]].entries())
    siteIds.push(await id(owner.post('/warehouses', { code: `S${i}`, name: `寄售点 ${i}`, customerId })))
  return siteIds
}

export async function furnish(app: TestApp): Promise<Known> {
  // a key is made when it is first asked for
  await Promise.all(Object.keys(people).map(who => app.world.keyOf(who as Person))) // the table's own keys
  const owner = app.as('olivia')
  const names = ['江苏榆湾饮料有限公司', '苏州泓澄食品有限公司', 'Nordic Foods AB']
  const customerIds = await Promise.all(
    names.map(name => id(app.as('ann').post('/customers', { name, address: '南京市' }))),
  )
  const contactIds = await Promise.all(
    customerIds.map(customerId => id(app.as('ann').post('/contacts', { customerId, name: '付慧琳' }))),
  )
  const [first = ''] = customerIds
  const limit = await owner.patch(`/customers/${first}/credit`, {
    creditLimit: '9000',
    creditDays: 30,
    policy: 'block',
  })
  if (limit.status >= 300) throw new Error(JSON.stringify(limit.body))
  const warehouseIds = await warehousesOf(owner)
  const siteIds = await sitesOf(owner, customerIds)
  const goods = await Promise.all(
    ['M1', 'M2', 'M3'].map(code =>
      id(owner.post('/products', { code, name: `给袋式包装机 ${code}`, price: '99.99', taxRate: '13' })),
    ),
  )
  const service = await id(
    owner.post('/products', {
      code: 'S1',
      name: '安装调试',
      kind: 'service',
      fulfil: 'accept',
      price: '500',
      taxRate: '6',
    }),
  )
  return newKnown({ customerIds, contactIds, productIds: { goods, service }, warehouseIds, siteIds })
}
