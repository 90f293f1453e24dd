import { Money } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { InvoicePreview } from '../invoice.schema.ts'
import { requestText } from '../request.text.ts'

type Props = {
  readonly preview: InvoicePreview | undefined
  readonly error: Error | null
  readonly isAdvance: boolean
}

/** What it will come to and to whom it goes, before anyone asks for it. */
export function PreviewPart({ preview, error, isAdvance }: Props) {
  const t = useText(requestText)
  if (error) return <Reasons reasons={reasonsOf(error)} />
  const { buyer, currency } = preview ?? {}
  const money = (amount: string | undefined) => <Money amount={amount} currency={currency ?? undefined} />
  return (
    <section className="askpreview" aria-live="polite">
      <dl>
        {!isAdvance && (
          <>
            <div>
              <dt>{t('request.net')}</dt>
              <dd>{money(preview?.net)}</dd>
            </div>
            <div>
              <dt>{t('request.tax')}</dt>
              <dd>{money(preview?.tax)}</dd>
            </div>
          </>
        )}
        <div className="sum">
          <dt>{t('request.gross')}</dt>
          <dd>{money(preview?.gross)}</dd>
        </div>
        <div className="to">
          <dt>{t('request.to')}</dt>
          <dd>
            {buyer?.name ?? '–'} <small className="t3">{buyer?.taxNumber ?? t('request.noTaxNumber')}</small>
          </dd>
        </div>
      </dl>
      {preview && preview.reasons.length > 0 && <Reasons reasons={preview.reasons} />}
      {preview && preview.warnings.length > 0 && (
        <div className="warns">
          <Reasons reasons={preview.warnings} />
        </div>
      )}
    </section>
  )
}
