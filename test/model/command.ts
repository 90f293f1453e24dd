// A command is a request that somebody with the right could make at any time, sensible or not.
import type { Tx } from '#kernel/db.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { Answer, Caller } from '../app.ts'
import type { Person } from '../world.ts'
import type { Known } from './known.ts'
import type { Random } from './random.ts'

/** Of work that runs by itself there is no response. */
export type Said = Pick<Answer, 'status' | 'body'>
export type Client = {
  readonly random: Random
  readonly known: Known
  as(who: Person): Caller
  /** What runs by itself now and then, run now; a failure of it is a fault. */
  job(run: (tx: Tx, limit: number) => Promise<unknown>): Promise<Said>
  /** A row of a file of the time before, as an import brings it in. */
  open(verbs: Pick<EntityVerbs, 'create'>, input: Readonly<Record<string, unknown>>): Promise<Said>
  /** For what only time would do. */
  pass(text: string, values: readonly unknown[]): Promise<void>
}
export type Command = {
  readonly name: string
  /** How often it is chosen, against the others. */
  readonly weight: number
  /** Several requests, of which the first may go through and the last be refused. */
  readonly steps?: true
  /** Nothing when there is nothing yet that it could be done to. */
  run(client: Client): Promise<Said | undefined>
}

/** Only what went through is a paper. */
export const done = ({ status }: Said): boolean => status < 300

const quantities = ['1', '2', '3', '5', '7', '10'] as const
export const quantity = (random: Random): string => random.pick(quantities) ?? '1'
/** An amount of money that does not divide well. */
export const amount = (random: Random): string => `${random.below(900)}.${String(random.below(100)).padStart(2, '0')}`

type Stated = { readonly state: string }
/** Mostly one that is in the right state; now and then any, as a second click or a stale page asks. */
export function inState<T extends Stated>(
  { random }: Client,
  papers: readonly T[],
  from: readonly string[],
): T | undefined {
  const right = papers.filter(one => from.includes(one.state))
  return random.pick(right.length > 0 && random.chance(0.85) ? right : papers)
}
