import { cmp } from '#kernel/money.ts'

/** A number that is not what the papers come to, in words. */
export const unlike = (what: string, have: string, want: string): string[] =>
  cmp(have, want) === 0 ? [] : [`${what}: ${have}, by the papers ${want}`]

/** A word that is not the one of the papers. */
export const differs = (what: string, have: unknown, want: unknown): string[] =>
  have === want ? [] : [`${what}: ${String(have)}, by the papers ${String(want)}`]
