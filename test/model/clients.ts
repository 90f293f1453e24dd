// Several people at once: each asks for one thing after another, chosen by a seed of its own.
import type { Answer, TestApp } from '../app.ts'
import type { Command } from './command.ts'
import type { Known } from './known.ts'
import { type Random, randomOf } from './random.ts'

export type Tally = {
  /** By command: how often it went through, and how often it was refused. */
  readonly counts: Map<string, { done: number; refused: number }>
  /** Answers that nobody may get: faults, and refusals that say nothing. */
  readonly faults: string[]
}
export const newTally = (): Tally => ({ counts: new Map(), faults: [] })

type Run = {
  readonly app: TestApp
  readonly known: Known
  readonly commands: readonly Command[]
  readonly tally: Tally
}

/** So many commands of one client. */
export async function play(run: Run, seed: number, commands: number): Promise<void> {
  const random = randomOf(seed)
  for (let n = 0; n < commands; n++) await playOne(run, random)
}

/** What was asked for, or nothing when there was nothing to do it to. */
export async function playOne(run: Run, random: Random): Promise<{ name: string; answer: Answer } | undefined> {
  const { app, known, commands, tally } = run
  for (let tries = 0; tries < 20; tries++) {
    const command = choose(commands, random)
    const answer = await command.run({ random, known, as: who => app.as(who) })
    if (!answer) continue
    count(tally, command.name, answer)
    return { name: command.name, answer }
  }
  return undefined
}

function choose(commands: readonly Command[], random: Random): Command {
  let at = random.below(commands.reduce((total, one) => total + one.weight, 0))
  const found = commands.find(one => {
    at -= one.weight
    return at < 0
  })
  if (!found) throw new Error('no command')
  return found
}

function count({ counts, faults }: Tally, name: string, { status, body }: Answer): void {
  const known = counts.get(name) ?? { done: 0, refused: 0 }
  counts.set(name, known)
  if (status < 300) known.done++
  else known.refused++
  const reasons = (body.reasons ?? []) as readonly { key: string }[] // the shape of every refusal
  if (status >= 500 || (status >= 400 && reasons.length === 0))
    faults.push(`${name}: ${status} ${JSON.stringify(body)}`)
}
