// One recorded request becomes any number of others: new ids where it made some, other customers, products and
// orders where it used some. Made before a slice begins, so that the floor pays for PostgreSQL and pg alone.
import { newId } from '#kernel/ids.ts'
import type { Facts, Ready } from './fill.ts'
import type { Measure } from './plan.ts'
import type { Record1, Sent } from './record.ts'

export type Bundle = readonly Sent[]

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
// the floor opens and closes its own transaction, and plans as PostgreSQL sees fit
const frame = ({ name, text }: Sent): boolean =>
  /^(begin|commit|rollback)/.test(text) || name === 'begin.settle' || name === 'plan'

export function bundler(facts: Facts, measure: Measure, recorded: Record1): (n: number) => Bundle {
  const statements = recorded.statements.filter(one => !frame(one))
  const texts = statements.map(one => JSON.stringify(one.values ?? []))
  const used = new Set(texts.flatMap(text => text.match(uuid) ?? []))
  // ids carry their birth: those made in the recorded request are made anew
  const fresh = [...used].filter(
    id => id[14] === '7' && Number.parseInt(id.replace('-', '').slice(0, 12), 16) >= recorded.at,
  )
  return n => {
    const swaps = new Map<string, string>(fresh.map(id => [id, newId()]))
    for (const [from, to] of swapsOf(facts, measure, recorded, n)) swaps.set(from, to)
    return statements.map((one, i) => ({
      name: one.name ?? `floor.${measure}.${i}`,
      text: one.text,
      values: JSON.parse(
        swapped(
          texts[i] ?? '[]',
          swaps,
          recorded.made,
          measure === 'confirm' ? (facts.ready[n % facts.ready.length]?.number ?? '') : `F${n}`,
        ),
      ) as unknown[], // was an array
    }))
  }
}

function swapped(text: string, swaps: ReadonlyMap<string, string>, made: string, number: string): string {
  const ids = text.replace(uuid, id => swaps.get(id) ?? id)
  return made === '' ? ids : ids.replaceAll(made, number)
}

function swapsOf(facts: Facts, measure: Measure, { n: from }: Record1, n: number): [string, string][] {
  if (measure === 'confirm') return orderSwaps(facts.ready[from], facts.ready[n % facts.ready.length])
  if (measure !== 'create') return []
  const { customers, products } = facts
  const shift = (ids: readonly string[], at: number, by: number): [string, string] => [
    ids[at % ids.length] ?? '',
    ids[(at + by) % ids.length] ?? '',
  ]
  return [shift(customers, from * 7, n * 7), ...[0, 1, 2, 3, 4].map(i => shift(products, from * 13 + i * 997, n * 13))]
}

function orderSwaps(a: Ready | undefined, b: Ready | undefined): [string, string][] {
  if (!a || !b) return []
  const pair = (x: readonly string[], y: readonly string[]): [string, string][] => x.map((id, i) => [id, y[i] ?? id])
  return [[a.id, b.id], [a.customerId, b.customerId], ...pair(a.lines, b.lines), ...pair(a.products, b.products)]
}
