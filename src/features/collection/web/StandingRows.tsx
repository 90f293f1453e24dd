import '#ui/RelatedRows.css'
import { useQuery } from '@tanstack/react-query'
import { isZero } from '#kernel/money.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { Problem } from '#ui/Problem.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import type { StandingPart } from '../standing.schema.ts'
import { standingText } from '../standing.text.ts'
import { standingCalls } from './useCollectionCalls.ts'

const pages = { order: '/orders', invoice: '/invoices', receipt: '/receipts' } as const

/** The rows behind a figure, the largest first, with what they come to. */
export function StandingRows({ id, part }: { id: string; part: StandingPart }) {
  const t = useText(standingText)
  const { org } = useSession()
  const rows = useQuery({
    queryKey: ['credit', id, 'items', part],
    queryFn: () => standingCalls.items({ id, part }),
  })
  if (rows.error) return <Problem error={rows.error} onRetry={() => rows.refetch()} />
  if (!rows.data) return <RowsSkeleton rows={5} />
  const { items, hidden, total } = rows.data
  const money = (amount: string) => <Money amount={amount} currency={org.currency} />
  return (
    <>
      {items.map(one => (
        <p key={`${one.entity}${one.id}`} className="relrow">
          <Link className="link cut" href={`${pages[one.entity]}/${one.id}`}>
            {one.number}
          </Link>
          <small className="t3">
            <Day day={one.day} />
          </small>
          <span className="grow" />
          {money(one.amount)}
        </p>
      ))}
      {!isZero(hidden) && (
        <p className="relrow">
          <span>{t('standing.hidden')}</span>
          <small className="t3">{t('standing.hiddenSay')}</small>
          <span className="grow" />
          {money(hidden)}
        </p>
      )}
      <p className="relrow standtotal">
        <span>{t(`standing.${part}`)}</span>
        <span className="grow" />
        <b>{money(total)}</b>
      </p>
    </>
  )
}
