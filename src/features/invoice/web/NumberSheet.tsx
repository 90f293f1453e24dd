import { Refusal, reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { billingText } from '../billing.text.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { invoiceCalls, useRefresh } from './useInvoiceCalls.ts'

const fields: readonly Field[] = [
  { key: 'taxNumber', label: billingText['billing.number'], kind: 'text', required: true, maxLength: 40 },
  { key: 'date', label: billingText['billing.date'], kind: 'date', required: true },
]

type Props = { readonly invoice: WholeInvoice; readonly open: boolean; readonly onClose: () => void }

/** Issued outside by hand: what to type there stands above, what came back is written below. */
export function NumberSheet({ invoice, open, onClose }: Props) {
  const t = useText(billingText)
  const refresh = useRefresh()
  const today = useToday()
  const { id, version } = invoice
  const start = { date: today }
  return (
    <Sheet open={open} onClose={onClose} title={t('billing.record')} width={560}>
      <div className="stack">
        <ToType invoice={invoice} />
        <RecordForm
          fields={fields}
          record={start}
          draftKey={`invoice:${id}:number`}
          onSave={async body => {
            const { taxNumber, date } = { ...start, ...body } as { taxNumber?: string; date: string } // the two fields above, checked by the server
            const digits = (taxNumber ?? '').normalize('NFKC').replaceAll(/[\s-]/g, '')
            if (!/^\d{20}$/.test(digits))
              throw new Refusal(reason('billing.numberShort', 'taxNumber', { count: digits.length }))
            await invoiceCalls.record({ id, version, taxNumber: digits, date })
            await refresh()
          }}
          onDone={onClose}
          onCancel={onClose}
          saveLabel={t('billing.record')}
        />
      </div>
    </Sheet>
  )
}

function ToType({ invoice }: { invoice: WholeInvoice }) {
  const t = useText(billingText)
  const { buyer } = invoice
  const words = (['name', 'taxNumber', 'address', 'phone', 'bank', 'account', 'email'] as const).flatMap(key =>
    buyer[key] ? [{ key, label: t(`billing.${key}`), value: buyer[key] }] : [],
  )
  const amounts = (['net', 'tax', 'gross'] as const).map(key => ({
    key,
    label: t(`billing.${key}`),
    value: invoice[key],
  }))
  return (
    <section className="invtype">
      <p className="t2">{t('billing.recordSay')}</p>
      <dl>
        {[...words, ...amounts].map(({ key, label, value }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{value}</dd>
            <Copy text={value} label={label} />
          </div>
        ))}
      </dl>
      <Files id={invoice.id} />
    </section>
  )
}

function Copy({ text, label }: { text: string; label: string }) {
  const t = useText(billingText)
  const tell = useToast()
  const copy = async () => {
    // without https the browser has no clipboard to give: the text can be selected
    await navigator.clipboard?.writeText(text)
    tell(t('billing.copied'))
  }
  return <Button kind="text" size="sm" icon="copy" aria-label={`${t('billing.copy')} ${label}`} onClick={copy} />
}

/** For the software that issues: it is read there instead of typed. */
function Files({ id }: { id: string }) {
  const t = useText(billingText)
  const { lang } = useLang()
  const href = (format: string) => addressOf({ path: '/invoices/tax-file', query: { ids: id, format, lang } })
  return (
    <p className="row">
      <Button size="sm" icon="download" href={href('csv')}>
        {t('billing.fileCsv')}
      </Button>
      <Button size="sm" icon="download" href={href('json')}>
        {t('billing.fileJson')}
      </Button>
    </p>
  )
}
