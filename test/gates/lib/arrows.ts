/**
 * Which feature may call which: `a: ['b']` reads "a may call b's `*.service.ts`". Transitive, without circles.
 * What would run against an arrow is a journey, or a reader of events. A new arrow needs an ADR.
 */
export const arrows: Record<string, readonly string[]> = {
  // follow-up
  customer: [],
  contact: ['customer'],
  billing: ['customer'],
  registration: ['customer'],
  lead: ['contact', 'registration'],
  deal: ['contact', 'registration', 'product'],
  followup: ['lead', 'deal'],
  email: ['followup'],
  spotcheck: ['followup'],
  pool: ['lead', 'customer', 'contract'],
  assignment: ['pool'],
  twin: ['lead'],
  campaign: ['lead', 'deal'],
  capture: ['assignment', 'campaign'],
  product: [],
  quote: ['deal', 'stock', 'followup'],
  contract: ['quote', 'billing'],
  // orders
  order: ['contract'],
  change: ['order'],
  // a site is a customer's (ADR 0140)
  stock: ['product', 'customer'],
  supply: ['order'],
  shipment: ['order'],
  invoice: ['shipment', 'billing'],
  consignment: ['invoice'],
  collection: ['invoice'],
  statement: ['ticket', 'consignment'],
  ticket: ['collection'],
  survey: ['ticket'],
  handoff: ['supply', 'ticket'],
  // these know entities only through meta's registry
  exchange: ['customer', 'product', 'deal'],
  insight: [],
}

/** Everything above may call these; each of them may call only those before it. */
export const forEveryone = ['people', 'link', 'file', 'notice', 'approval'] as const

export const features = [...Object.keys(arrows), ...forEveryone]

/** Their tables of reads may join every feature's tables (always through `visibleTo`). */
export const readsEverything = ['insight', 'handoff']

/** All that `feature` may call, directly or by the way. */
export function reachable(feature: string, graph = arrows): Set<string> {
  const own = graph[feature]
  if (!own) return new Set(forEveryone.slice(0, indexIn(forEveryone, feature)))
  const found = new Set<string>(forEveryone)
  const waiting = [...own]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue
    found.add(next)
    waiting.push(...(graph[next] ?? []))
  }
  return found
}

const indexIn = (list: readonly string[], item: string) => Math.max(0, list.indexOf(item))

export const circles = (graph = arrows) => Object.keys(graph).filter(feature => reachable(feature, graph).has(feature))

/** The picture in docs/map.md. */
export function mermaid(graph = arrows): string {
  const lines = Object.entries(graph).flatMap(([from, to]) =>
    to.length ? to.map(name => `  ${from} --> ${name}`) : [`  ${from}`],
  )
  return ['```mermaid', 'graph LR', ...lines, '```'].join('\n')
}
