import { useQuery } from '@tanstack/react-query'
import { add, type Decimal, isDecimal, max, signOf, sub, sum } from '#kernel/money.ts'
import type { OnPaper } from '#kernel/parts.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import type { ShipmentLine, WholeShipment } from '../shipment.schema.ts'
import type { LinesEdit } from './useLinesEdit.ts'
import { shipmentCalls } from './useShipmentCalls.ts'

export type KitOn = {
  readonly lineId: string
  readonly name: string
  readonly parts: number
  readonly rows: readonly OnPaper[]
}

/** The kits on a shipment, each by the first of its lines; in a draft with how much of every part is still open. */
export function useKits(shipment: WholeShipment, edit: LinesEdit | undefined): ReadonlyMap<string, KitOn> {
  const session = useSession()
  const kitted = shipment.lines.filter(line => line.kit)
  const orders = [...new Set(kitted.map(line => line.orderId))].join(',')
  const { data: open } = useQuery({
    queryKey: ['shipment', 'open', orders, shipment.kind],
    queryFn: () => shipmentCalls.open({ orders, kind: shipment.kind }),
    enabled: edit !== undefined && orders !== '' && mayDo(session, 'shipment.create'),
  })
  /** What is neither out nor on other drafts; where it is not known, no more than is on this one. */
  const roomOf = (lineId: string): Decimal => {
    const own = sum(kitted.filter(line => line.orderLineId === lineId).map(line => line.unitQty))
    const found = open?.find(line => line.orderLineId === lineId)
    return found ? max(add(sub(found.toShip, found.planned), own), '0') : own
  }
  const kits = Map.groupBy(kitted, line => line.kit?.lineId ?? '')
  return new Map(
    [...kits].flatMap(([lineId, lines]) => {
      const [first] = lines
      if (!first?.kit) return []
      const { name, parts } = first.kit
      return [[first.id, { lineId, name, parts, rows: rowsOf(lines, roomOf, edit) }] as const]
    }),
  )
}

/** A part that lies in several places: each as planned there, what more is open from the last of them. */
function rowsOf(
  lines: readonly ShipmentLine[],
  roomOf: (lineId: string) => Decimal,
  edit: LinesEdit | undefined,
): OnPaper[] {
  return lines.map(line => {
    const own = lines.filter(one => one.orderLineId === line.orderLineId)
    const others = sum(own.filter(one => one !== line).map(one => one.unitQty))
    const most = line === own.at(-1) ? max(sub(roomOf(line.orderLineId), others), '0') : line.unitQty
    const qty = (edit?.valueOf(line) ?? line.unitQty).trim()
    return {
      key: line.id,
      lineId: line.orderLineId,
      perKit: line.kit?.perKit ?? '1',
      qty: isDecimal(qty) && signOf(qty) > 0 ? qty : '0',
      most,
    }
  })
}
