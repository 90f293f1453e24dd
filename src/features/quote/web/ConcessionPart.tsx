import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { isZero } from '#kernel/money.ts'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { Problem } from '#ui/Problem.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { concessionApi } from '../concession.api.ts'
import type { LineChange, VersionChange } from '../concession.schema.ts'
import { concessionText } from '../concession.text.ts'

const calls = client(concessionApi, send)

/** Which line changed from version to version, and what was given away; nothing where there is one version. */
export function ConcessionPart({ id }: { readonly id: string }) {
  const t = useText(concessionText)
  const given = useQuery({ queryKey: ['quote', id, 'concessions'], queryFn: () => calls.given({ id }) })
  if (given.error) return <Problem error={given.error} onRetry={() => given.refetch()} />
  const { items = [], conceded = '0' } = given.data ?? {}
  const [newest] = items
  if (!newest) return null
  return (
    <section className="card">
      <header>
        <h2>{t('quote.given.title')}</h2>
        <span className="grow" />
        <span className="t3">{t('quote.given.sum')}</span>
        <b>
          <Money amount={conceded} currency={newest.currency} />
        </b>
      </header>
      <div className="body">
        {items.map(one => (
          <StepRow key={one.id} step={one} />
        ))}
      </div>
    </section>
  )
}

function StepRow({ step }: { readonly step: VersionChange }) {
  const t = useText(concessionText)
  const { id, fromNo, toNo, at, byName, before, after, currency, lines, hasOtherTerms, conceded } = step
  return (
    <div className="quotestep">
      <p className="row wrap">
        <Link className="link" href={`/quotes/${id}`}>
          {t('quote.given.step', { from: fromNo, to: toNo })}
        </Link>
        {byName && <span className="t2">{t('quote.given.by', { name: byName })}</span>}
        <small className="t3">
          <When at={at} />
        </small>
        <span className="grow" />
        <span className="t2">
          <Money amount={before} currency={currency} /> → <Money amount={after} currency={currency} />
        </span>
        {!isZero(conceded) && (
          <Tag tone="warn">
            {t('quote.given.conceded')} <Money amount={conceded} currency={currency} />
          </Tag>
        )}
      </p>
      <ul className="plain">
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is compared has no id of its own, and is never moved
          <LineRow key={i} line={line} />
        ))}
      </ul>
      {lines.length === 0 && <p className="t3">{t('quote.given.same')}</p>}
      {hasOtherTerms && <p className="t3">{t('quote.given.terms')}</p>}
    </div>
  )
}

function LineRow({ line: { name, kind, fields } }: { readonly line: LineChange }) {
  const t = useText(concessionText)
  const number = useNumber()
  const shown = (value: string) => (value === 'true' || value === 'false' ? t(`quote.given.${value}`) : number(value))
  return (
    <li className="row wrap">
      <span>{name}</span>
      {kind !== 'changed' && <Tag>{t(`quote.given.${kind}`)}</Tag>}
      {fields.map(({ field, before, after }) => (
        <span key={field} className="t2">
          {t(`quote.given.field.${field}`)} {shown(before)} → {shown(after)}
        </span>
      ))}
    </li>
  )
}
