import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { useGo } from '#ui/Link.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { shipmentCalls, useRefresh } from './useShipmentCalls.ts'

/** A new one begins with all of the order that is open, and is opened. */
export function usePlan(orderId: string) {
  const go = useGo()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const plan = async (kind: 'delivery' | 'acceptance') => {
    setBusy(true)
    setReasons([])
    try {
      const { id } = await shipmentCalls.create({ orderIds: [orderId], kind })
      await refresh()
      go(`/shipments/${id}`)
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { plan, busy, reasons }
}
