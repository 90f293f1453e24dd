import './Invoice.css'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { RelatedList } from '#ui/RelatedRows.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { requestText } from '../request.text.ts'
import { RequestSheet } from './RequestSheet.tsx'
import { invoiceCalls, shipmentCalls } from './useInvoiceCalls.ts'
import { useInvoiceRow } from './useInvoiceRow.tsx'

/** Of a shipment: what its orders were invoiced, and an invoice for what it brought. */
export function ShipmentInvoices({ id }: SlotProps) {
  const t = useText(requestText)
  const session = useSession()
  const rowOf = useInvoiceRow()
  const [asking, setAsking] = useState(false)
  const shipment = useQuery({ queryKey: ['shipment', id], queryFn: () => shipmentCalls.get({ id }) })
  const orderIds = [...new Set((shipment.data?.lines ?? []).map(line => line.orderId))]
  const found = useQueries({
    queries: orderIds.map(orderId => ({
      queryKey: ['invoice', 'order', orderId],
      queryFn: () => invoiceCalls.ofOrder({ id: orderId }),
    })),
  })
  const rows = new Map(found.flatMap(one => one.data ?? []).map(one => [one.id, one]))
  const isKnown = shipment.data !== undefined && found.every(one => one.data)
  const isOut = shipment.data?.state === 'shipped' || shipment.data?.state === 'delivered'
  return (
    <section className="card">
      <header>
        <h2>{t('request.ofShipment')}</h2>
        <span className="grow" />
        {isOut && mayDo(session, 'invoice.create') && (
          <Button size="sm" icon="plus" onClick={() => setAsking(true)}>
            {t('request.new')}
          </Button>
        )}
      </header>
      <div className="body">
        <RelatedList rows={isKnown ? [...rows.values()].map(rowOf) : undefined} none={t('request.none')} />
      </div>
      <RequestSheet begin={{ shipmentId: id }} open={asking} onClose={() => setAsking(false)} />
    </section>
  )
}
