import type { Facts } from './fill.ts'
import type { Measure } from './plan.ts'

export type Asked = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly key: string
  readonly body?: object
}

/** The `n`th request of a kind: what a person's page or a program would send. */
export function requestOf(facts: Facts, measure: Measure, n: number): Asked {
  return requests[measure](facts, n)
}

export const listFilter = JSON.stringify({
  all: [
    { field: 'state', op: 'is', value: 'confirmed' },
    { field: 'date', op: 'gte', value: '2026-06-01' },
  ],
})

const pick = (ids: readonly string[], n: number): string => ids[n % ids.length] ?? ''

const requests: Record<Measure, (facts: Facts, n: number) => Asked> = {
  create: ({ write, customers, products }, n) => ({
    method: 'POST',
    path: '/api/orders',
    key: write.key,
    body: {
      customerId: pick(customers, n * 7),
      lines: [0, 1, 2, 3, 4].map(i => ({
        productId: pick(products, n * 13 + i * 997),
        unitQty: String(1 + i),
        price: '99.99',
      })),
    },
  }),
  confirm: ({ write, ready }, n) => ({
    method: 'POST',
    path: `/api/orders/${ready[n % ready.length]?.id}/moves/confirm`,
    key: write.key,
    body: {},
  }),
  list: ({ list }) => ({
    method: 'GET',
    path: `/api/orders?limit=50&filter=${encodeURIComponent(listFilter)}`,
    key: list.key,
  }),
  receivables: ({ list }) => ({ method: 'GET', path: '/api/receivables?limit=50', key: list.key }),
  lead: ({ lead }, n) => ({
    method: 'POST',
    path: '/api/leads',
    key: lead.key,
    // a company and a phone that others have
    body: {
      name: `王${n}`,
      company: `杭州${1 + (n % 500)}机械有限公司`,
      phone: `139${String(1 + (n % 5000)).padStart(8, '0')}`,
      source: 'fair',
    },
  }),
}
