import '#ui/RelatedRows.css'
import { fieldOf } from '#meta/entity.ts'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { useEntityOf } from '#ui/useEntity.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { consignText } from '../screen.text.ts'
import type { WholeSettlement } from '../settlement.schema.ts'

type Row = WholeSettlement['invoices'][number]

/** What was asked for together with it, and what became of that. */
export function SettledInvoices({ settlement: { invoices } }: { readonly settlement: WholeSettlement }) {
  const t = useText(consignText)
  return (
    <section className="card">
      <header>
        <h2>{t('consign.invoices')}</h2>
      </header>
      <div className="body">
        {invoices.length === 0 && <p className="t3">{t('consign.noInvoices')}</p>}
        {invoices.map((one, at) => (
          <Invoice key={one.id ?? at} invoice={one} />
        ))}
      </div>
    </section>
  )
}

/** One out of reach is there, without a way to it. */
function Invoice({ invoice: { id, number, taxNumber, state, gross, currency } }: { readonly invoice: Row }) {
  const t = useText(consignText)
  const label = useLabel()
  const entity = useEntityOf('invoice')
  const choice = entity && fieldOf(entity, 'state')?.choices?.find(one => one.value === state)
  return (
    <p className="relrow">
      {id ? (
        <Link className="link cut" href={`/invoices/${id}`}>
          {number}
        </Link>
      ) : (
        <span className="cut">{t('consign.invoiceThere')}</span>
      )}
      {choice && <Tag tone={choice.tone ?? 'off'}>{label(choice.label)}</Tag>}
      {taxNumber && <small className="t3 dk">{taxNumber}</small>}
      <span className="grow" />
      {gross !== null && gross !== undefined && <Money amount={gross} currency={currency} />}
    </p>
  )
}
