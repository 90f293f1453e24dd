import { useSaid, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { billingText } from '../billing.text.ts'
import type { WholeInvoice } from '../invoice.schema.ts'

/** What it waits for, or what went wrong; nothing where all is well. */
export function TroublePart({ invoice }: { invoice: WholeInvoice }) {
  const t = useText(billingText)
  const said = useSaid()
  const { state, error, stuck, channel, sentAt, lapsesAt } = invoice
  const why = error && (said(error) ?? error)
  if (state === 'failed' || stuck)
    return (
      <aside className="card invtrouble late" role="status">
        <b className="b">
          {stuck ? t('billing.trouble.stuck') : t('billing.trouble.failed')} {stuck && <When at={sentAt} />}
        </b>
        {why && <p>{why}</p>}
      </aside>
    )
  if (state === 'issuing')
    return (
      <aside className="card invtrouble" role="status">
        <p>{t(`billing.trouble.${channel === 'manual' ? 'byHand' : channel === 'file' ? 'byFile' : 'sent'}`)}</p>
      </aside>
    )
  if (state === 'awaiting' && lapsesAt)
    return (
      <aside className="card invtrouble" role="status">
        <p>
          {t('billing.trouble.awaiting')} <When at={lapsesAt} />
        </p>
      </aside>
    )
  if (state === 'requested' && why)
    return (
      <aside className="card invtrouble late" role="status">
        <p>{why}</p>
      </aside>
    )
  return null
}
