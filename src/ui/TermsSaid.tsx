import { canonical, isZero } from '#kernel/money.ts'
import { termsText } from '#kernel/terms.text.ts'
import { dueOn, gateNames, type Instalment, planOf, type Terms, type Total } from '#kernel/terms.ts'
import { sayInstalment } from '#kernel/termsSaid.ts'
import { dayOf } from './day.ts'
import { Money } from './Money.tsx'
import { useLang, useText } from './useText.tsx'
import { Day } from './When.tsx'
import './Terms.css'

/** The day or the instant an event happened. */
export type KnownDays = Partial<Record<Instalment['on'], string | null>>

type Props = { readonly terms: Terms; readonly total: Total; readonly known?: KnownDays | undefined }

/** Terms as sentences with what each instalment comes to, and when it is due once its event has happened. */
export function TermsSaid({ terms, total, known = {} }: Props) {
  const t = useText(termsText)
  const { lang } = useLang()
  // hidden from this reader, what the shares come to is not told either
  const amounts = total.gross ? planOf(terms, total).amounts : []
  const live = gateNames.filter(gate => !isZero(terms.gates[gate]))
  if (terms.instalments.length === 0 && live.length === 0) return <p className="t3">{t('terms.none')}</p>
  return (
    <>
      <ol className="termsaid">
        {terms.instalments.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: instalments have no other name than their place
          <li key={i}>
            <span>{sayInstalment(one, lang)}</span>
            <Due one={one} known={known} />
            <b>
              <Money amount={amounts[i]} currency={total.currency} />
            </b>
          </li>
        ))}
      </ol>
      {live.map(gate => (
        <p key={gate} className="t2">
          {t(`terms.gateSaid.${gate}`, { percent: canonical(terms.gates[gate]) })}
        </p>
      ))}
    </>
  )
}

function Due({ one, known }: { one: Instalment; known: KnownDays }) {
  const { zone } = useLang()
  const at = one.on === 'date' ? one.date : known[one.on]
  if (!at || (one.on === 'date' && !one.days && one.monthsEnd === undefined)) return <span />
  const day = at.length > 10 ? dayOf(new Date(at), zone) : at
  return (
    <small className="t3">
      <Day day={dueOn(one, day)} />
    </small>
  )
}
