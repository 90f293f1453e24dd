import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Money } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RelatedRows } from '#ui/RelatedRows.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { WholeReturn } from '../return.schema.ts'
import { returnText } from '../return.text.ts'
import { returnCalls, useRefresh } from './useTicketCalls.ts'

const paths = { refund: '/refunds', invoice: '/invoices', order: '/orders' } as const

/** Refunds, red letters and orders that came of it. */
export function Outcomes({ goodsReturn }: { readonly goodsReturn: WholeReturn }) {
  const t = useText(returnText)
  const rows = goodsReturn.outcomes.map(one => ({
    id: one.recordId,
    href: `${paths[one.entity]}/${one.recordId}`,
    title: `${t(`goodsReturn.outcome.${one.entity}`)} ${one.number}`,
    sum: one.amount && <Money amount={one.amount} currency={goodsReturn.currency} />,
  }))
  const { open, busy, reasons, replace } = useReplacing(goodsReturn)
  return (
    <RelatedRows
      title={t('goodsReturn.led')}
      rows={rows}
      none={t('goodsReturn.ledNothing')}
      action={
        open && (
          <Button size="sm" icon="plus" busy={busy} onClick={replace}>
            {t('goodsReturn.replace')}
          </Button>
        )
      }
    >
      {reasons.length > 0 && (
        <div role="alert">
          <Reasons reasons={reasons} />
        </div>
      )}
    </RelatedRows>
  )
}

/** What was to be exchanged and no order exchanges any more. */
export const isUnreplaced = ({ inspectedAt, lines, outcomes }: WholeReturn): boolean =>
  inspectedAt !== null &&
  lines.some(line => line.decision === 'exchange') &&
  !outcomes.some(one => one.entity === 'order' && one.state !== 'cancelled')

function useReplacing(goodsReturn: WholeReturn) {
  const session = useSession()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const replace = async () => {
    setBusy(true)
    try {
      await returnCalls.replace({ id: goodsReturn.id })
      setReasons([])
      await refresh()
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { open: isUnreplaced(goodsReturn) && mayDo(session, 'goodsReturn.decide'), busy, reasons, replace }
}
