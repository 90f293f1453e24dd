import { beforeAll, beforeEach, expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { termsText } from '#kernel/terms.text.ts'
import { noTerms, type Terms, type Total } from '#kernel/terms.ts'
import { usualTerms } from '#kernel/termsSaid.ts'
import { button, draw, press, settle, type, windowOf } from '#test/page.tsx'
import { heldByTerms } from './heldByTerms.ts'
import { TermsPart } from './TermsPart.tsx'

beforeAll(() => import('./TermsEditor.tsx'), 60_000) // comes by itself when asked for: a moment, not a wait
beforeEach(() => localStorage.clear())

const total = { gross: '20000', currency: 'CNY' }
type Options = {
  terms?: Terms
  mayEdit?: boolean
  of?: Total
  onSave?: (terms: Terms) => Promise<unknown>
  onUnsaved?: (unsaved: boolean) => void
}
const part = ({ terms = noTerms, mayEdit = true, onSave = async () => {}, onUnsaved, of = total }: Options) => (
  <TermsPart
    terms={terms}
    total={of}
    mayEdit={mayEdit}
    version={3}
    draftKey="quote:1:terms"
    onSave={onSave}
    {...(onUnsaved && { onUnsaved })}
    known={{ confirmed: '2026-11-25' }}
  />
)
const field = (body: HTMLElement, row: number, name: string) =>
  body.querySelectorAll('.termrow')[row]?.querySelector(`[data-field="${name}"] input`)
const sums = (body: HTMLElement) => [...body.querySelectorAll('.termrow .sum')].map(one => one.textContent)

test('frozen terms are sentences with amounts, the day each falls due, and what must be in before which step', async () => {
  const terms: Terms = {
    instalments: [
      { kind: 'deposit', percent: '30', on: 'confirmed', days: 7 },
      { kind: 'balance', on: 'invoiced', monthsEnd: 1 },
    ],
    gates: { confirm: '0', supply: '0', ship: '30' },
  }
  const { body } = await draw(part({ terms, mayEdit: false }), { texts: termsText })
  const said = [...body.querySelectorAll('.termsaid li')].map(one => one.textContent)
  expect(said[0]).toContain('Deposit 30%, within 7 days of order confirmation')
  expect(said[0]).toContain('2 Dec')
  expect(said[0]).toContain('¥6,000.00')
  expect(said[1]).toContain('Balance, by the end of the month after invoice')
  expect(said[1]).toContain('¥14,000.00')
  expect(body.textContent).toContain('30% must be in before anything is shipped.')
  expect(body.querySelector('button')).toBeNull()
})

test('whoever may not see the total reads the terms without amounts, and does not share it out', async () => {
  const { gross: _, ...hidden } = total
  const terms: Terms = { ...noTerms, instalments: usualTerms.deposit30.instalments }
  const { body } = await draw(part({ terms, of: hidden as Total }), { texts: termsText }) // as answers leave the server
  expect(body.querySelectorAll('.termsaid li')).toHaveLength(terms.instalments.length)
  expect(body.textContent).not.toContain('¥')
  expect(body.querySelector('button')).toBeNull()
})

test('the usual terms are recognised, in whatever order the keys come', async () => {
  const { instalments } = usualTerms.deposit30
  const terms = { gates: { ship: '100', supply: '0', confirm: '30' }, instalments }
  const { body } = await draw(part({ terms }), { texts: termsText })
  await press(button(body, 'Change'))
  expect(body.querySelector('[data-field="preset"]')?.textContent).toContain('30% deposit')
})

test('the last instalment takes the rest while one types, and what stands is saved', async () => {
  const saved: Terms[] = []
  const { body } = await draw(part({ onSave: async terms => saved.push(terms) }), { texts: termsText })
  await press(button(body, 'Change'))
  await press(button(body, 'Add an instalment'))
  expect(sums(body)).toEqual(['¥20,000.00'])
  await press(button(body, 'Add an instalment'))
  expect(sums(body)).toEqual(['¥6,000.00', '¥14,000.00'])
  await type(field(body, 0, 'value'), '12.5')
  expect(sums(body)).toEqual(['¥2,500.00', '¥17,500.00'])
  expect(body.querySelector('.termsum.ok')?.textContent).toContain('¥20,000.00')
  await press(button(body, 'Save terms'))
  expect(saved).toEqual([
    {
      ...noTerms,
      instalments: [
        { kind: 'deposit', on: 'signed', percent: '12.5' },
        { kind: 'balance', on: 'beforeShipping' },
      ],
    },
  ])
  expect(body.querySelector('.termrow')).toBeNull()
})

test('a row that cannot stand is marked with its reason, and how much is missing is said', async () => {
  const { body } = await draw(part({ terms: usualTerms.deposit30 }), { texts: termsText })
  await press(button(body, 'Change'))
  await type(field(body, 0, 'value'), '0')
  expect(body.querySelectorAll('.termrow.bad')).toHaveLength(1)
  expect(body.querySelector('.termrow.bad')?.textContent).toContain('Instalment 1 is nothing.')
  await type(field(body, 0, 'value'), '20')
  expect(body.querySelector('.termrow.bad')).toBeNull()
  expect(body.querySelector('.termsum.open')?.textContent).toContain('¥2,000.00')
  expect(body.textContent).toContain('The instalments add up to 90 %; 10 % is open.')
})

test('what the server refuses lands at its row, and what was typed is still there after the tab closed', async () => {
  const onSave = async () => {
    throw new Refusal({ key: 'terms.tooFine', path: 'terms.instalments.1.amount', values: { row: 2, currency: 'CNY' } })
  }
  windowOf(390)
  const { body } = await draw(part({ terms: usualTerms.project, onSave }), { texts: termsText })
  await press(button(body, 'Change'))
  await press(button(body, 'Save terms'))
  expect(body.querySelector('.termrow.bad')?.textContent).toContain('Instalment 2: CNY has no smaller coins.')
  await type(field(body, 0, 'value'), '31')
  await settle(400)
  const again = await draw(part({ terms: usualTerms.project }), { texts: termsText })
  expect((field(again.body, 0, 'value') as HTMLInputElement | null)?.value).toBe('31') // drawn from what was kept
})

test('nothing is sent without the terms somebody is still writing, also not after the tab was closed', async () => {
  const told: boolean[] = []
  const tell = (unsaved: boolean) => void told.push(unsaved)
  const { body } = await draw(part({ onUnsaved: tell }), { texts: termsText })
  await press(button(body, 'Change'))
  await press(button(body, 'Add an instalment'))
  await settle(400)
  await draw(part({ onUnsaved: tell }), { texts: termsText })
  await press(button(body.lastElementChild ?? body, 'Discard'))
  expect(told).toEqual([false, true, true, false])
  const offers = [
    { move: 'send', ok: true, reasons: [] },
    { move: 'cancel', ok: true, reasons: [] },
  ]
  expect(heldByTerms(offers, ['send'], false)).toEqual(offers)
  expect(heldByTerms(offers, ['send'], true)).toEqual([
    { move: 'send', ok: false, reasons: [{ key: 'terms.unsaved' }] },
    { move: 'cancel', ok: true, reasons: [] },
  ])
})
