import '#ui/RelatedRows.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Held } from '#ui/Held.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useDay } from '#ui/useDay.ts'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import type { Allocation, WholeReceipt } from '../collection.schema.ts'
import { collectionText } from '../collection.text.ts'
import { receiptEntity } from '../receipt.entity.ts'
import type { ReceiptMove } from '../receipt.flow.ts'
import { AllocatePart } from './AllocatePart.tsx'
import { RefundSheet } from './RefundSheet.tsx'
import { receiptCalls, useRefresh } from './useCollectionCalls.ts'

export function ReceiptPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const receipt = useQuery({ queryKey: ['receipt', id], queryFn: () => receiptCalls.get({ id }) })
  if (receipt.error) return <Problem error={receipt.error} onRetry={() => receipt.refetch()} />
  if (!receipt.data) return <Skeleton shape="record" />
  return <ReceiptRecord key={id} receipt={receipt.data} />
}

function ReceiptRecord({ receipt }: { receipt: WholeReceipt }) {
  const t = useText(collectionText)
  const day = useDay()
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(receiptEntity)
  const tone = entity.fields
    .find(field => field.key === 'state')
    ?.choices?.find(one => one.value === receipt.state)?.tone
  const money = (value: string) => <Money amount={value} currency={receipt.currency} />
  const mayAllocate = receipt.state === 'received' && Number(receipt.open) > 0 && mayDo(session, 'receipt.allocate')
  return (
    <>
      <PageTop title={receipt.number} back={{ label: label(entity.plural), href: '/receipts' }} />
      <RecordHead
        title={receipt.customerName}
        href={`/customers/${receipt.customerId}`}
        state={{ label: t(`state.receipt.${receipt.state}`), tone: tone ?? 'off' }}
        sub={
          <>
            <Day day={receipt.date} />
            {receipt.externalRef && <span>{receipt.externalRef}</span>}
            {receipt.state === 'received' && !receipt.counted && receipt.billDueDate && (
              <span>{t('receipt.counts', { date: day(receipt.billDueDate) })}</span>
            )}
          </>
        }
        facts={[
          { label: t('receipt.allocated'), value: money(receipt.allocated) },
          { label: t('receipt.open'), value: money(receipt.open) },
          ...(Number(receipt.refunded) > 0 ? [{ label: t('receipt.refunded'), value: money(receipt.refunded) }] : []),
        ]}
        sum={{ label: t('receipt.amount'), value: money(receipt.amount) }}
      />
      <ReceiptMoves receipt={receipt} />
      <div className="rec-grid">
        <div className="stack">
          {mayAllocate && (
            <Held latest={receipt}>
              {(shown, hold) => <AllocatePart key={shown.version} receipt={shown} onWriting={hold} />}
            </Held>
          )}
          <Allocations receipt={receipt} />
          <section className="card">
            <header>
              <h2>{t('receipt.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={formFields(entity)} record={receipt} compact />
            </div>
          </section>
          <Slot name="files" entity="receipt" id={receipt.id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="receipt" id={receipt.id} />
        </div>
      </div>
    </>
  )
}

const note: Field = { key: 'note', label: collectionText['receipt.note'], kind: 'text', maxLength: 500 }

const cameOn: Field = { key: 'date', label: collectionText['receipt.cameOn'], kind: 'date' }

function ReceiptMoves({ receipt }: { receipt: WholeReceipt }) {
  const t = useText(collectionText)
  const refresh = useRefresh()
  const { id, version } = receipt
  const offers = useQuery({ queryKey: ['receipt', id, 'moves', version], queryFn: () => receiptCalls.offers({ id }) })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const call = receiptCalls[move as ReceiptMove] // the offers are the flow's own moves
    const said = Object.entries(values).filter(([, value]) => typeof value === 'string' && value !== '')
    await call({ id, version, ...Object.fromEntries(said) })
    await refresh()
  }
  return (
    <MoveBar
      offers={offers.data ?? []}
      primary="receive"
      label={move => t(`move.receipt.${move}` as 'move.receipt.receive')} // the offers are the flow's moves, each with its words
      asks={{ receive: [cameOn], bounce: [note], fail: [note] }}
      onMove={run}
    >
      <RefundSheet receipt={receipt} />
    </MoveBar>
  )
}

function Allocations({ receipt }: { receipt: WholeReceipt }) {
  const t = useText(collectionText)
  return (
    <section className="card">
      <header>
        <h2>{t('receipt.allocations')}</h2>
      </header>
      <div className="body">
        {receipt.allocations.length === 0 && <p className="t3">{t('receipt.noAllocations')}</p>}
        {receipt.allocations.map(one => (
          <Row key={one.id} one={one} receipt={receipt} />
        ))}
      </div>
    </section>
  )
}

function Row({ one, receipt }: { one: Allocation; receipt: WholeReceipt }) {
  const t = useText(collectionText)
  const session = useSession()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const mayBack = Number(one.left) > 0 && receipt.state === 'received' && mayDo(session, 'receipt.allocate')
  const back = async () => {
    setBusy(true)
    try {
      await receiptCalls.takeBack({ id: receipt.id, allocationId: one.id })
      await refresh()
    } finally {
      setBusy(false)
    }
  }
  return (
    <p className="relrow">
      {one.orderId && (
        <Link className="link cut" href={`/orders/${one.orderId}`}>
          {one.orderNumber}
        </Link>
      )}
      {one.instalmentNo !== null && <small className="t3">{t('receipt.instalment', { no: one.instalmentNo })}</small>}
      {one.invoiceNumber && one.invoiceId && (
        <Link className={one.orderId ? 't3 dk' : 'link cut'} href={`/invoices/${one.invoiceId}`}>
          {one.invoiceNumber}
        </Link>
      )}
      <small className="t3">
        <Day day={one.date} />
      </small>
      <span className="grow" />
      {mayBack && (
        <Button kind="text" size="sm" busy={busy} onClick={back}>
          {t('receipt.takeBack')}
        </Button>
      )}
      <Money amount={one.amount} currency={receipt.currency} />
    </p>
  )
}
