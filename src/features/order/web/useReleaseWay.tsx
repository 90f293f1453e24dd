import { type ReactNode, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { WayOut } from '#ui/MoveBar.tsx'
import { useText } from '#ui/useText.tsx'
import { creditReleaseText } from '../creditRelease.text.ts'
import type { WholeOrder } from '../order.schema.ts'
import { ReleaseSheet } from './ReleaseSheet.tsx'
import { useOrderRelease } from './useReleaseCalls.ts'

type Way = { readonly wayOut: (reason: Reason) => WayOut | undefined; readonly sheet: ReactNode }

/** Where the payer's credit stops an order, the way out is to ask for a special release. */
export function useReleaseWay({ id, version }: Pick<WholeOrder, 'id' | 'version'>): Way {
  const t = useText(creditReleaseText)
  const [asking, setAsking] = useState(false)
  const { mayAsk = false, needed = null } = useOrderRelease(id, version).data ?? {}
  return {
    wayOut: ({ key }) =>
      mayAsk && (key === 'order.creditBlocked' || key === 'order.creditOver')
        ? { label: t('creditRelease.ask'), onClick: () => setAsking(true) }
        : undefined,
    sheet: <ReleaseSheet orderId={id} needed={needed} open={asking} onClose={() => setAsking(false)} />,
  }
}
