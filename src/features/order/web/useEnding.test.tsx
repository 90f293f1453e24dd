import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, submit } from '#test/page.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { endingOf } from './useEnding.ts'

const texts = { 'supply.willBeStock': { en: 'Becomes stock: {requests}', zh: '转为库存：{requests}' } }
const warnings = [{ key: 'supply.willBeStock', values: { requests: 'BH1 5 pcs' } }]
const offers = (['hold', 'close'] as const).map(move => ({ move, ok: true, reasons: [] }))
const bar = (sent: string[]) =>
  draw(<MoveBar offers={offers} label={move => move} onMove={async move => sent.push(move)} warn={endingOf('o1')} />, {
    texts,
  })

test('closing an order says first which supply it leaves behind, and goes on when told to', async () => {
  answers({ 'POST /orders/o1/moves/close/preview': () => ({ ok: true, to: 'closed', reasons: [], warnings }) })
  const sent: string[] = []
  const { body } = await bar(sent)
  await press(button(body, 'close'))
  expect(body.querySelector('.reasons')?.textContent).toBe('Becomes stock: BH1 5 pcs')
  expect(sent).toEqual([])
  await submit(body.querySelector('form'))
  expect(sent).toEqual(['close'])
})

test('where nothing is left behind it closes at once; other moves ask for nothing', async () => {
  const asked = answers({
    'POST /orders/o1/moves/close/preview': () => ({ ok: true, to: 'closed', reasons: [], warnings: [] }),
  })
  const sent: string[] = []
  const { body } = await bar(sent)
  await press(button(body, 'hold'))
  expect(asked).toEqual([])
  await press(button(body, 'close'))
  expect(sent).toEqual(['hold', 'close'])
})

test('a preview that fails stands in no way', async () => {
  answers({})
  const sent: string[] = []
  const { body } = await bar(sent)
  await press(button(body, 'close'))
  expect(sent).toEqual(['close'])
})
