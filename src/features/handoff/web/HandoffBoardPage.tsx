import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { vars } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { initial } from '#ui/Person.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import {
  type Board,
  type BoardCard,
  type BoardColumn,
  type BoardPart,
  boardColumns,
  boardParts,
  type Find,
  finds,
  parts,
} from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { BoardHead, halves } from './BoardHead.tsx'
import { handoffCalls, useHolderName, useWorkTime } from './useHandoffCalls.ts'
import './Handoff.css'

/** One line is one run; the ball lies in the step that has to act, filled as far as its time is used. */
export function HandoffBoardPage() {
  const t = useText(handoffText)
  const session = useSession()
  const [mine, setMine] = useState(false)
  const [lateFirst, setLateFirst] = useState(true)
  const { part, find, at, show } = useShown(startsWith(session.roles))
  const asked = find ? { find } : { part }
  const board = useQuery({
    queryKey: ['handoff', 'board', asked],
    queryFn: () => handoffCalls.board(asked),
    placeholderData: old => old,
  })
  if (board.error) return <Problem error={board.error} onRetry={() => board.refetch()} />
  if (!board.data) return <Skeleton shape="board" />
  const cards = board.data.columns.flatMap(column => column.cards)
  const running = new Set(cards.map(card => placeOf(card, card.column)))
  const held = cards.filter(card => card.holder.me)
  const wanted = (mine ? held : cards).filter(card => !at || card.column === at)
  const shown = lateFirst ? wanted.toSorted((a, b) => Number(b.late) - Number(a.late)) : wanted
  return (
    <>
      <PageTop title={t('handoff.board')} />
      <div className="row handoffbar">
        <Parts part={find ? undefined : part} onPart={one => show({ part: one })} />
        <Finds found={board.data.found} find={find} onFind={one => show(one ? { find: one } : { part })} />
      </div>
      <div className="row handoffbar">
        <button
          type="button"
          className={lateFirst ? 'chip on' : 'chip'}
          aria-pressed={lateFirst}
          onClick={() => setLateFirst(!lateFirst)}
        >
          {t('handoff.lateFirst')}
        </button>
        <button type="button" className={mine ? 'chip on' : 'chip'} aria-pressed={mine} onClick={() => setMine(!mine)}>
          {t('handoff.mine')} {held.length}
        </button>
        {at && (
          <button type="button" className="chip on" aria-pressed="true" onClick={() => show({ part })}>
            {t('handoff.onlyAt', { step: t(`handoff.col.${at}`) })}
          </button>
        )}
        <span className="grow" />
        <Holders cards={cards} />
      </div>
      {cards.length === 0 ? (
        <Empty title={t('handoff.empty')} say={t('handoff.emptySay')} />
      ) : (
        <section className="card track" style={vars({ '--cols': board.data.columns.length })}>
          <BoardHead board={board.data} />
          <ol>
            {shown.map(card => (
              <Lane
                key={card.key}
                card={card}
                running={running}
                columns={board.data.columns.map(column => column.key)}
              />
            ))}
          </ol>
        </section>
      )}
      {cards.length > 0 && (
        <p className="tracksay t3">
          {t('handoff.legend')}
          {mayDo(session, 'handoff.clocks') && (
            <Link className="link" href="/settings/clocks">
              {t('handoff.setClocks')}
            </Link>
          )}
        </p>
      )}
    </>
  )
}

type Shown = { readonly part?: BoardPart; readonly find?: Find; readonly at?: BoardColumn }

/** What is looked at stands in the address: a figure elsewhere leads here, and going back finds it again. */
function useShown(usual: BoardPart) {
  const { path, search, go } = usePlace()
  const said = new URLSearchParams(search)
  const at = boardColumns.find(one => one === said.get('at'))
  const named = parts.find(one => one === said.get('part')) ?? parts.find(one => at && isIn(one, at))
  const show = (next: Shown) => go(`${path}?${new URLSearchParams(next)}`, { replace: true })
  const part = named ?? usual
  return { part, find: finds.find(one => one === said.get('find')), at: at && isIn(part, at) ? at : undefined, show }
}
const isIn = (part: BoardPart, column: BoardColumn): boolean => boardParts[part].some(one => one === column)

/** Who ships, bills or serves begins with the orders. */
const startsWith = (roles: readonly string[]): BoardPart =>
  roles.some(role => ['owner', 'sales', 'salesManager', 'orderDesk', 'marketing'].includes(role)) ? 'handoff' : 'orders'

