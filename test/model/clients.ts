// Several people at once: each asks for one thing after another, chosen by a seed of its own.
import type pg from 'pg'
import { inOrg } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { TestApp } from '../app.ts'
import type { Client, Command, Said } from './command.ts'
import type { Known } from './known.ts'
import { type Random, randomOf } from './random.ts'

export type Tally = {
  /** By command: how often it went through, and how often it was refused. */
  readonly counts: Map<string, { done: number; refused: number }>
  /** Answers that nobody may get: faults, and refusals that say nothing. */
  readonly faults: string[]
  /** Told to come again: the machine had more to do than it could. */
  busy: number
}
export const newTally = (): Tally => ({ counts: new Map(), faults: [], busy: 0 })

type Run = {
  readonly app: TestApp
  readonly known: Known
  readonly commands: readonly Command[]
  readonly tally: Tally
  /** A line to the database that asks nobody. */
  readonly eye: pg.Client
}

/** So many commands of one client. */
export async function play(run: Run, seed: number, commands: number): Promise<void> {
  const random = randomOf(seed)
  for (let n = 0; n < commands; n++) await playOne(run, random)
}

type Played = { readonly command: Command; readonly answer: Said }
/** What was asked for, or nothing when there was nothing to do it to. */
export async function playOne(run: Run, random: Random): Promise<Played | undefined> {
  const { commands, tally } = run
  const client = clientOf(run, random)
  for (let tries = 0; tries < 20; tries++) {
    const command = choose(commands, random)
    const answer = await command.run(client)
    if (!answer) continue
    count(tally, command.name, answer)
    return { command, answer }
  }
  return undefined
}

const clientOf = ({ app, known, eye }: Run, random: Random): Client => ({
  random,
  known,
  as: who => app.as(who),
  job: run =>
    inOrg(app.db, app.world.acmeId, { mode: 'write' }, tx => run(tx, 100)).then(
      () => ({ status: 200, body: {} }),
      (error: unknown) => ({ status: 500, body: { error: String(error) } }),
    ),
  open: async ({ create }, input) => {
    const actor = await app.world.as('olivia', 'import')
    return inOrg(app.db, app.world.acmeId, { mode: 'write' }, async tx => create?.(tx, actor, input)).then(
      made => ({ status: 201, body: { ...made } }),
      (error: unknown) =>
        error instanceof Refusal
          ? { status: error.kind === 'unavailable' ? 503 : 409, body: { reasons: error.reasons } }
          : { status: 500, body: { error: String(error) } },
    )
  },
  pass: async (text, values) => void (await eye.query(text, [...values])),
})

function choose(commands: readonly Command[], random: Random): Command {
  let at = random.below(commands.reduce((total, one) => total + one.weight, 0))
  const found = commands.find(one => {
    at -= one.weight
    return at < 0
  })
  if (!found) throw new Error('no command')
  return found
}

function count(tally: Tally, name: string, { status, body }: Said): void {
  const { counts, faults } = tally
  if (status === 503) tally.busy++
  const known = counts.get(name) ?? { done: 0, refused: 0 }
  counts.set(name, known)
  if (status < 300) known.done++
  else known.refused++
  const reasons = (body.reasons ?? []) as readonly { key: string }[] // the shape of every refusal
  if ((status >= 500 && status !== 503) || (status >= 400 && reasons.length === 0))
    faults.push(`${name}: ${status} ${JSON.stringify(body)}`)
}
