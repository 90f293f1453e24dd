import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { draw } from '#test/page.tsx'
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