function Parts({ part, onPart }: { part: BoardPart | undefined; onPart: (part: BoardPart) => void }) {
  const t = useText(handoffText)
  return parts.map(one => (
    <button
      key={one}
      type="button"
      className={one === part ? 'chip on' : 'chip'}
      aria-pressed={one === part}
      onClick={() => onPart(one)}
    >
      {t(`handoff.part.${one}`)}
    </button>
  ))
}

type FindsProps = { found: Board['found']; find: Find | undefined; onFind: (find: Find | undefined) => void }

/** What nobody moves any more, found by the server. */
function Finds({ found, find, onFind }: FindsProps) {
  const t = useText(handoffText)
  return found.map(({ key, count }) => (
    <button
      key={key}
      type="button"
      className={key === find ? 'chip on' : 'chip'}
      aria-pressed={key === find}
      title={t(`handoff.find.${key}Say`)}
      onClick={() => onFind(key === find ? undefined : key)}
    >
      {t(`handoff.find.${key}`)} {count}
    </button>
  ))
}

function Holders({ cards }: { cards: readonly BoardCard[] }) {
  const t = useText(handoffText)
  const nameOf = useHolderName()
  const groups = Map.groupBy(cards, card => nameOf(card.holder))
  return (
    <ol className="holders">
      <li className="t3">{t('handoff.column.who')}</li>
      {[...groups].slice(0, 8).map(([name, own]) => {
        const late = own.filter(card => card.late).length
        return (
          <li key={name} title={name}>
            <i className={own.some(card => card.holder.me) ? 'av me' : 'av'}>{initial(name)}</i>
            {own.length}
            {late > 0 && <b className="late">{t('handoff.late', { count: late })}</b>}
          </li>
        )
      })}
    </ol>
  )
}

type LaneProps = {
  readonly card: BoardCard
  readonly columns: readonly BoardColumn[]
  /** Where its other balls lie: billing and cash run side by side. */
  readonly running: ReadonlySet<string>
}
const placeOf = ({ recordId }: BoardCard, column: BoardColumn): string => `${recordId} ${column}`

function Lane({ card, columns, running }: LaneProps) {
  const t = useText(handoffText)
  const at = columns.indexOf(card.column)
  return (
    <li className="lane">
      <p>
        <Link className="b cut" href={card.href}>
          {card.title}
        </Link>
        <small>
          <span className="cut">
            {card.customerName} {card.detail ?? ''}
          </span>
          {card.amount && <Money amount={card.amount} currency={card.currency} short />}
        </small>
      </p>
      {columns.map((column, i) => (
        <div
          key={column}
          className={['cell', halves[column], i < at && !running.has(placeOf(card, column)) && 'past', i === at && 'at']
            .filter(Boolean)
            .join(' ')}
          data-title={t(`handoff.col.${column}`)}
        >
          {i === at && <Ball card={card} />}
        </div>
      ))}
      <Button size="sm" kind={card.holder.me ? 'primary' : 'text'} href={card.href}>
        {t(card.holder.me ? actions[card.column] : 'handoff.action.open')}
      </Button>
    </li>
  )
}

const actions = {
  wonNoOrder: 'handoff.action.order',
  packet: 'handoff.action.accept',
  submit: 'handoff.action.submit',
  review: 'handoff.action.review',
  lead: 'handoff.action.open',
  deal: 'handoff.action.open',
  quote: 'handoff.action.open',
  supply: 'handoff.action.open',
  shipment: 'handoff.action.open',
  invoice: 'handoff.action.open',
  collection: 'handoff.action.open',
  service: 'handoff.action.open',
} as const

function Ball({ card }: { card: BoardCard }) {
  const t = useText(handoffText)
  const say = useReason()
  const time = useWorkTime()
  const name = useHolderName()(card.holder)
  const used = Math.min(100, Math.round((card.minutes * 100) / card.allowed))
  const left = card.late
    ? t('handoff.over', { time: time(card.minutes - card.allowed, true) })
    : t('handoff.left', { time: time(card.allowed - card.minutes, true) })
  const look = ['hold', card.late && 'late', card.holder.me && 'me'].filter(Boolean).join(' ')
  return (
    <b className={look} style={vars({ '--used': used })} title={card.note ? say({ key: card.note }) : undefined}>
      <i className="av" aria-hidden="true">
        {card.holder.name || card.holder.role ? initial(name) : '?'}
      </i>
      <span className="cut">{name}</span>
      <u>{left}</u>
    </b>
  )
}
