import { useQuery } from '@tanstack/react-query'
import type { Reason } from '#kernel/refusal.ts'
import { Money } from '#ui/Money.tsx'
import { PaperDay } from '#ui/Paper.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { billingText } from '../billing.text.ts'
import type { Buyer, WholeInvoice } from '../invoice.schema.ts'
import { FaceLines } from './FaceLines.tsx'
import { invoiceCalls } from './useInvoiceCalls.ts'

/** As it stands on the paper; what the tax service would refuse is said where it stands. */
export function InvoiceFace({ invoice, reasons }: { invoice: WholeInvoice; reasons: readonly Reason[] }) {
  const t = useText(billingText)
  const { currency } = invoice
  const settings = useQuery({ queryKey: ['invoice', 'settings'], queryFn: () => invoiceCalls.settings({}) })
  const seller = settings.data?.seller
  return (
    <section className="card invface">
      <header>
        <h2 className="h1">{t(`billing.kind.${invoice.taxKind}`)}</h2>
        {invoice.kind === 'red' && <b className="late">{t('billing.red')}</b>}
        <span className="grow" />
        <dl>
          <dt>{t('billing.number')}</dt>
          <dd className="digits">{invoice.taxNumber ?? '–'}</dd>
          <dt>{t('billing.date')}</dt>
          <dd>
            <PaperDay day={invoice.date ?? undefined} />
          </dd>
        </dl>
      </header>
      <div className="sides">
        <Side title={t('billing.buyer')} party={invoice.buyer} at="buyer." reasons={reasons} />
        <Side title={t('billing.seller')} party={{ ...seller, email: null, kind: null }} at="seller." reasons={[]} />
      </div>
      <FaceLines invoice={invoice} reasons={reasons} />
      <dl className="sums">
        <div className="words">
          <dt>{t('billing.grossWords')}</dt>
          <dd lang="zh">{invoice.capital ?? '–'}</dd>
        </div>
        <div>
          <dt>{t('billing.gross')}</dt>
          <dd className="b">
            <Money amount={invoice.gross} currency={currency} />
          </dd>
        </div>
      </dl>
      {invoice.note && (
        <p className="noted">
          <span className="t3">{t('billing.note')}</span> {invoice.note}
        </p>
      )}
    </section>
  )
}

const shown = ['name', 'taxNumber', 'address', 'phone', 'bank', 'account', 'email'] as const
/** These stand there even when they are empty: the paper has a place for them. */
const always: readonly string[] = ['name', 'taxNumber']

type SideProps = {
  readonly title: string
  readonly party: { readonly [key in (typeof shown)[number]]?: string | null } & { readonly kind: Buyer['kind'] | null }
  readonly at: string
  readonly reasons: readonly Reason[]
}

function Side({ title, party, at, reasons }: SideProps) {
  const t = useText(billingText)
  const say = useReason()
  const wrong = (path: string) => reasons.filter(reason => reason.path === `${at}${path}`)
  return (
    <div>
      <h3>
        {title}
        {party.kind && party.kind !== 'company' && <small className="t3">{t(`billing.${party.kind}`)}</small>}
      </h3>
      <dl>
        {shown
          .filter(key => party[key] || always.includes(key) || wrong(key).length > 0)
          .map(key => (
            <div key={key} className={wrong(key).length > 0 ? 'bad' : undefined}>
              <dt>{t(`billing.${key}`)}</dt>
              <dd>
                {party[key] ?? (wrong(key).length === 0 && '–')}
                {wrong(key).map(reason => (
                  <span key={reason.key} className="wrong">
                    {say(reason)}
                  </span>
                ))}
              </dd>
            </div>
          ))}
      </dl>
      {wrong('kind').map(reason => (
        <p key={reason.key} className="wrong">
          {say(reason)}
        </p>
      ))}
    </div>
  )
}
