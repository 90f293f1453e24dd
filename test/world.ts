import type { Role } from '#kernel/access.ts'

// The one invented world of seeds and tests: two companies that must never see each other, and the people of
// the first. A test that needs a sixth person asks first whether one of these would do.

export const acme = { name: 'Acme', email: 'acme.example' } as const
export const globex = { name: 'Globex', email: 'globex.example' } as const

export const people = {
  ann: { name: 'Ann', role: 'sales' },
  max: { name: 'Max', role: 'salesManager' },
  wei: { name: 'Wei', role: 'warehouse' },
  fay: { name: 'Fay', role: 'finance' },
  oda: { name: 'Oda', role: 'orderDesk' },
} as const satisfies Record<string, { name: string; role: Role }>

export type Person = keyof typeof people
