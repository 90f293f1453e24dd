import type { ReactNode } from 'react'
import { cmp, isZero, sub } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Link } from '#ui/Link.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { ChangePreview } from '../change.schema.ts'
import { changePageText } from '../changePage.text.ts'
import { ChangeLines, useReduced } from './ChangeLines.tsx'
import { FromTo } from './FromTo.tsx'
import './Change.css'

type Props = {
  readonly preview: ChangePreview
  readonly title?: ReactNode
}

/** What a change comes to: lines, money, stock, instalments, credit, and what it takes along. */
export function PreviewPart({ preview, title }: Props) {
  const t = useText(changePageText)
  return (
    <>
      {preview.conflicts.length > 0 && <Told title={t('change.conflictsSay')} reasons={preview.conflicts} />}
      {preview.reasons.length > 0 && <Told title={title ?? t('change.cannot')} reasons={preview.reasons} />}
      <section className="card">
        <header>
          <h2>{t('change.what')}</h2>
        </header>
        <ChangeLines lines={preview.lines} />
        <div className="body">
          <Head preview={preview} />
        </div>
      </section>
      <Causes preview={preview} />
    </>
  )
}

function Told({ title, reasons }: { title: ReactNode; reasons: readonly Reason[] }) {
  return (
    <aside className="card orderstuck" role="status">
      <div className="body">
        <b className="b">{title}</b>
        <Reasons reasons={reasons} />
      </div>
    </aside>
  )
}

/** What is different about the order itself. */
function Head({ preview: { before, after, currency } }: { preview: ChangePreview }) {
  const t = useText(changePageText)
  const reduced = useReduced()
  const isReduced = before.discountKind !== after.discountKind || before.discountValue !== after.discountValue
  const difference = before.gross != null && after.gross != null ? sub(after.gross, before.gross) : null
  return (
    <dl className="chgsum chg">
      {before.gross != null && after.gross != null && (
        <>
          <dt>{t('change.total')}</dt>
          <dd>
            <FromTo
              from={<Money amount={before.gross} currency={currency} />}
              to={<Money amount={after.gross} currency={currency} />}
              same={difference === '0'}
            />{' '}
            {difference !== null && !isZero(difference) && (
              <b className={cmp(difference, '0') > 0 ? 'ok' : 'late'}>
                {cmp(difference, '0') > 0 && '+'}
                <Money amount={difference} currency={currency} />
              </b>
            )}
          </dd>
        </>
      )}
      {isReduced && (
        <>
          <dt>{t('change.orderDiscount')}</dt>
          <dd>
            <FromTo
              from={reduced(before.discountKind, before.discountValue)}
              to={reduced(after.discountKind, after.discountValue)}
              same={false}
            />
          </dd>
        </>
      )}
      {before.promisedDate !== after.promisedDate && (
        <>
          <dt>{t('change.promised')}</dt>
          <dd>
            <FromTo from={<Day day={before.promisedDate} />} to={<Day day={after.promisedDate} />} same={false} />
          </dd>
        </>
      )}
      {before.address !== after.address && (
        <>
          <dt>{t('change.address')}</dt>
          <dd>
            {before.address && <del className="was">{before.address}</del>}
            {after.address ?? t('change.noAddress')}
          </dd>
        </>
      )}
    </dl>
  )
}

function Causes({ preview }: { preview: ChangePreview }) {
  const t = useText(changePageText)
  const number = useNumber()
  const { plan, stock, credit, trimmed, withdrawn, warnings, currency } = preview
  const moved = plan.filter(row => row.amountBefore !== row.amountAfter)
  const isNothing = moved.length + stock.length + trimmed.length + withdrawn.length + warnings.length === 0 && !credit
  // what is done is read from what was kept: there is nothing to foresee
  if (isNothing && plan.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{t('change.causes')}</h2>
      </header>
      <div className="body">
        {isNothing && <p className="t3">{t('change.none')}</p>}
        <dl className="chgsum chg">
          {stock.length > 0 && <dt>{t('change.stock')}</dt>}
          {stock.length > 0 && (
            <dd>
              {stock.map(one => (
                <div key={one.productId}>
                  {cmp(one.qty, '0') > 0 && '+'}
                  {number(one.qty)} {one.unit} {one.name}
                </div>
              ))}
            </dd>
          )}
          {moved.length > 0 && <dt>{t('change.plan')}</dt>}
          {moved.length > 0 && (
            <dd>
              {moved.map(row => (
                <div key={row.no}>
                  {t('change.instalment', { no: row.no })}{' '}
                  <FromTo
                    from={<Money amount={row.amountBefore} currency={currency} />}
                    to={<Money amount={row.amountAfter} currency={currency} />}
                    same={false}
                  />{' '}
                  {row.dueDate && <Day day={row.dueDate} />}
                </div>
              ))}
            </dd>
          )}
          {credit && (
            <>
              <dt>{t('change.credit')}</dt>
              <dd>
                <FromTo
                  from={<Money amount={credit.usedBefore} />}
                  to={<Money amount={credit.usedAfter} />}
                  same={credit.usedBefore === credit.usedAfter}
                />{' '}
                <span className={cmp(credit.usedAfter, credit.limit) > 0 ? 'late' : 't3'}>
                  {t('change.creditOf', { limit: number(credit.limit) })}
                </span>
              </dd>
            </>
          )}
          {trimmed.length > 0 && <dt>{t('change.trimmed')}</dt>}
          {trimmed.length > 0 && (
            <dd>
              {trimmed.map(one => (
                <div key={one.id}>
                  <Link className="link" href={`/shipments/${one.id}`}>
                    {one.number}
                  </Link>{' '}
                  <span className="t3">{one.lines}</span>
                </div>
              ))}
            </dd>
          )}
          {withdrawn.length > 0 && <dt>{t('change.withdrawn')}</dt>}
          {withdrawn.length > 0 && (
            <dd>
              {withdrawn.map(one => (
                <div key={one.id}>
                  <Link className="link" href={`/invoices/${one.id}`}>
                    {one.number}
                  </Link>
                </div>
              ))}
            </dd>
          )}
        </dl>
        {warnings.length > 0 && <Reasons reasons={warnings} />}
      </div>
    </section>
  )
}
