// What is said of a shipment beside its own moves: the packing check, and the words of its carrier.
import type { CarrierState } from '#features/shipment/carrier.schema.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import { type Client, type Command, done, inState } from './command.ts'
import { shared } from './goods.ts'

const check: Command['run'] = async client => {
  const { random, known, as } = client
  const open = known.shipments.recent(30).filter(one => one.kind === 'delivery' || random.chance(0.05))
  const shipment = inState(client, open, ['draft', 'ready'])
  const line = shipment && random.pick(shipment.lines)
  if (!shipment || !line) return undefined
  const by = random.chance(0.2) ? -1 : 1
  const byCode = by === 1 && line.code !== null && random.chance(0.5)
  const body = byCode ? { code: random.chance(0.1) ? 'M9' : line.code } : { no: line.no, by: String(by) }
  const answer = await as('wei').post(`/shipments/${shipment.id}/checks`, body)
  if (done(answer)) {
    known.shipments.see(answer.body as unknown as WholeShipment) // the answer's schema is checked
    known.scans.set(shipment.id, (known.scans.get(shipment.id) ?? 0) + by)
  }
  return answer
}

/** A common aggregator's numbers, by hand. */
const codes = [
  { code: 0, state: 'in_transit' },
  { code: 1, state: 'picked_up' },
  { code: 2, state: 'problem' },
  { code: 3, state: 'signed' },
  { code: 5, state: 'out_for_delivery' },
  { code: 6, state: 'returned' },
] as const satisfies readonly { code: number; state: CarrierState }[]

/** No two at one instant: which of them is newer nobody could say. */
function nextWord({ random, known }: Client, shipments: readonly WholeShipment[]) {
  const told = shipments.flatMap(one => known.traces.get(one.id) ?? [])
  const again = random.chance(0.2) ? random.pick(told) : undefined
  const word = codes.find(one => one.state === again?.state) ?? random.pick(codes) ?? codes[0]
  const at = again?.at ?? new Date(Date.UTC(2026, 10, 1) + random.below(2_000_000_000)).toISOString()
  return { ...word, at }
}

function heard(
  { known }: Client,
  shipments: readonly { readonly id: string }[],
  word: { state: CarrierState; at: string },
) {
  for (const { id } of shipments) known.traces.set(id, [...(known.traces.get(id) ?? []), word])
}

const trace: Command['run'] = async client => {
  const shipment = inState(client, client.known.shipments.recent(), ['shipped', 'delivered'])
  if (!shipment) return undefined
  const { state, at } = nextWord(client, [shipment])
  const answer = await client.as('wei').post(`/shipments/${shipment.id}/traces`, { state, at })
  if (done(answer)) heard(client, [shipment], { state, at })
  return answer
}

/** A parcel that holds several shipments tells of all of them, or of none: one of them may not have left. */
const push: Command['run'] = async client => {
  const { random, known, as } = client
  const numbered = known.shipments.all().filter(one => one.trackingNumber !== null)
  const shipment = random.pick(numbered)
  if (!shipment) return undefined
  const { code, state, at } = nextWord(client, [shipment])
  const trackingNumber = random.chance(0.05) ? 'SF0' : shipment.trackingNumber
  const answer = await as('wei').post('/carrier-pushes', { trackingNumber, traces: [{ code, at }] })
  if (done(answer) && trackingNumber !== shared) heard(client, [shipment], { state, at })
  return answer
}

export const parcelCommands: readonly Command[] = [
  { name: 'shipment.check', weight: 6, run: check },
  { name: 'shipment.trace', weight: 3, run: trace },
  { name: 'shipment.push', weight: 3, run: push },
]
