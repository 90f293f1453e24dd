// How each invariant of registrations is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { customer, id, insert, now, owner, stamps, type Values } from './rows.ts'

const registration = (more: Values = {}): string =>
  insert('registrations', {
    id: id(891),
    number: 'BB1',
    state: 'protected',
    company_name: 'X',
    name_key: 'x',
    company_key: 'x',
    from_on: '2026-11-01',
    until_on: '2026-12-31',
    evidence: 'x',
    owner_id: owner,
    ...stamps,
    ...more,
  })
const claim = (more: Values = {}): string =>
  insert('registration_claims', {
    id: id(892),
    registration_id: id(891),
    key: 'n:x',
    subject_hash: 1,
    from_on: '2026-11-01',
    until_on: '2026-12-31',
    ...more,
  })

export const registrationBreaks: readonly Break[] = [
  ['registration.claims', 'BB1 · holds nothing', registration()],
  [
    'registration.claims',
    'BB1 · expired, and still holds 1',
    registration({ state: 'expired', ended_at: now }) + claim(),
  ],
  [
    'registration.claims',
    'BB1 · holds n:x until 2026-12-01, not until 2026-12-31',
    registration() + claim({ until_on: '2026-12-01' }),
  ],
  [
    'registration.once',
    'BB2 · protects what BB1 protects',
    customer(1) +
      registration({ customer_id: id(1) }) +
      claim() +
      registration({ id: id(893), number: 'BB2', customer_id: id(1) }) +
      claim({ id: id(894), registration_id: id(893), key: 'n:y', subject_hash: 2 }),
  ],
]
