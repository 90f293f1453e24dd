import '#ui/RelatedRows.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useDay } from '#ui/useDay.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import type { Receivable, ReceivableItem } from '../receivable.schema.ts'
import { receivableText } from '../receivable.text.ts'
import { AgeBars } from './AgeBars.tsx'
import { DunningSheet } from './DunningSheet.tsx'
import { receivableCalls } from './useCollectionCalls.ts'

export function ReceivablePage() {
  const id = usePlace().params.id ?? ''
  const found = useQuery({ queryKey: ['receivable', id], queryFn: () => receivableCalls.get({ id }) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="record" />
  return <Owing key={id} payer={found.data} />
}

function Owing({ payer }: { payer: Receivable }) {
  const t = useText(receivableText)
  const session = useSession()
  const [logging, setLogging] = useState(false)
  const money = (amount: string) => <Money amount={amount} currency={session.org.currency} />
  const isLate = payer.lateDays > 0
  return (
    <>
      <PageTop title={payer.customerName} back={{ label: t('collect.receivables'), href: '/receivables' }} />
      <RecordHead
        title={payer.customerName}
        href={`/customers/${payer.id}`}
        {...(isLate && { state: { label: t('receivable.since', { days: payer.lateDays }), tone: 'late' } })}
        sub={payer.ownerName && <span>{payer.ownerName}</span>}
        facts={[
          { label: t('receivable.overdue'), value: money(payer.overdue), ...(isLate && { tone: 'late' }) },
          { label: t('receivable.surplus'), value: money(payer.surplus) },
        ]}
        sum={{ label: t('receivable.total'), value: money(payer.total) }}
      />
      <MoveBar offers={[]} label={String} onMove={async () => undefined}>
        {mayDo(session, 'followup.create') && (
          <Button kind="primary" icon="chat" onClick={() => setLogging(true)}>
            {t('receivable.log')}
          </Button>
        )}
        <Button icon="doc" href={`/customers/${payer.id}/statement`}>
          {t('receivable.statement')}
        </Button>
      </MoveBar>
      <div className="rec-grid">
        <div className="stack">
          <AgeBars payer={payer} />
          <Items payer={payer} />
        </div>
        <div className="stack">
          <Contact payer={payer} />
          <Slot name="timeline" entity="customer" id={payer.id} />
        </div>
      </div>
      <DunningSheet payer={logging ? payer : undefined} onClose={() => setLogging(false)} />
    </>
  )
}

function Contact({ payer }: { payer: Receivable }) {
  const t = useText(receivableText)
  const day = useDay()
  const { contactName, contactPhone, promised, promisedBy } = payer
  if (!contactName && !promised) return null
  return (
    <section className="card">
      <header>
        <h2>{t('receivable.contact')}</h2>
      </header>
      <div className="body">
        <p className="relrow">
          <span>{contactName}</span>
          <span className="grow" />
          {contactPhone && (
            <a className="link" href={`tel:${contactPhone}`}>
              {contactPhone}
            </a>
          )}
        </p>
        {promised && (
          <p className="relrow">
            <span>{t('receivable.promise', { what: promised })}</span>
            <span className="grow" />
            {promisedBy && <small className="t3">{t('receivable.by', { date: day(promisedBy) })}</small>}
          </p>
        )}
      </div>
    </section>
  )
}

function Items({ payer }: { payer: Receivable }) {
  const { id } = payer
  const t = useText(receivableText)
  const items = useQuery({ queryKey: ['receivable', id, 'items'], queryFn: () => receivableCalls.items({ id }) })
  return (
    <section className="card">
      <header>
        <h2>{t('receivable.items')}</h2>
      </header>
      {items.data?.length === 0 && (
        <div className="body">
          <p className="t3">{t('receivable.nothing')}</p>
        </div>
      )}
      <div className="scroll">
        <table className="tbl wide">
          <tbody>
            {items.data?.map(item => (
              <Item
                key={`${item.orderId ?? item.invoiceId} ${item.no ?? ''}`}
                item={item}
                payerName={payer.customerName}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Item({ item, payerName }: { item: ReceivableItem; payerName: string }) {
  const t = useText(receivableText)
  return (
    <tr>
      <td>
        <Link className="link" href={item.orderId ? `/orders/${item.orderId}` : `/invoices/${item.invoiceId}`}>
          {item.orderNumber ?? item.invoiceNumber}
        </Link>{' '}
        <small className="t3">
          {item.no === null ? t('receivable.noOrder') : t('receivable.instalment', { no: item.no })}
        </small>
        {item.customerName !== payerName && <div className="t3 cut">{item.customerName}</div>}
      </td>
      <td>
        <Late days={item.days} />
        {item.dueDate && (
          <div className="t3">
            <Day day={item.dueDate} />
          </div>
        )}
      </td>
      <td className="num nw">
        <Money amount={item.open} currency={item.currency} />
      </td>
    </tr>
  )
}

function Late({ days }: { days: number | null }) {
  const t = useText(receivableText)
  if (days === null) return <Tag>{t('receivable.noDay')}</Tag>
  if (days > 0) return <Tag tone="late">{t('receivable.since', { days })}</Tag>
  return <Tag tone="warm">{days === 0 ? t('receivable.today') : t('receivable.inDays', { days: -days })}</Tag>
}
