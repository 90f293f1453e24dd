// What stands beside orders: their deals and packets, tickets, and the parcels on their way.
import type { Deal } from '#features/deal/deal.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import type { WholeShipment } from '#features/shipment/shipment.schema.ts'
import type { Ticket } from '#features/ticket/ticket.schema.ts'
import { sum } from '#kernel/money.ts'
import { shared } from './goods.ts'
import type { Known } from './known.ts'
import { each, type Reader } from './reading.ts'
import { differs, unlike } from './unlike.ts'

const recent = 300

export async function besideOrders(known: Known, orders: readonly WholeOrder[], read: Reader): Promise<string[]> {
  const deals = await each(known.deals.recent(recent), ({ id }) => read<Deal>(`/deals/${id}`))
  const parcels = known.shipments.recent(recent).filter(one => known.scans.has(one.id) || known.traces.has(one.id))
  const shipments = await each(parcels, ({ id }) => read<WholeShipment>(`/shipments/${id}`))
  return [
    ...deals.flatMap(deal => ofDeal(known, orders, deal)),
    ...ofPackets(known, orders),
    ...known.tickets.all().flatMap(ticket => ofTicket(known, ticket)),
    ...shipments.flatMap(shipment => ofParcel(known, shipment)),
  ]
}

/** One order at most lives of a deal, and a deal whose order lives is won. */
function ofDeal(known: Known, orders: readonly WholeOrder[], deal: Deal): string[] {
  const live = orders.filter(one => one.dealId === deal.id && one.state !== 'cancelled')
  const accepted = known.quotes.all().filter(one => one.dealId === deal.id && one.id === deal.acceptedQuoteId)
  const won = live.length === 0 || deal.state === 'won'
  return [
    ...differs(`${deal.number} live orders`, deal.liveOrders, live.length),
    ...(live.length > 1 ? [`${deal.number} has ${live.length} live orders`] : []),
    ...(won ? [] : [`${deal.number} is ${deal.state}, and its order lives`]),
    ...(deal.acceptedQuoteId === null || accepted.length === 1
      ? []
      : [`${deal.number} took a quote that nobody accepted`]),
  ]
}

function ofPackets(known: Known, orders: readonly WholeOrder[]): string[] {
  const packets = new Map(known.packets.all().map(one => [one.orderId, one]))
  return orders.flatMap(order => {
    const packet = packets.get(order.id)
    return [
      ...differs(`${order.number} packet`, order.packetState, packet?.state ?? null),
      ...(packet && packet.state !== 'accepted' && order.confirmedAt !== null
        ? [`${order.number} was confirmed, and nobody took its packet`]
        : []),
    ]
  })
}

function ofTicket({ returns }: Known, ticket: Ticket): string[] {
  const { id, number, state, waitingSince, resolvedAt, closedAt, firstResponseAt } = ticket
  const coming = returns.all().filter(one => one.ticketId === id && comingBack.includes(one.state))
  const settled = state === 'resolved' || state === 'closed'
  return [
    ...differs(`${number} waits`, waitingSince !== null, state === 'waiting'),
    ...differs(`${number} is resolved`, resolvedAt !== null, settled),
    ...differs(`${number} is closed`, closedAt !== null, state === 'closed'),
    ...(firstResponseAt === null && state !== 'open' && state !== 'cancelled' ? [`${number} was never answered`] : []),
    ...(settled && coming.length > 0 ? [`${number} is ${state}, and ${coming[0]?.number} is under way`] : []),
  ]
}
const comingBack = ['requested', 'approved', 'in_transit', 'received']

function ofParcel(known: Known, { id, number, lines, carrierState, trackingNumber }: WholeShipment): string[] {
  const newest = (known.traces.get(id) ?? []).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]
  const told =
    newest && trackingNumber !== shared && !known.unshipped.has(id)
      ? differs(`${number} carrier`, carrierState, newest.state)
      : []
  const counted = known.scans.get(id)
  const checked = sum(lines.map(line => line.checked))
  return [...told, ...(counted === undefined ? [] : unlike(`${number} checked`, checked, String(counted)))]
}
