import './Yard.css'
import { useQuery } from '@tanstack/react-query'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useText } from '#ui/useText.tsx'
import { yardText } from '../yard.text.ts'
import { yardCalls } from './useShipmentCalls.ts'

/** On Home of whoever sends goods: how much stands where. */
export function YardPart() {
  const t = useText(yardText)
  const yard = useQuery({ queryKey: ['shipment', 'yard', ''], queryFn: () => yardCalls.board({}) })
  if (yard.error) return null
  return (
    <section className="card yardhome">
      <header>
        <h2>{t('yard.home')}</h2>
        <span className="grow" />
        <Link className="link" href="/warehouse">
          {t('yard.board')}
        </Link>
      </header>
      {yard.isPending && <RowsSkeleton rows={6} />}
      <ul className="plain">
        {yard.data?.columns.map(({ key, count, cards }) => (
          <li key={key} className={key === 'problem' && count > 0 ? 'row bad' : 'row'}>
            <Link className="grow" href={`/warehouse?at=${key}`}>
              {t(`yard.col.${key}`)}
            </Link>
            {cards.some(card => card.late) && <Tag tone="late">{t('yard.late')}</Tag>}
            <b className="b">{count}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}
