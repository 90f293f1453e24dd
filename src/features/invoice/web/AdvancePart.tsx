import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isZero } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Money } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { billingText } from '../billing.text.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { invoiceCalls, useRefresh } from './useInvoiceCalls.ts'

/** Of an issued invoice whose orders have an advance that stands: it is deducted by red letters, drafted in one step. */
export function AdvancePart({ invoice }: { invoice: WholeInvoice }) {
  const t = useText(billingText)
  const session = useSession()
  const refresh = useRefresh()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const { id } = invoice
  const advances = useQuery({
    queryKey: ['invoice', id, 'advances'],
    queryFn: () => invoiceCalls.advances({ id }),
    enabled: invoice.kind === 'normal' && invoice.state === 'issued',
  })
  if (!advances.data || isZero(advances.data.standing)) return null
  const { standing, amount, currency } = advances.data
  const draft = async () => {
    setBusy(true)
    try {
      await invoiceCalls.deduct({ id })
      await refresh()
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="card">
      <header>
        <h2>{t('billing.advance')}</h2>
        <span className="grow" />
        {!isZero(amount) && mayDo(session, 'invoice.credit') && (
          <Button size="sm" icon="undo" busy={busy} onClick={draft}>
            {t('billing.advance.deduct')}
          </Button>
        )}
      </header>
      <div className="body">
        <p className="relrow">
          <span className="t2">{t('billing.advance.standing')}</span>
          <span className="grow" />
          <Money amount={standing} currency={currency} />
        </p>
        <p className="relrow">
          <span className="t2">{t('billing.advance.amount')}</span>
          <span className="grow" />
          <Money amount={amount} currency={currency} />
        </p>
        {reasons.length > 0 && <Reasons reasons={reasons} />}
      </div>
    </section>
  )
}
