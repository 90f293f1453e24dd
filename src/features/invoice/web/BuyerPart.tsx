import './Invoice.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { CardSkeleton, RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RelatedList } from '#ui/RelatedRows.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { billingText } from '../billing.text.ts'
import { requestText } from '../request.text.ts'
import { invoiceCalls } from './useInvoiceCalls.ts'
import { useInvoiceRow } from './useInvoiceRow.tsx'
import { profileCalls, useProfiles } from './useProfiles.ts'

const most = 5

/** Of a customer who pays: their last invoices; and how they were invoiced last, while nobody has kept that. */
export function BuyerPart({ id }: SlotProps) {
  const t = useText(requestText)
  const rowOf = useInvoiceRow()
  const filter = JSON.stringify({ field: 'payerId', op: 'in', value: [id] })
  const list = useQuery({
    queryKey: ['invoice', 'list', 'payer', id],
    queryFn: () => invoiceCalls.list({ filter, limit: 20, sort: '-createdAt' }),
  })
  const profiles = useProfiles([id])
  const rows = list.data?.items ?? []
  const last = rows.find(one => one.kind === 'normal' && one.state !== 'withdrawn' && one.state !== 'refused')
  if (list.isPending || profiles.isLoading) return <CardSkeleton rows={2} />
  return (
    <section className="card">
      <header>
        <h2>{t('request.buyer')}</h2>
      </header>
      <div className="body">
        {last && profiles.data?.length === 0 && <Last id={last.id} customerId={id} />}
        <RelatedList rows={rows.slice(0, most).map(rowOf)} none={t('request.buyerNone')} />
      </div>
    </section>
  )
}

const shown = ['name', 'taxNumber', 'address', 'phone', 'bank', 'account', 'email'] as const

function Last({ id, customerId }: { id: string; customerId: string }) {
  const t = useText(billingText)
  const r = useText(requestText)
  const session = useSession()
  const queries = useQueryClient()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const last = useQuery({ queryKey: ['invoice', id], queryFn: () => invoiceCalls.get({ id }) })
  if (!last.data) return <RowsSkeleton rows={2} />
  const { buyer, taxKind } = last.data
  const keep = async () => {
    try {
      await profileCalls.create({ ...buyer, customerId, taxKind: taxKind === 'special' ? 'special' : 'plain' })
      await queries.invalidateQueries({ queryKey: ['billingProfile'] })
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <>
      <p className="row">
        <small className="t3 grow">{r('request.buyerLast')}</small>
        {mayDo(session, 'billingProfile.create') && (
          <Button size="sm" onClick={keep}>
            {r('request.buyerKeep')}
          </Button>
        )}
      </p>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      <dl className="usual">
        {shown
          .filter(key => buyer[key])
          .map(key => (
            <div key={key}>
              <dt>{t(`billing.${key}`)}</dt>
              <dd>{buyer[key]}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}
