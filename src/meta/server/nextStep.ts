// What stands as next step on a lead or a deal rings its owner. They do not know who rings: follow-ups listen here,
// within the same transaction.
import type { Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'

export type Stepping = {
  readonly id: string
  readonly ownerId: string | null
  readonly nextStep: string | null
  readonly nextStepAt: string | null
}
export type StepListener = (tx: Tx, actor: Doer, entity: string, now: Stepping) => void

const listeners: StepListener[] = []

/** Once per process, by the composition root. */
export function onNextStep(listener: StepListener): void {
  if (!listeners.includes(listener)) listeners.push(listener)
}

/** After a change of the record; heard only if the step, its time or who it rings is another one. */
export function tellNextStep(
  tx: Tx,
  actor: Doer,
  entity: string,
  ...[before, after]: readonly [before: Stepping, after: Stepping]
): void {
  const stepless = !before.nextStep && !after.nextStep
  if (stepless || markOf(before) === markOf(after)) return
  for (const listener of listeners) listener(tx, actor, entity, after)
}

const markOf = ({ ownerId, nextStep, nextStepAt }: Stepping): string =>
  JSON.stringify([ownerId, nextStep, nextStepAt && Date.parse(nextStepAt)])
