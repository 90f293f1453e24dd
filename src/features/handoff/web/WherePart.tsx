import { useQuery } from '@tanstack/react-query'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { MiniThread } from '#ui/Marks.tsx'
import type { Step } from '#ui/steps.ts'
import { useText } from '#ui/useText.tsx'
import type { BoardCard } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { handoffCalls, useHolderName, useWorkTime } from './useHandoffCalls.ts'
import './Handoff.css'

const most = 8
const stepOf: Readonly<Record<BoardCard['column'], Step>> = {
  wonNoOrder: 'handoff',
  packet: 'handoff',
  submit: 'order',
  review: 'order',
  lead: 'lead',
  deal: 'deal',
  quote: 'quote',
  supply: 'supply',
  shipment: 'shipment',
  invoice: 'invoice',
  collection: 'collection',
  service: 'ticket',
}

/** On Home: the runs that the reader may see, late ones first, and who has the ball. */
export function WherePart() {
  const t = useText(handoffText)
  const board = useQuery({ queryKey: ['handoff', 'board'], queryFn: () => handoffCalls.board({}) })
  if (board.error) return null
  const cards = (board.data?.columns ?? []).flatMap(column => column.cards)
  const shown = cards.toSorted((a, b) => b.minutes / b.allowed - a.minutes / a.allowed).slice(0, most)
  return (
    <section className="card where">
      <header>
        <h2>{t('handoff.where')}</h2>
        <span className="grow" />
        {cards.length > shown.length && (
          <Link className="link" href="/handoff">
            {t('handoff.whereAll', { count: cards.length })}
          </Link>
        )}
      </header>
      <div className="body">
        {board.isPending && <RowsSkeleton rows={most} />}
        {board.data && cards.length === 0 && <p className="t3">{t('handoff.whereNone')}</p>}
        <ul>
          {shown.map(card => (
            <Run key={card.key} card={card} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function Run({ card }: { card: BoardCard }) {
  const t = useText(handoffText)
  const time = useWorkTime()
  const nameOf = useHolderName()
  const late = card.late && t('handoff.over', { time: time(card.minutes - card.allowed, true) })
  return (
    <li className={card.late ? 'over' : undefined}>
      <MiniThread at={stepOf[card.column]} late={card.late} />
      <Link className="cut" href={card.href} title={[card.customerName, card.title].join(' · ')}>
        {card.customerName}
      </Link>
      <small title={t(`handoff.col.${card.column}`)}>{[nameOf(card.holder), late].filter(Boolean).join(' · ')}</small>
    </li>
  )
}
