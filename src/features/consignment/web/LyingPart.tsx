import '#ui/RelatedRows.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '#ui/Link.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { RelatedList } from '#ui/RelatedRows.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { Consigned } from '../consigned.schema.ts'
import { consignText } from '../screen.text.ts'
import { orderCalls, settlementCalls, useLying } from './useConsignmentCalls.ts'
import { useSettlementRow } from './useSettlementRow.tsx'

/** Of an order: what of it lies at the site, and its settlements. */
export function LyingPart({ id }: SlotProps) {
  const t = useText(consignText)
  const session = useSession()
  const rowOf = useSettlementRow()
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  const isSite = Boolean(order.data?.siteId)
  const lying = useLying({ orderId: id }, isSite)
  const settlements = useQuery({
    queryKey: ['settlement', 'order', id],
    queryFn: () => settlementCalls.ofOrder({ id }),
    enabled: isSite && mayDo(session, 'settlement.read'),
  })
  const rows = lying.data ?? []
  const settled = settlements.data ?? []
  if (!order.data || !isSite || (rows.length === 0 && settled.length === 0)) return null
  return (
    <section className="card">
      <header>
        <h2>{t('consign.title')}</h2>
        <span className="t3 cut">{order.data.siteName}</span>
      </header>
      <div className="body">
        {rows.slice(0, most).map(row => (
          <LyingRow key={row.id} row={row} />
        ))}
        {rows.length > most && <p className="t3">{t('consign.more', { count: rows.length - most })}</p>}
        <RelatedList rows={settled.map(rowOf)} none="" />
      </div>
    </section>
  )
}

const most = 20

function LyingRow({ row }: { readonly row: Consigned }) {
  const t = useText(consignText)
  const number = useNumber()
  return (
    <p className="relrow">
      <span className="cut">
        {row.name} <small className="t3">{row.batch}</small>
      </span>
      <span className="nw">
        {number(row.qty)} {row.unit}
      </span>
      <small className="t3">{t('consign.days', { days: row.days })}</small>
      <span className="grow" />
      <Link className="link nw dk" href={`/shipments/${row.shipmentId}`}>
        {row.shipmentNumber}
      </Link>
      {row.value !== undefined && <Money amount={row.value} currency={row.currency} />}
    </p>
  )
}
