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

/** What it is of: whoever saves writes every line anew. */
const keyOf = ({ orderLineId, warehouseId, batch }: ShipmentLine): string =>
  `${orderLineId} ${warehouseId ?? ''} ${batch ?? ''}`

/** Quantities that are being typed: they outlast what others change meanwhile, and a move saves them first. */
export function useLinesEdit(shipment: WholeShipment): LinesEdit {
  const refresh = useRefresh()
  const [typed, setTyped] = useState<Typed>({})
  const isClash = (line: ShipmentLine) => {
    const one = typed[keyOf(line)]
    return one !== undefined && one.began !== line.unitQty && one.qty !== line.unitQty
  }
  const save = async () => {
    if (shipment.lines.some(isClash)) throw new Refusal('form.conflict', 'conflict')
    const lines = shipment.lines.flatMap(line => {
      const unitQty = typed[keyOf(line)]?.qty ?? line.unitQty
      return Number(unitQty) === 0
        ? []
        : [{ orderLineId: line.orderLineId, unitQty, warehouseId: line.warehouseId, batch: line.batch }]
    })
    const saved = await shipmentCalls.edit({ id: shipment.id, version: shipment.version, lines })
    setTyped({})
    await refresh()
    return saved
  }
  const type = (line: ShipmentLine, qty: string) =>
    setTyped(old => ({ ...old, [keyOf(line)]: { qty, began: old[keyOf(line)]?.began ?? line.unitQty } }))
  const settle = (line: ShipmentLine, whose: 'mine' | 'theirs') =>
    setTyped(({ [keyOf(line)]: one, ...rest }) =>
      whose === 'mine' && one ? { ...rest, [keyOf(line)]: { ...one, began: line.unitQty } } : rest,
    )
  return {
    isTyped: shipment.state === 'draft' && Object.keys(typed).length > 0,
    valueOf: line => typed[keyOf(line)]?.qty,
    isClash,
    type,
    settle,
    save,
  }
}
