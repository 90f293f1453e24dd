// What the doctor must say of merges that came apart.
import type { Break } from './breaks.ts'
import { customer, id, lead, now } from './rows.ts'

export const twinBreaks: readonly Break[] = [
  [
    'merge.children',
    `leads ${id(20)} · points at the merged customer ${id(2)}`,
    customer(1) + customer(2, { deleted_at: now, merged_into: id(1) }) + lead(20, { referred_by: id(2) }),
  ],
  [
    'merge.kept',
    `customer ${id(2)} · leads on, but no merge stands`,
    customer(1) + customer(2, { deleted_at: now, merged_into: id(1) }),
  ],
]
