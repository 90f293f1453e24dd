import { act, useState } from 'react'
import { expect, test } from 'vitest'
import type { MoveOffer } from '#kernel/flow.ts'
import { Refusal } from '#kernel/refusal.ts'
import { button, draw, press, settle, submit, type, windowOf } from '#test/page.tsx'
import { MoveBar } from './MoveBar.tsx'

type Move = 'confirm' | 'hold' | 'cancel'
const offers: MoveOffer<Move>[] = [
  { move: 'hold', ok: true, reasons: [] },
  { move: 'confirm', ok: true, reasons: [] },
  {
    move: 'cancel',
    ok: false,
    reasons: [{ key: 'order.delivered', values: { count: 17 } }, { key: 'order.invoiced' }],
  },
]
const texts = {
  'order.delivered': { en: '{count} pieces are delivered', zh: '已签收{count}件' },
  'order.invoiced': { en: 'It is invoiced', zh: '已开票' },
  'order.short': { en: 'Stock is short', zh: '库存不足' },
}
const names: Record<Move, string> = { confirm: 'Confirm', hold: 'Hold', cancel: 'Cancel order' }
const label = (move: Move) => names[move]

test('the move that passes the ball comes first and is the only solid button', async () => {
  const { body } = await draw(<MoveBar offers={offers} label={label} primary="confirm" onMove={async () => {}} />, {
    texts,
  })
  expect(body.querySelector('.movebar .btn')?.textContent).toBe('Confirm')
  expect(body.querySelectorAll('.movebar .pri')).toHaveLength(1)
})

test('a forbidden move stays, counts its reasons, and tells all of them with their ways out', async () => {
  const moved: string[] = []
  const { body } = await draw(
    <MoveBar
      offers={offers}
      label={label}
      onMove={async move => moved.push(move)}
      wayOut={reason =>
        reason.key === 'order.invoiced' ? { label: 'Reverse the invoice', href: '/invoices/1' } : undefined
      }
    />,
    { texts },
  )
  const cancel = button(body, 'Cancel order, 2 reasons why not')
  expect(cancel.getAttribute('aria-disabled')).toBe('true')
  expect(cancel.hasAttribute('disabled')).toBe(false)
  await press(cancel)
  expect([...body.querySelectorAll('.reasons li')].map(one => one.firstChild?.textContent)).toEqual([
    '17 pieces are delivered',
    'It is invoiced',
  ])
  expect(body.querySelector('.reasons a')?.getAttribute('href')).toBe('/invoices/1')
  expect(cancel.getAttribute('aria-expanded')).toBe('true')
  expect(moved).toEqual([])
  await press(cancel)
  expect(body.querySelector('.reasons')).toBeNull()
})

test('reasons that were clicked open stay while the mouse goes on to their way out', async () => {
  const { body } = await draw(<MoveBar offers={offers} label={label} onMove={async () => {}} />, { texts })
  const cancel = button(body, 'Cancel order, 2 reasons why not')
  const mouse = (name: string) =>
    act(async () => void cancel.dispatchEvent(new PointerEvent(name, { bubbles: true, pointerType: 'mouse' })))
  await mouse('pointerover')
  await press(cancel)
  // longer than a mouse has to rest for a peek
  await settle(300)
  await mouse('pointerout')
  expect(body.querySelectorAll('.reasons li')).toHaveLength(2)
})

test('a way out that is followed leads there', async () => {
  const drawn = await draw(
    <MoveBar
      offers={offers}
      label={label}
      onMove={async () => {}}
      wayOut={() => ({ label: 'Go', href: '/invoices/1' })}
    />,
    { texts },
  )
  await press(button(drawn.body, 'Cancel order, 2 reasons why not'))
  await press(drawn.body.querySelector('.reasons a'))
  expect(drawn.href()).toBe('/invoices/1')
})

test('a move that needs something asks in place before it goes out', async () => {
  const sent: unknown[] = []
  const asks = { hold: [{ key: 'reason', kind: 'text' as const, required: true, label: { en: 'Reason', zh: '原因' } }] }
  const { body } = await draw(
    <MoveBar offers={offers} label={label} onMove={async (move, values) => sent.push([move, values])} asks={asks} />,
    { texts },
  )
  await press(button(body, 'Hold'))
  const form = body.querySelector('form')
  await submit(form)
  expect(sent).toEqual([])
  expect(body.querySelector('.wrong')?.textContent).toBe('Please fill this in.')
  await type(body.querySelector('input'), 'waits for a drawing')
  await submit(form)
  expect(sent).toEqual([['hold', { reason: 'waits for a drawing' }]])
  expect(body.querySelector('form')).toBeNull()
})

test('a move that the server refuses says why, where it was pressed', async () => {
  const refuse = async () => {
    throw new Refusal([{ key: 'order.short' }, { key: 'order.unheardOf' }])
  }
  const { body } = await draw(<MoveBar offers={offers} label={label} onMove={refuse} />, { texts })
  await press(button(body, 'Confirm'))
  expect([...body.querySelectorAll('.reasons li')].map(one => one.textContent)).toEqual([
    'Stock is short',
    'Not possible (order.unheardOf).',
  ])
})

test('on a phone the reasons come in a sheet', async () => {
  windowOf(390)
  const { body } = await draw(<MoveBar offers={offers} label={label} onMove={async () => {}} />, { texts })
  await press(button(body, 'Cancel order, 2 reasons why not'))
  expect(body.querySelector('.bsheet [role="dialog"] .reasons')?.textContent).toContain('17 pieces are delivered')
})

const lessAndLess = [[{ key: 'order.short' }, { key: 'order.invoiced' }], [{ key: 'order.short' }], []]

function Shrinking() {
  const [step, setStep] = useState(0)
  const reasons = lessAndLess[step] ?? []
  return (
    <MoveBar
      offers={[{ move: 'confirm', ok: reasons.length === 0, reasons }]}
      label={() => 'Confirm'}
      onMove={async () => {}}
    >
      <button type="button" onClick={() => setStep(step + 1)}>
        Next
      </button>
    </MoveBar>
  )
}

test('why-nots that stand open follow what happens: they shrink with the offer and go when it is free', async () => {
  const { body } = await draw(<Shrinking />, { texts })
  const said = () => [...body.querySelectorAll('.reasons li')].map(one => one.firstChild?.textContent)
  await press(button(body, 'Confirm'))
  expect(said()).toEqual(['Stock is short', 'It is invoiced'])
  await press(button(body, 'Next'))
  expect(said()).toEqual(['Stock is short'])
  await press(button(body, 'Next'))
  expect(said()).toEqual([])
})
