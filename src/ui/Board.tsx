import './Board.css'
import { dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { BoardItem } from './BoardItem.tsx'
import { Meter, type Tone } from './Marks.tsx'
import { useToast } from './Toast.tsx'
import { uiText } from './ui.text.ts'
import { type BoardCard, type BoardMove, type BoardSpot, useBoard } from './useBoard.ts'
import { useReason, useText } from './useText.tsx'

export interface BoardColumn {
  key: string
  title: string
  /** Small, beside the title: a probability, “this month”. */
  note?: string
  /** Sum and count of all its cards, from the server: a column shows only some of them. */
  sum?: ReactNode
  count?: number
  share?: number
  tone?: Tone
  /** Cards that are not shown. */
  more?: number
  /** Stands apart behind the seam: won. */
  apart?: boolean
  hint?: string
}

type Props<C extends BoardCard> = {
  columns: readonly BoardColumn[]
  cards: readonly C[]
  /** Names a card in the menu and in what is said about it. */
  name: (card: C) => string
  href?: (card: C) => string
  /** Under the name: plain markup, no antd cards. */
  card: (card: C) => ReactNode
  /** Resolves when the page's data shows the new place; a refusal thrown springs the card back and says why. */
  onMove: BoardMove<C>
  /** What a column still wants of a card: asked on the card before it moves. */
  gate?: (card: C, column: string) => readonly Field[]
  onMore?: (column: string) => void
}

export function Board<C extends BoardCard>({ columns, cards, name, href, card, onMove, gate, onMore }: Props<C>) {
  const t = useText(uiText)
  const say = useReason()
  const tell = useToast()
  const titleOf = (key: string) => columns.find(column => column.key === key)?.title ?? key
  const board = useBoard<C>({
    onMove,
    gate,
    told: (moved, column, reasons, instead) => {
      if (instead) tell(instead)
      else if (reasons.length === 0) tell(t('board.moved', { name: name(moved), column: titleOf(column) }))
      else tell(t('board.refused', { name: name(moved), why: reasons.map(say).join(' ') }), 'late')
    },
  })
  const latest = useRef({ cards, board })
  useEffect(() => {
    latest.current = { cards, board }
  })
  useEffect(
    () =>
      monitorForElements({
        onDrop: ({ source, location }) => {
          const [inner, outer] = location.current.dropTargets
          const column = outer?.data.column ?? inner?.data.column
          const moved = latest.current.cards.find(one => one.key === source.data.card)
          if (moved && typeof column === 'string') latest.current.board.move(moved, column, spotOf(inner?.data))
        },
      }),
    [],
  )
  return (
    <div className="board">
      {columns.map(column => {
        const own = cards.filter(one => board.placeOf(one) === column.key)
        return (
          <Column key={column.key} column={column}>
            {own.map(one => (
              <BoardItem
                key={one.key}
                cardKey={one.key}
                name={name(one)}
                href={href?.(one)}
                places={columns.filter(other => other.key !== one.column)}
                onPlace={to => board.move(one, to)}
                asked={
                  board.asking?.key === one.key ? { ...board.asking, title: titleOf(board.asking.column) } : undefined
                }
                refused={board.refused?.key === one.key ? board.refused.reasons : undefined}
                onFill={values => board.fill(one, values)}
                onBack={board.putBack}
                onCalm={board.calm}
              >
                {card(one)}
              </BoardItem>
            ))}
            {own.length === 0 && !column.more && <p className="none">{t('board.empty')}</p>}
            {(column.more ?? 0) > 0 && (
              <button type="button" className="more" onClick={() => onMore?.(column.key)}>
                {t('board.more', { count: column.more ?? 0 })}
              </button>
            )}
            {column.hint && <p className="hint">{column.hint}</p>}
          </Column>
        )
      })}
    </div>
  )
}

function spotOf(data: Record<string | symbol, unknown> | undefined): BoardSpot | undefined {
  return typeof data?.over === 'string'
    ? { key: data.over, side: data.side === 'below' ? 'below' : 'above' }
    : undefined
}

function Column({ column, children }: { column: BoardColumn; children: ReactNode }) {
  const root = useRef<HTMLElement>(null)
  const [over, setOver] = useState(false)
  useEffect(() => {
    const element = root.current
    if (!element) return
    return dropTargetForElements({
      element,
      getData: () => ({ column: column.key }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    })
  }, [column.key])
  return (
    <section
      ref={root}
      className={['col', over && 'target', column.apart && 'apart'].filter(Boolean).join(' ')}
      aria-label={column.title}
    >
      <header>
        <h2>{column.title}</h2>
        {column.note && <small>{column.note}</small>}
        <span className="grow" />
        {column.sum && <b>{column.sum}</b>}
        {column.count !== undefined && <small>{column.count}</small>}
      </header>
      {column.share !== undefined && <Meter share={column.share} tone={column.tone ?? 'warm'} />}
      {children}
    </section>
  )
}
