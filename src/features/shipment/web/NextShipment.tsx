import { Button } from '#ui/Button.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { shipmentText } from '../shipment.text.ts'
import { useOpenLines } from './useOpenLines.ts'
import { usePlan } from './usePlan.ts'

/** In the bar of a confirmed order, while something is to go out: the step that passes the ball. */
export function NextShipment({ id }: SlotProps) {
  const t = useText(shipmentText)
  const say = useReason()
  const { plan, busy, reasons } = usePlan(id)
  const open = useOpenLines(id)
  // goods first; when they are out, what is to be accepted
  const kind = open.delivery ? 'delivery' : open.acceptance ? 'acceptance' : undefined
  if (!kind) return null
  return (
    <>
      <Button kind="primary" icon="truck" busy={busy} onClick={() => plan(kind)}>
        {t(kind === 'delivery' ? 'shipment.new' : 'shipment.newAcceptance')}
      </Button>
      {reasons.length > 0 && (
        <span className="late" role="alert">
          {reasons.map(say).join(' ')}
        </span>
      )}
    </>
  )
}
