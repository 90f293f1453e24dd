import { expect, test } from 'vitest'
import type { MoveOffer } from '#kernel/flow.ts'
import { draw, key, press, settle, type } from '#test/page.tsx'
import { MoveBar } from './MoveBar.tsx'
import { Palette } from './Palette.tsx'
import { usePageMoves } from './pageMoves.ts'

const offers: MoveOffer[] = [
  { move: 'submit', ok: true, reasons: [] },
  { move: 'cancel', ok: false, reasons: [{ key: 'flow.notAllowed' }] },
]

function Page({ done }: { done: string[] }) {
  const moves = usePageMoves()
  return (
    <>
      <MoveBar
        offers={[{ move: 'submit', ok: true, reasons: [] }]}
        label={move => `Pool: ${move}`}
        onMove={async move => done.push(`pool ${move}`)}
      />
      <MoveBar offers={offers} label={move => `Do ${move}`} onMove={async move => done.push(move)} />
      <Palette
        onClose={() => done.push('closed')}
        search={async () => []}
        commands={[{ label: 'Here', hits: moves }]}
      />
    </>
  )
}

test('the moves that can be made on the page are found by name and made, those that cannot are not offered', async () => {
  const done: string[] = []
  const { body } = await draw(<Page done={done} />)
  const found = () => [...body.querySelectorAll('[role="option"]')].map(one => one.textContent)
  // a page has a bar for the record and one for the pool that it lies in
  expect(found()).toEqual(['Pool: submit', 'Do submit'])
  const input = body.querySelector('[role="combobox"]')
  await type(input, 'DO SUB')
  await settle()
  expect(found()).toEqual(['Do submit'])
  await key(input, 'Enter')
  await settle()
  expect(done).toEqual(['closed', 'submit'])
})

test('what is not found says how to look', async () => {
  const { body } = await draw(<Page done={[]} />)
  await type(body.querySelector('[role="combobox"]'), 'zzzz')
  await settle(60)
  expect(body.querySelector('.nothing')?.textContent).toMatch(/pinyin/)
  await press(body.querySelector('.movebar button'))
})
