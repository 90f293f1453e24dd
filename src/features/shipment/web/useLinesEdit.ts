import { useState } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import type { ShipmentLine, WholeShipment } from '../shipment.schema.ts'
import { shipmentCalls, useRefresh } from './useShipmentCalls.ts'

export type LinesEdit = {
  readonly isTyped: boolean
  /** What is typed and not yet saved. */
  valueOf(line: ShipmentLine): string | undefined
  /** Somebody else saved another quantity since one began to type. */
  isClash(line: ShipmentLine): boolean
  type(line: ShipmentLine, qty: string): void
  settle(line: ShipmentLine, whose: 'mine' | 'theirs'): void
  /** The shipment as it stands then. */
  save(): Promise<WholeShipment>
}

/** `began`: what stood there when one began to type over it. */
type Typed = Readonly<Record<string, { readonly qty: string; readonly began: string }>>

/** Quantities that are being typed: they outlast what others change meanwhile, and a move saves them first. */
export function useLinesEdit(shipment: WholeShipment): LinesEdit {
  const refresh = useRefresh()
  const [typed, setTyped] = useState<Typed>({})
  const isClash = ({ id, unitQty }: ShipmentLine) => {
    const one = typed[id]
    return one !== undefined && one.began !== unitQty && one.qty !== unitQty
  }
  const save = async () => {
    if (shipment.lines.some(isClash)) throw new Refusal('form.conflict', 'conflict')
    const lines = shipment.lines.flatMap(line => {
      const unitQty = typed[line.id]?.qty ?? line.unitQty
      return Number(unitQty) === 0
        ? []
        : [{ orderLineId: line.orderLineId, unitQty, warehouseId: line.warehouseId, batch: line.batch }]
    })
    const saved = await shipmentCalls.edit({ id: shipment.id, version: shipment.version, lines })
    setTyped({})
    await refresh()
    return saved
  }
  const type = ({ id, unitQty }: ShipmentLine, qty: string) =>
    setTyped(old => ({ ...old, [id]: { qty, began: old[id]?.began ?? unitQty } }))
  const settle = ({ id, unitQty }: ShipmentLine, whose: 'mine' | 'theirs') =>
    setTyped(({ [id]: one, ...rest }) =>
      whose === 'mine' && one ? { ...rest, [id]: { ...one, began: unitQty } } : rest,
    )
  return {
    isTyped: shipment.state === 'draft' && Object.keys(typed).length > 0,
    valueOf: line => typed[line.id]?.qty,
    isClash,
    type,
    settle,
    save,
  }
}
