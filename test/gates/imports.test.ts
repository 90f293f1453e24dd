import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { arrows, circles, features, forEveryone, mermaid, reachable } from './lib/arrows.ts'
import { barrels, cycles, wrongWay } from './lib/imports.ts'
import { tracked } from './lib/source.ts'

const file = (path: string, text: string) => new Map([[path, text]])
const value = (path: string, from: string) => wrongWay(file(path, `import { x } from '${from}'`))
const type = (path: string, from: string) => wrongWay(file(path, `import type { X } from '${from}'`))

describe('this checkout', () => {
  test('imports go the way of the house', () => expect(wrongWay(tracked())).toEqual([]))
  test('no file hands on what others export', () => expect(barrels(tracked())).toEqual([]))
  test('no circle of files', () => expect(cycles(tracked())).toEqual([]))
  test('docs/map.md draws the arrows as they are', () =>
    expect(readFileSync('docs/map.md', 'utf8')).toContain(mermaid()))
  test('every folder of features is on the map', () => {
    const folders = [...tracked().keys()].flatMap(path => /^src\/features\/(\w+)\//.exec(path)?.[1] ?? [])
    expect([...new Set(folders)].filter(name => !features.includes(name))).toEqual([])
  })
})

describe('arrows', () => {
  test('they have no circle', () => {
    expect(circles()).toEqual([])
    expect(circles({ ...arrows, customer: ['order'] })).toContain('order')
  })
  test('they are transitive, and everyone may call people, link, file, notice, approval', () => {
    expect(reachable('handoff')).toContain('product')
    expect([...reachable('customer')].toSorted()).toEqual([...forEveryone].toSorted())
    expect([...reachable('notice')]).toEqual(['people', 'link', 'file'])
    expect(reachable('order').has('shipment')).toBe(false)
  })
})

describe('a wrong import is named', () => {
  test.each([
    ['src/kernel/flow.ts', '#meta/registry.ts'],
    ['src/meta/registry.ts', '#features/order/order.schema.ts'],
    ['src/ui/MoveBar.tsx', '#meta/server/kindSql.ts'],
    ['src/features/order/order.rules.ts', './server/order.sql.ts'],
    ['src/features/order/order.rules.ts', '#features/customer/customer.schema.ts'],
    ['src/features/order/server/order.service.ts', '../web/OrderPage.tsx'],
    ['src/features/order/server/order.service.ts', '#features/customer/server/customer.sql.ts'],
    ['src/features/order/server/order.service.ts', '#features/shipment/server/shipment.service.ts'],
    ['src/features/order/web/OrderPage.tsx', '../server/order.service.ts'],
    ['src/features/order/web/OrderPage.tsx', '#features/customer/web/CustomerPage.tsx'],
    ['src/journeys/winDeal.ts', '#features/deal/server/deal.sql.ts'],
    ['src/jobs/remind.ts', '#features/followup/server/followup.table.ts'],
    ['src/features/order/server/order.service.ts', '#app/server/mount.ts'],
    ['src/app/web/router.tsx', '../server/mount.ts'],
    ['src/kernel/clock.ts', '#test/world.ts'],
  ])('%s must not import %s', (path, from) => {
    expect(value(path, from)).toEqual([expect.stringContaining(`${path}:1`)])
  })

  test('what is allowed stays silent', () => {
    expect(type('src/features/order/order.rules.ts', '#features/customer/customer.schema.ts')).toEqual([])
    expect(type('src/features/order/server/order.sql.ts', '#features/customer/server/customer.table.ts')).toEqual([])
    expect(value('src/features/order/server/order.service.ts', '#features/deal/server/deal.service.ts')).toEqual([])
    expect(value('src/features/order/web/OrderPage.tsx', '#journeys/confirmOrder.api.ts')).toEqual([])
    expect(value('src/app/server/start.ts', '#features/order/server/order.routes.ts')).toEqual([])
  })

  test('also when it is lazy or handed on', () => {
    expect(wrongWay(file('src/kernel/a.ts', `export { x } from '#meta/x.ts'`))).toHaveLength(1)
    expect(wrongWay(file('src/kernel/a.ts', `const x = await import('#meta/x.ts')`))).toHaveLength(1)
  })

  test('a barrel and a circle are named', () => {
    expect(barrels(file('src/features/order/index.ts', 'export const x = 1'))).toHaveLength(1)
    expect(barrels(file('src/features/order/all.ts', `export * from './order.rules.ts'`))).toHaveLength(1)
    const loop = new Map([
      ['src/kernel/a.ts', `import { b } from './b.ts'`],
      ['src/kernel/b.ts', `import { a } from './a.ts'`],
    ])
    expect(cycles(loop)).toEqual(['circle: src/kernel/a.ts → src/kernel/b.ts → src/kernel/a.ts'])
  })
})
