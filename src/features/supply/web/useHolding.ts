import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { supplyScreenText } from '../screen.text.ts'
import { reserveOrder, supplyCalls, useRefresh } from './useSupplyCalls.ts'

/** One at a time; what it comes to is said, or why not. */
function useHold<Args extends readonly unknown[]>(run: (...args: Args) => Promise<string>) {
  const refresh = useRefresh()
  const tell = useToast()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const hold = async (...args: Args) => {
    setBusy(true)
    try {
      tell(await run(...args))
      setReasons([])
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
      await refresh()
    }
  }
  return { hold, reasons, busy }
}

/** What lies free, for all that this order waits for. */
export function useHoldOrder(id: string) {
  const t = useText(supplyScreenText)
  const { hold, ...rest } = useHold(async () => {
    await reserveOrder({ id })
    return t('supply.heldNow')
  })
  return { hold: () => hold(), ...rest }
}

/** What a supplier is to bring to the customer: all of an order that nobody asked for yet. */
export function useAskDirect() {
  const t = useText(supplyScreenText)
  return useHold(async (orderLineIds: readonly string[]) => {
    const { items } = await supplyCalls.requestDirect({ orderLineIds: [...orderLineIds] })
    return t('supply.asked', { count: items.length })
  })
}

/** What lies free of these products, or of all, for all who wait. */
export function useHoldFree() {
  const t = useText(supplyScreenText)
  return useHold(async (productIds?: readonly string[]) => {
    const { count } = await supplyCalls.holdFree(productIds ? { productIds: [...productIds] } : {})
    return count > 0 ? t('supply.heldFor', { count }) : t('supply.heldNone')
  })
}
