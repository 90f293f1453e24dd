import type { Summary } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { kindOf } from './kinds/registry.tsx'
import { useNumber } from './Money.tsx'
import { uiText } from './ui.text.ts'
import { useAnySession } from './useSession.tsx'
import { useLabel, useText } from './useText.tsx'

type Props = { shown: readonly Field[]; totals: Summary }

/** What all rows of the filter come to, also those that are not loaded; amounts in the organisation's currency. */
export function ListFoot({ shown, totals, lead, filler }: Props & { lead: boolean; filler: boolean }) {
  return (
    <tfoot>
      <tr>
        {lead && <td />}
        {shown.map((field, at) => {
          const sum = totals.sums[field.key]
          return (
            <td key={field.key} className={kindOf(field.kind).right ? 'num' : ''}>
              {sum === undefined ? (
                at === 0 && <Count totals={totals} />
              ) : (
                <Sum field={field} value={sum} totals={totals} />
              )}
            </td>
          )
        })}
        {filler && <td />}
      </tr>
    </tfoot>
  )
}

/** The same on a phone, above the cards. */
export function ListSums({ fields, totals }: { fields: readonly Field[]; totals: Summary }) {
  const t = useText(uiText)
  const label = useLabel()
  const summed = fields.filter(field => totals.sums[field.key] !== undefined && field.key !== unpriced)
  if (summed.length === 0) return null
  // what is called a total already is not called one twice
  const word = t('list.sumOf', { name: '' })
  const nameOf = (name: string) => (name.endsWith(word) ? name : t('list.sumOf', { name }))
  return (
    <dl className="dsums">
      {summed.map(field => (
        <div key={field.key}>
          <dt>{nameOf(label(field.label))}</dt>
          <dd>
            <Sum field={field} value={totals.sums[field.key] ?? null} totals={totals} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Count({ totals }: { totals: Summary }) {
  const t = useText(uiText)
  const format = useNumber()
  return t('list.count', { count: format(totals.count) })
}

/** The field under which a summary counts what could not be added up. */
const unpriced = 'unpriced'

function Sum({ field, value, totals }: { field: Field; value: string | null; totals: Summary }) {
  const t = useText(uiText)
  const format = useNumber()
  const currency = useAnySession()?.org.currency
  const { Cell } = kindOf(field.kind)
  const missing = field.kind === 'money' ? Number(totals.sums[unpriced] ?? 0) : 0
  return (
    <>
      <Cell field={field} value={value ?? '0'} record={{ currency }} />
      {missing > 0 && <small className="late nw">{t('list.notPriced', { count: format(missing) })}</small>}
    </>
  )
}
