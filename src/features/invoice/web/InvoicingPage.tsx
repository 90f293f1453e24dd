import './Invoice.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Label } from '#kernel/text.ts'
import type { Field } from '#meta/entity.ts'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { billingText } from '../billing.text.ts'
import type { InvoiceSettings } from '../invoice.schema.ts'
import { invoicingText } from '../invoicing.text.ts'
import { invoiceCalls } from './useInvoiceCalls.ts'

const choice = (key: string, label: Label, choices: Readonly<Record<string, Label>>): Field => ({
  key,
  label,
  kind: 'choice',
  required: true,
  choices: Object.entries(choices).map(([value, said]) => ({ value, label: said })),
})
const seller = (key: 'name' | 'taxNumber' | 'address' | 'phone' | 'bank' | 'account', maxLength: number): Field => ({
  key: `seller.${key}`,
  label: billingText[`billing.${key}`],
  kind: 'text',
  maxLength,
})

const fields: readonly Field[] = [
  choice('channel', invoicingText['invoicing.channel'], {
    manual: invoicingText['invoicing.channel.manual'],
    file: invoicingText['invoicing.channel.file'],
    standin: invoicingText['invoicing.channel.standin'],
  }),
  { ...seller('name', 200), required: true },
  seller('taxNumber', 30),
  seller('address', 300),
  seller('phone', 60),
  seller('bank', 200),
  seller('account', 60),
  { key: 'lineOff', label: invoicingText['invoicing.lineOff'], kind: 'number', required: true, scale: 2 },
  { key: 'totalOff', label: invoicingText['invoicing.totalOff'], kind: 'number', required: true, scale: 2 },
  choice('standin.does', invoicingText['invoicing.does'], {
    issue: invoicingText['invoicing.does.issue'],
    fail: invoicingText['invoicing.does.fail'],
    hang: invoicingText['invoicing.does.hang'],
    late: invoicingText['invoicing.does.late'],
  }),
  { key: 'standin.delay', label: invoicingText['invoicing.delay'], kind: 'number', required: true, scale: 0 },
]
const keys = fields.map(field => field.key)
const under = (stem: string): readonly string[] => keys.filter(key => key.startsWith(stem))
const sections = [
  { label: invoicingText['invoicing.part.channel'], fields: ['channel'] },
  { label: invoicingText['invoicing.part.seller'], fields: under('seller.') },
  { label: invoicingText['invoicing.part.exact'], fields: ['lineOff', 'totalOff'] },
  { label: invoicingText['invoicing.part.standin'], fields: under('standin.') },
]

/** How this company issues: by whom, in whose name, and how exact the tax service wants taxes. */
export function InvoicingPage() {
  const t = useText(invoicingText)
  const u = useText(uiText)
  const tell = useToast()
  const queries = useQueryClient()
  const now = useQuery({ queryKey: ['invoice', 'settings'], queryFn: () => invoiceCalls.settings({}) })
  if (now.error) return <Problem error={now.error} onRetry={() => now.refetch()} />
  const { data } = now
  const save = async (body: Readonly<Record<string, unknown>>) => {
    if (!data) return
    await invoiceCalls.setUp(nested({ ...flat(data), ...body }))
    await queries.invalidateQueries({ queryKey: ['invoice'] })
    tell(u('ui.saved'))
  }
  return (
    <>
      <PageTop title={t('invoicing.title')} back={{ label: t('invoicing.back'), href: '/settings' }} />
      {data ? (
        <section className="card">
          <div className="body stack invsettings">
            <p className="t2">{t('invoicing.intro')}</p>
            <RecordForm fields={fields} sections={sections} record={flat(data)} draftKey="invoicing" onSave={save} />
          </div>
        </section>
      ) : (
        <Skeleton shape="record" />
      )}
    </>
  )
}

const flat = ({ seller: party, standin, ...rest }: InvoiceSettings): Readonly<Record<string, unknown>> => ({
  ...rest,
  ...Object.fromEntries(Object.entries(party).map(([key, value]) => [`seller.${key}`, value])),
  ...Object.fromEntries(Object.entries(standin).map(([key, value]) => [`standin.${key}`, value])),
})

function nested(values: Readonly<Record<string, unknown>>): InvoiceSettings {
  const part = (stem: string) =>
    Object.fromEntries(under(stem).map(key => [key.slice(stem.length), values[key] ?? null] as const))
  const { channel, lineOff, totalOff } = values
  const standin = { does: values['standin.does'], delay: Number(values['standin.delay']) }
  return { channel, lineOff, totalOff, seller: part('seller.'), standin } as InvoiceSettings // exactly the fields above; the server checks every one
}
