import { table } from '#kernel/table.ts'
import type { Need, Promised } from '../followup.schema.ts'

const stamps = {
  version: 'int',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  updatedAt: 'timestamptz',
  updatedBy: 'uuid?',
} as const
const parents = { dealId: 'uuid?', leadId: 'uuid?', customerId: 'uuid?', followupId: 'uuid?' } as const

export const needs = table('needs', {
  id: 'uuid',
  ...parents,
  text: 'text',
  importance: 'int',
  state: 'text',
  answer: 'text?',
  quoteId: 'uuid?',
  ...stamps,
})

export const promises = table('promises', {
  id: 'uuid',
  ...parents,
  what: 'text',
  toWhom: 'text?',
  byWhen: 'date?',
  kind: 'text',
  state: 'text',
  note: 'text?',
  ...stamps,
})

type Stamped = { createdBy: string | null; updatedAt: string; updatedBy: string | null }
export type NeedRow = Need & Stamped
export type PromiseRow = Promised & Stamped
