import { useState } from 'react'
import type { WholeShipment } from '../shipment.schema.ts'
import { shipmentCalls, useRefresh } from './useShipmentCalls.ts'

export type LinesEdit = {
  /** Typed and not yet saved, by line. */
  readonly typed: Readonly<Record<string, string>>
  readonly isTyped: boolean
  type(lineId: string, qty: string): void
  /** The shipment as it stands then. */
  save(): Promise<WholeShipment>
}

/** Quantities that are being typed: they outlast what others change meanwhile, and a move saves them first. */
export function useLinesEdit(shipment: WholeShipment): LinesEdit {
  const refresh = useRefresh()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const save = async () => {
    const lines = shipment.lines.flatMap(line => {
      const unitQty = typed[line.id] ?? line.unitQty
      return Number(unitQty) === 0
        ? []
        : [{ orderLineId: line.orderLineId, unitQty, warehouseId: line.warehouseId, batch: line.batch }]
    })
    const saved = await shipmentCalls.edit({ id: shipment.id, version: shipment.version, lines })
    setTyped({})
    await refresh()
    return saved
  }
  return {
    typed,
    isTyped: shipment.state === 'draft' && Object.keys(typed).length > 0,
    type: (lineId, qty) => setTyped(old => ({ ...old, [lineId]: qty })),
    save,
  }
}
