import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { stepDue } from '../secondStep.rules.ts'
import type { MyStep } from '../secondStep.schema.ts'
import { selectStep } from './secondStep.sql.ts'

export async function readMyStep(db: Db, actor: Actor): Promise<MyStep> {
  const own = await selectStep(db, actor.userId)
  const { on = false, codesLeft = 0 } = own ?? {}
  const due = on ? undefined : stepDue(actor.org, actor.roles, own?.joined ?? db.now)
  return {
    on,
    codesLeft,
    required: stepDue(actor.org, actor.roles, db.now) !== undefined,
    due: due === undefined ? null : new Date(due).toISOString(),
    barred: due !== undefined && due <= Date.parse(db.now),
  }
}
