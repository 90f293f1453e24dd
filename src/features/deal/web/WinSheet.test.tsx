import { act } from 'react'
import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, type } from '#test/page.tsx'
import { dealEntity } from '../deal.entity.ts'
import type { Deal } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { WinSheet } from './WinSheet.tsx'

const deal = { id: 'd', version: 7, name: 'Pumps', currency: 'CNY' } as Deal // all that the sheet reads
const reasons = ['amount', 'expectedClose', 'noOrderReason'].map(path => ({ key: 'deal.missing', path }))

async function labels(closed: string): Promise<string[]> {
  const fields = dealEntity.fields.map(field => (field.key === closed ? { ...field, derived: true } : field))
  answers({
    'POST /deals/d/moves/win/preview': () => ({ ok: false, reasons, gross: null, currency: null, warnings: [] }),
    'GET /entities': () => ({ items: [{ ...dealEntity, fields }] }),
  })
  await draw(<WinSheet deal={deal} onDone={() => {}} onClose={() => {}} />, { texts: dealText })
  return [...document.querySelectorAll('form label')].map(label => label.textContent ?? '')
}
const has = (found: readonly string[], word: string): boolean => found.some(one => one.startsWith(word))

test.each(['', 'amount'])(
  'a win asks for what is missing, but not for what this person may not fill in: %j',
  async closed => {
    const found = await labels(closed)
    const words = ['Amount', 'Expected close', 'Why no order follows']
    expect(words.map(word => has(found, word))).toEqual([closed !== 'amount', true, true])
  },
)

test('items of the checklist and fields of the deal are answered in place and go out with the win', async () => {
  const asked = { from: null, required: true, ok: false, say: null, fileId: null, objection: null }
  const named = (en: string) => ({ en, zh: en })
  const items = [
    { ...asked, key: 'a', kind: 'tick', label: named('Lift ordered') },
    { ...asked, key: 'b', kind: 'text', label: named('Unloading') },
    { ...asked, key: 'c', kind: 'file', label: named('Drawing'), required: false },
    { ...asked, key: 'd', kind: 'field', from: 'deal.dock', label: named('Dock') },
  ]
  const dock = { key: 'dock', label: named('Dock'), kind: 'text', custom: { id: 'x', indexed: false, unique: false } }
  const lacks = [
    { key: 'handoff.missing.item', path: 'answers.a', values: { item: 'Lift ordered' } },
    { key: 'handoff.missing.item', path: 'answers.b', values: { item: 'Unloading' } },
    { key: 'handoff.missing.item', path: 'deal.dock', values: { item: 'Dock' } },
  ]
  const calls = answers({
    'POST /deals/d/moves/win/preview': () => ({ ok: false, reasons: lacks, items, warnings: [], gross: null }),
    'GET /entities': () => ({ items: [{ ...dealEntity, fields: [...dealEntity.fields, dock] }] }),
    'POST /files': () => ({ id: 'f', name: 'plan.pdf' }),
    'POST /deals/d/moves/win': () => ({ dealId: 'd', orderId: 'o', handoffId: 'h' }),
  })
  const missing = { en: 'Missing: {item}', zh: '缺：{item}' }
  let done = false
  await draw(<WinSheet deal={deal} onDone={() => (done = true)} onClose={() => {}} />, {
    texts: { ...dealText, 'handoff.missing.item': missing },
  })
  const body = document.body
  expect(body.textContent).toContain('Missing: Unloading')
  await press(body.querySelector('.checkitems input[type=checkbox]'))
  await type(body.querySelector('.checkitems textarea'), 'a fork lift of three tons')
  // what has been answered is missing no more
  expect(body.textContent).not.toContain('Missing: Unloading')
  const file = body.querySelector<HTMLInputElement>('.checkitems input[type=file]')
  Object.defineProperty(file, 'files', { value: [new File(['x'], 'plan.pdf', { type: 'application/pdf' })] })
  await act(async () => file?.dispatchEvent(new Event('change', { bubbles: true })))
  await settle(60)
  expect(body.textContent).toContain('plan.pdf')
  await type(body.querySelector('[data-field="deal.dock"] input'), 'back door')
  await press(button(body, dealText['deal.won.go'].en))
  await settle(60)
  expect(calls.find(one => one.route === 'POST /deals/d/moves/win')?.body).toEqual({
    version: 7,
    values: { custom: { dock: 'back door' } },
    answers: [
      { key: 'a', ticked: true },
      { key: 'b', text: 'a fork lift of three tons' },
      { key: 'c', fileId: 'f' },
    ],
  })
  expect(done).toBe(true)
})
