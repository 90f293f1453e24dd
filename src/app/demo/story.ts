// The demo company's past as scenes: who did what on which workday. Played day by day, so that document numbers
// and events come in order; stories of one day side by side.
import type { Actor } from '#kernel/access.ts'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg, type Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Company, Person } from './people.ts'
import { whenOf } from './when.ts'

export type Scene = {
  /** Workdays before today. */
  readonly day: number
  readonly time: string
  readonly by: Person
  readonly play: (tx: Tx, actor: Actor) => Promise<unknown>
}
/** What happens with one customer, in order. */
export type Story = readonly Scene[]

const lanes = 4

export type Refused = { readonly scene: Scene; readonly refusal: Refusal }

/** Answers what was refused: in the demo nothing should be. */
export async function playStories(company: Company, stories: readonly Story[]): Promise<Refused[]> {
  const days = [...new Set(stories.flatMap(story => story.map(scene => scene.day)))].sort((a, b) => b - a)
  const ended = new Set<Story>()
  const refused: Refused[] = []
  for (const day of days) {
    const live = stories.filter(story => !ended.has(story) && story.some(scene => scene.day === day))
    await inLanes(live, async story => {
      for (const scene of story.filter(one => one.day === day)) {
        const refusal = await playScene(company, scene)
        if (!refusal) continue
        refused.push({ scene, refusal })
        ended.add(story)
        return
      }
    })
  }
  return refused
}

async function playScene({ database, orgId, cast }: Company, scene: Scene): Promise<Refusal | undefined> {
  const then = { ...database, clock: fixedClock(whenOf(database.clock, scene.day, scene.time)) }
  try {
    await inOrg(then, orgId, { mode: 'write' }, tx => scene.play(tx, cast[scene.by]))
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

async function inLanes<T>(work: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...work]
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
