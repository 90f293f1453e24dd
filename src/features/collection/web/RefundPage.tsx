import { useQuery } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import type { Refund } from '../collection.schema.ts'
import { collectionText } from '../collection.text.ts'
import { refundEntity } from '../receipt.entity.ts'
import type { RefundMove } from '../refund.flow.ts'
import { refundCalls, useRefresh } from './useCollectionCalls.ts'

export function RefundPage() {
  const id = usePlace().params.id ?? ''
  const refund = useQuery({ queryKey: ['refund', id], queryFn: () => refundCalls.get({ id }) })
  if (refund.error) return <Problem error={refund.error} onRetry={() => refund.refetch()} />
  if (!refund.data) return <Skeleton shape="record" />
  return <RefundRecord key={id} refund={refund.data} />
}

const shown = ['reason', 'date', 'externalRef', 'note', 'ownerId']

function RefundRecord({ refund }: { refund: Refund }) {
  const t = useText(collectionText)
  const label = useLabel()
  const entity = useEntity(refundEntity)
  const choices = entity.fields.find(field => field.key === 'state')?.choices
  const tone = choices?.find(one => one.value === refund.state)?.tone ?? 'off'
  const fields = entity.fields.filter(field => shown.includes(field.key) || field.custom)
  return (
    <>
      <PageTop title={refund.number} back={{ label: label(entity.plural), href: '/refunds' }} />
      <RecordHead
        title={refund.customerName}
        href={`/customers/${refund.customerId}`}
        state={{ label: t(`state.refund.${refund.state}`), tone }}
        sub={
          <>
            <Link className="link" href={`/receipts/${refund.receiptId}`}>
              {refund.receiptNumber}
            </Link>
            {refund.orderId && (
              <Link className="link" href={`/orders/${refund.orderId}`}>
                {refund.orderNumber}
              </Link>
            )}
          </>
        }
        sum={{ label: t('moneyBack.amount'), value: <Money amount={refund.amount} currency={refund.currency} /> }}
      />
      <RefundMoves refund={refund} />
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('receipt.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={fields} record={refund} compact />
            </div>
          </section>
          <Slot name="files" entity="refund" id={refund.id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="refund" id={refund.id} />
        </div>
      </div>
    </>
  )
}

const note: Field = { key: 'note', label: collectionText['receipt.note'], kind: 'text', maxLength: 500 }
const ref: Field = { key: 'externalRef', label: collectionText['moneyBack.ref'], kind: 'text', maxLength: 100 }
const asks = { process: [ref], succeed: [ref], fail: [note], cancel: [note] }
const primary: Partial<Record<Refund['state'], RefundMove>> = {
  requested: 'approve',
  approved: 'process',
  processing: 'succeed',
}

function RefundMoves({ refund }: { refund: Refund }) {
  const t = useText(collectionText)
  const refresh = useRefresh()
  const { id, version, state } = refund
  const offers = useQuery({ queryKey: ['refund', id, 'moves', version], queryFn: () => refundCalls.offers({ id }) })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const call = refundCalls[move as RefundMove] // the offers are the flow's own moves
    const texts = Object.entries(values).filter(([, value]) => typeof value === 'string' && value.trim() !== '')
    await call({ id, version, ...Object.fromEntries(texts) })
    await refresh()
  }
  const first = primary[state]
  return (
    <MoveBar
      offers={offers.data ?? (offers.error ? [] : undefined)}
      {...(first && { primary: first })}
      label={move => t(`move.refund.${move}` as 'move.refund.approve')} // the offers are the flow's moves, each with its words
      asks={asks}
      onMove={run}
    />
  )
}
