import { useState } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import { Board } from '#ui/Board.tsx'
import { Icon } from '#ui/Icon.tsx'
import { MiniThread } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Person } from '#ui/Person.tsx'
import { useLang } from '#ui/useText.tsx'
import { holdReason, holdUntil, words } from './sample.ts'
import { boardCards, boardColumns } from './sampleLists.ts'

export function BoardView() {
  const { lang } = useLang()
  const [cards, setCards] = useState(boardCards)
  return (
    <>
      <PageTop title={words.deals[lang]} />
      <Board
        columns={boardColumns(lang).map(column => ({
          ...column,
          sum: <Money amount={column.amount} currency="CNY" short />,
        }))}
        cards={cards}
        name={card => card.name}
        href={card => `/deals/${card.key}`}
        gate={(_, column) => (column === 'talk' ? [holdReason, holdUntil] : [])}
        onMove={async (card, column) => {
          await new Promise(done => setTimeout(done, 300))
          if (column === 'won') throw new Refusal({ key: 'gallery.unpaid', values: { amount: '¥1,200' } })
          setCards(old => old.map(one => (one.key === card.key ? { ...one, column } : one)))
        }}
        card={card => (
          <>
            <p>
              {card.column === 'won' && <MiniThread at="supply" />}
              {card.customer}
            </p>
            <footer>
              <b>
                <Money amount={card.amount} currency="CNY" short />
              </b>
              <Icon name={card.icon} />
              <span className={card.late ? 'late' : undefined}>{card.next}</span>
              <Person name={card.owner} disc />
            </footer>
          </>
        )}
      />
    </>
  )
}
