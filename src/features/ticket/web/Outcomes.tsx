import { Money } from '#ui/Money.tsx'
import { RelatedRows } from '#ui/RelatedRows.tsx'
import { useText } from '#ui/useText.tsx'
import type { WholeReturn } from '../return.schema.ts'
import { returnText } from '../return.text.ts'

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
  return <RelatedRows title={t('goodsReturn.led')} rows={rows} none="" />
}
