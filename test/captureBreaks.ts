// How each invariant of forms is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { id, insert, now } from './rows.ts'

const form = insert('lead_forms', {
  id: id(99),
  name: 'Fair',
  asked: 2,
  token: 'x',
  version: 1,
  created_at: now,
  updated_at: now,
})

export const captureBreaks: readonly Break[] = [
  ['form.asked', 'form Fair · asks version 2 of 0', form],
  ['form.opens', 'form Fair · opens nothing', form],
]
