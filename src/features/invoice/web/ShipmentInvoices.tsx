import './Invoice.css'
import { useQuery } from '@tanstack/react-query'
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

/** Of a shipment: the invoices of what it brought, and one for it. */
export function ShipmentInvoices({ id }: SlotProps) {
  const t = useText(requestText)
  const session = useSession()
  const rowOf = useInvoiceRow()
  const [asking, setAsking] = useState(false)
  const shipment = useQuery({ queryKey: ['shipment', id], queryFn: () => shipmentCalls.get({ id }) })
  const invoices = useQuery({ queryKey: ['invoice', 'shipment', id], queryFn: () => invoiceCalls.ofShipment({ id }) })
  // what lies at a site is invoiced as it is settled
  const isOut = shipment.data?.state === 'shipped' || shipment.data?.state === 'delivered'
  const mayAsk = isOut && !shipment.data?.siteId && mayDo(session, 'invoice.create')
  return (
    <section className="card">
      <header>
        <h2>{t('request.ofShipment')}</h2>
        <span className="grow" />
        {mayAsk && (
          <Button size="sm" icon="plus" onClick={() => setAsking(true)}>
            {t('request.new')}
          </Button>
        )}
      </header>
      <div className="body">
        <RelatedList rows={invoices.data?.map(rowOf)} none={t('request.none')} />
      </div>
      <RequestSheet begin={{ shipmentId: id }} open={asking} onClose={() => setAsking(false)} />
    </section>
  )
}
