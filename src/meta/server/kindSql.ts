import type { FieldKind } from '../entity.ts'

/** PostgreSQL type of a kind's parameters, and the column of `field_index` that holds its values. */
// prettier-ignore
export const kindSql = {
  text: { type: 'text', index: 'text_value' },
  longText: { type: 'text', index: 'text_value' },
  number: { type: 'numeric', index: 'num_value' },
  money: { type: 'numeric', index: 'num_value' },
  date: { type: 'date', index: 'time_value' },
  instant: { type: 'timestamptz', index: 'time_value' },
  choice: { type: 'text', index: 'text_value' },
  multiChoice: { type: 'text', index: 'text_value' },
  yesNo: { type: 'boolean', index: 'text_value' },
  reference: { type: 'uuid', index: 'text_value' },
  user: { type: 'uuid', index: 'text_value' },
  phone: { type: 'text', index: 'text_value' },
  email: { type: 'text', index: 'text_value' },
  region: { type: 'text', index: 'text_value' },
} as const satisfies Record<FieldKind, { type: string; index: 'text_value' | 'num_value' | 'time_value' }>
