// What the demo company agrees about money: as varied as its customers.
import { noTerms, type Terms } from '#kernel/terms.ts'
import { usualTerms } from '#kernel/termsSaid.ts'

/** Nothing must be in before a step: what is confirmed in the demo is not paid yet. */
const open: readonly Terms[] = [
  {
    ...noTerms,
    instalments: [
      { kind: 'deposit', percent: '30', on: 'signed', days: 7 },
      { kind: 'progress', percent: '60', on: 'shipped', days: 30 },
      { kind: 'retention', percent: '10', on: 'warrantyEnd' },
    ],
  },
  usualTerms.month30,
  {
    ...noTerms,
    instalments: [
      { kind: 'deposit', amount: '50000', on: 'confirmed', days: 3 },
      { kind: 'balance', on: 'delivered', days: 15 },
    ],
  },
  {
    ...noTerms,
    instalments: [
      { kind: 'deposit', percent: '30', on: 'signed' },
      { kind: 'progress', percent: '30', on: 'beforeShipping' },
      { kind: 'progress', percent: '30', on: 'accepted', days: 10 },
      { kind: 'retention', on: 'invoiced', monthsEnd: 12 },
    ],
  },
  usualTerms.net30,
]

const gated: readonly Terms[] = [
  usualTerms.deposit30,
  usualTerms.project,
  usualTerms.beforeShipping,
  usualTerms.advance,
]

const nth = (terms: readonly Terms[], n: number): Terms => terms[n % terms.length] ?? noTerms

/** `offered` only: such a quote becomes no order in the demo, so it may ask for money first. */
export const termsFor = (n: number, { offered }: { readonly offered: boolean }): Terms => nth(offered ? gated : open, n)

/** Spare parts go by the month or on delivery. */
export const partTerms = (n: number): Terms => nth([usualTerms.month30, usualTerms.delivered, usualTerms.month60], n)
