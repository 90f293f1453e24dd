import { useQuery } from '@tanstack/react-query'
import { sub } from '#kernel/money.ts'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { type Fact, RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { billingText } from '../billing.text.ts'
import { invoiceEntity } from '../invoice.entity.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { invoiceText } from '../invoice.text.ts'
import { AdvancePart } from './AdvancePart.tsx'
import { InvoiceFace } from './InvoiceFace.tsx'
import { InvoiceMoves } from './InvoiceMoves.tsx'
import { RedsPart } from './RedsPart.tsx'
import { TroublePart } from './TroublePart.tsx'
import { invoiceCalls } from './useInvoiceCalls.ts'
import './Invoice.css'

export function InvoicePage() {
  const id = usePlace().params.id ?? ''
  const invoice = useQuery({ queryKey: ['invoice', id], queryFn: () => invoiceCalls.get({ id }) })
  if (invoice.error) return <Problem error={invoice.error} onRetry={() => invoice.refetch()} />
  if (!invoice.data) return <Skeleton shape="record" />
  return <InvoiceRecord key={id} invoice={invoice.data} />
}

function InvoiceRecord({ invoice }: { invoice: WholeInvoice }) {
  const t = useText(invoiceText)
  const label = useLabel()
  const entity = useEntity(invoiceEntity)
  const { id, version, currency } = invoice
  const offers = useQuery({ queryKey: ['invoice', id, 'moves', version], queryFn: () => invoiceCalls.offers({ id }) })
  const tone = entity.fields
    .find(field => field.key === 'state')
    ?.choices?.find(one => one.value === invoice.state)?.tone
  const own = formFields(entity).filter(field => field.key !== 'note')
  return (
    <>
      <PageTop title={invoice.number} back={{ label: label(entity.plural), href: '/invoices' }} />
      <Slot name="strip" entity="invoice" id={id} />
      <RecordHead
        title={invoice.buyer.name || invoice.payerName}
        href={`/customers/${invoice.payerId}`}
        state={{ label: t(`state.invoice.${invoice.state}`), tone: tone ?? 'off' }}
        sub={<Sub invoice={invoice} />}
        facts={useFacts(invoice)}
        sum={{
          label: label(billingText['billing.gross']),
          value: <Money amount={invoice.gross} currency={currency} />,
        }}
      />
      <InvoiceMoves invoice={invoice} offers={offers.data ?? (offers.error ? [] : undefined)} />
      <TroublePart invoice={invoice} />
      <div className="rec-grid">
        <div className="stack">
          <InvoiceFace
            key={version}
            invoice={invoice}
            reasons={offers.data?.find(one => one.move === 'issue')?.reasons ?? []}
          />
          <AdvancePart invoice={invoice} />
          <RedsPart invoice={invoice} />
          <Slot name="related" entity="invoice" id={id} />
          {own.length > 0 && (
            <section className="card">
              <div className="body">
                <FieldList fields={own} record={invoice} compact />
              </div>
            </section>
          )}
          <Slot name="files" entity="invoice" id={id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="invoice" id={id} />
        </div>
      </div>
    </>
  )
}

function Sub({ invoice }: { invoice: WholeInvoice }) {
  const t = useText(billingText)
  const orders = new Map(invoice.lines.flatMap(line => (line.orderId ? [[line.orderId, line.orderNumber]] : [])))
  return (
    <>
      <span>{t(`billing.title.${invoice.kind}`)}</span>
      {invoice.buyer.name && invoice.buyer.name !== invoice.payerName && (
        <Link className="link" href={`/customers/${invoice.payerId}`}>
          {invoice.payerName}
        </Link>
      )}
      {[...orders].map(([orderId, number]) => (
        <Link key={orderId} className="link" href={`/orders/${orderId}`}>
          {number}
        </Link>
      ))}
      {invoice.originalId && (
        <Link className="link" href={`/invoices/${invoice.originalId}`}>
          {t('billing.takesBack', { number: invoice.originalNumber ?? '' })}
        </Link>
      )}
      {invoice.standing === 'part' && <Tag tone="warn">{t('billing.standing.part')}</Tag>}
      {invoice.standing === 'reversed' && <Tag tone="off">{t('billing.standing.reversed')}</Tag>}
      {invoice.ownerName && <span>{t('billing.owner', { name: invoice.ownerName })}</span>}
    </>
  )
}

function useFacts({ net, tax, gross, reversed, standing, registerNo, dueDate, currency }: WholeInvoice): Fact[] {
  const t = useText(billingText)
  const money = (amount: string) => <Money amount={amount} currency={currency} />
  return [
    ...(registerNo === null ? [] : [{ label: t('billing.register'), value: String(registerNo) }]),
    ...(dueDate === null ? [] : [{ label: t('billing.due'), value: <Day day={dueDate} /> }]),
    { label: t('billing.net'), value: money(net) },
    { label: t('billing.tax'), value: money(tax) },
    ...(standing === 'part' && gross ? [{ label: t('billing.left'), value: money(sub(gross, reversed)) }] : []),
  ]
}
