import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { type Say, useLabel, useText } from '#ui/useText.tsx'
import { answersText } from '../answers.text.ts'
import { billingText } from '../billing.text.ts'
import { invoiceApi } from '../invoice.api.ts'
import { invoiceEntity } from '../invoice.entity.ts'
import { invoiceFlow } from '../invoice.flow.ts'
import type { Invoice } from '../invoice.schema.ts'
import { AnswersSheet } from './AnswersSheet.tsx'
import { invoiceCalls } from './useInvoiceCalls.ts'

const bulk = { apis: [invoiceApi], flow: invoiceFlow }
const columns = ['number', 'customerId', 'orderNumbers', 'kind', 'gross', 'state', 'date', 'taxNumber']
const sums = ['gross', 'net', 'tax', 'reversed']

const searchOf = (filter: unknown, sort = '-createdAt'): string =>
  new URLSearchParams({ filter: JSON.stringify(filter), sort }).toString()
const stateIn = (...value: string[]) => ({ field: 'state', op: 'in', value })

/** What finance opens in the morning: to issue, in trouble, taken back, issued. */
const viewsOf = (t: Say<typeof billingText>) => [
  { label: t('billing.view.all'), search: '' },
  { label: t('billing.view.toIssue'), search: searchOf(stateIn('requested', 'confirmed'), 'createdAt') },
  { label: t('billing.view.trouble'), search: searchOf(stateIn('issuing', 'failed'), 'createdAt') },
  { label: t('billing.view.reds'), search: searchOf({ field: 'kind', op: 'in', value: ['red'] }) },
  {
    label: t('billing.view.month'),
    search: searchOf({ all: [stateIn('issued'), { field: 'date', op: 'within', value: 'thisMonth' }] }, '-date'),
  },
]

/** What is asked for, what is on its way, what was issued and taken back. */
export function InvoiceListPage() {
  const t = useText(billingText)
  const a = useText(answersText)
  const [open, setOpen] = useState(false)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(invoiceEntity)
  const money = (key: 'gross' | 'net' | 'tax' | 'reversed') => (row: Invoice) => (
    <Money amount={row[key]} currency={row.currency} />
  )
  return (
    <>
      <PageTop title={label(entity.plural)}>
        {mayDo(session, 'billingProfile.read') && (
          <Link className="link" href="/billing-profiles">
            {t('billing.profiles')}
          </Link>
        )}
      </PageTop>
      <RecordList<Invoice>
        entity={entity}
        columns={columns}
        href={row => `/invoices/${row.id}`}
        load={invoiceCalls.list}
        summary={invoiceCalls.summary}
        sums={sums}
        views={viewsOf(t)}
        bulk={bulk}
        before={
          mayDo(session, 'invoice.record') &&
          mayDo(session, 'invoice.issue') && (
            <Button size="sm" icon="doc" onClick={() => setOpen(true)}>
              {a('answers.open')}
            </Button>
          )
        }
        cells={{ gross: money('gross'), net: money('net'), tax: money('tax'), reversed: money('reversed') }}
        {...(mayDo(session, 'invoice.export') && {
          exportHref: query => addressOf({ path: '/invoices/export', query }),
        })}
        empty={{ title: t('billing.empty'), say: t('billing.emptySay') }}
      />
      <AnswersSheet open={open} onClose={() => setOpen(false)} />
    </>
  )
}
