import { useState } from 'react'
import { expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { button, draw, press, settle, submit, type } from '#test/page.tsx'
import { Board, type BoardColumn } from './Board.tsx'

const columns: BoardColumn[] = [
  { key: 'first', title: 'First contact', count: 12, sum: '¥1.2M', more: 10 },
  { key: 'offer', title: 'Offer' },
  { key: 'won', title: 'Won', apart: true },
]
const asked = { key: 'decider', kind: 'text' as const, required: true, label: { en: 'Decider', zh: '决策人' } }

function Deals({ moves = [] }: { moves?: unknown[] }) {
  const [cards, setCards] = useState([{ key: 'd1', column: 'first', name: 'Blister line' }])
  return (
    <Board
      columns={columns}
      cards={cards}
      name={card => card.name}
      href={card => `/deals/${card.key}`}
      card={() => null}
      gate={(_, column) => (column === 'offer' ? [asked] : [])}
      onMove={async (card, column, values) => {
        if (column === 'won') throw new Refusal('deal.noQuote')
        moves.push([card.key, column, values])
        setCards(cards.map(one => ({ ...one, column })))
      }}
    />
  )
}

const texts = { 'deal.noQuote': { en: 'No quote was accepted.', zh: '没有已接受的报价。' } }
const place = (body: HTMLElement) =>
  [...body.querySelectorAll('.col')].find(column => column.querySelector('.bcard'))?.getAttribute('aria-label')

async function moveTo(body: HTMLElement, column: string): Promise<void> {
  await press(button(body, 'Menu of Blister line'))
  await settle(100)
  await press([...body.querySelectorAll('[role="menuitem"]')].find(one => one.textContent === column))
  await settle(60)
}

test('a column shows the sums it was given and how many cards it does not show', async () => {
  const { body } = await draw(<Deals />)
  expect(body.querySelector('.col header')?.textContent).toBe('First contact¥1.2M12')
  expect(button(body, '10 more')).toBeTruthy()
})

test('without a mouse the menu moves; what the column wants is asked on the card first', async () => {
  const moves: unknown[] = []
  const { body } = await draw(<Deals moves={moves} />)
  await moveTo(body, 'Offer')
  expect(place(body)).toBe('Offer')
  expect(body.querySelector('.gate')?.textContent).toContain('1 missing before “Offer”')
  expect(moves).toEqual([])
  await type(body.querySelector('.gate input'), 'Ms Duan')
  await submit(body.querySelector('.gate form'))
  expect(moves).toEqual([['d1', 'offer', { decider: 'Ms Duan' }]])
  expect(place(body)).toBe('Offer')
})

test('put back, the card stands where it was and nothing was sent', async () => {
  const moves: unknown[] = []
  const { body } = await draw(<Deals moves={moves} />)
  await moveTo(body, 'Offer')
  await press(button(body, 'Put back'))
  expect(place(body)).toBe('First contact')
  expect(moves).toEqual([])
})

test('a refused move springs back and says why, on the card and aloud', async () => {
  const { body } = await draw(<Deals />, { texts })
  await moveTo(body, 'Won')
  expect(place(body)).toBe('First contact')
  expect(body.querySelector('.bcard [role="alert"]')?.textContent).toContain('No quote was accepted.')
  expect(body.querySelector('.toasts')?.textContent).toBe('Blister line stays: No quote was accepted.')
})
