import { Money } from '#ui/Money.tsx'
import type { RelatedRow } from '#ui/RelatedRows.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { billingText } from '../billing.text.ts'
import { invoiceEntity } from '../invoice.entity.ts'
import type { Invoice } from '../invoice.schema.ts'

/** An invoice in one line, as other pages show it. */
export function useInvoiceRow(): (invoice: Invoice) => RelatedRow {
  const label = useLabel()
  const t = useText(billingText)
  const states = invoiceEntity.fields.find(field => field.key === 'state')?.choices ?? []
  return invoice => {
    const state = states.find(one => one.value === invoice.state)
    const taken = invoice.standing === 'part' || invoice.standing === 'reversed' ? invoice.standing : undefined
    const shown = taken
      ? { label: t(`billing.standing.${taken}`), tone: taken === 'part' ? ('warn' as const) : ('off' as const) }
      : state && { label: label(state.label), tone: state.tone ?? 'off' }
    const kind = invoice.kind === 'normal' ? '' : ` · ${t(`billing.title.${invoice.kind}`)}`
    return {
      id: invoice.id,
      href: `/invoices/${invoice.id}`,
      title: `${invoice.number}${kind}`,
      ...(shown && { state: shown }),
      at: invoice.issuedAt ?? invoice.createdAt,
      sum: <Money amount={invoice.gross} currency={invoice.currency} />,
    }
  }
}
