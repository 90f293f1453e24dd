// Moves of tasks: done, dropped, open again; what comes again makes its next one; those of somebody who leaves are given on.
import { notify } from '#features/notice/server/notice.service.ts'
import { deptOf, userNames } from '#features/people/server/people.service.ts'
import type { Actor } from '#kernel/access.ts'
import { calendarOf } from '#kernel/calendar.ts'
import { dayOf } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { missing, namedBy, Refusal, reason } from '#kernel/refusal.ts'
import { editStamp, newStamp } from '#meta/server/record.service.ts'
import { type TaskMove, taskFlow } from '../task.flow.ts'
import { dueOf, nextDue, sameTime } from '../task.rules.ts'
import type { Task } from '../task.schema.ts'
import { getTask, holdTask, mayChange, readBackTask, ringTask, tellTask, writeTask } from './task.service.ts'
import { lockOpenOf } from './task.sql.ts'
import { type TaskRow, tasks } from './task.table.ts'

type Wish = { readonly move: TaskMove; readonly version?: number | undefined; readonly note?: string | undefined }

const told = { finish: 'finished', drop: 'dropped', reopen: 'reopened' } as const

export async function moveTask(tx: Tx, actor: Actor, id: string, { move, version, note }: Wish): Promise<Task> {
  const row = await holdTask(tx, actor, id)
  if (version !== undefined && version !== row.version) throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const verdict = judge(taskFlow, move, row, mayChange(actor, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const done = move === 'finish' ? { doneAt: tx.now, doneBy: actor.userId } : { doneAt: null, doneBy: null }
  const again = move === 'finish' && row.nextId === null ? nextOf(tx, actor, row) : undefined
  const next: TaskRow = {
    ...row,
    ...done,
    state: verdict.to,
    nextId: again?.id ?? row.nextId,
    ...editStamp(tx, actor, row),
  }
  // what it points at comes first
  if (again) writeTask(tx, actor, again, true)
  tx.write(tasks.update(tx.orgId, next))
  ringTask(tx, actor, next)
  const after = { text: row.title, ...(note?.trim() && { note: note.trim() }) }
  tellTask(tx, actor, next, { kind: told[move], from: row.state, to: next.state, after })
  if (move === 'finish') tellDone(tx, actor, next)
  return readBackTask(tx, actor, id)
}

/** The giver hears of it; who did their own knows. */
function tellDone(tx: Tx, actor: Actor, { id: recordId, givenBy, title }: TaskRow): void {
  const values = { by: actor.name, title }
  notify(tx, actor, { userIds: [givenBy], kind: 'taskDone', values, entity: 'task', recordId })
}

function nextOf(tx: Tx, actor: Actor, row: TaskRow): TaskRow | undefined {
  const { due, repeat, repeatDay, dueAt, ownerId, deptId } = row
  if (!repeat || !due) return undefined
  const { zone } = actor.org
  const day = nextDue({ due, repeat, repeatDay }, dayOf(new Date(tx.now), zone), calendarOf(actor.org))
  const stamp = newStamp(tx, actor, { ownerId, deptId })
  return { ...row, ...stamp, ownerId, ...dueOf({ due: day, dueAt: dueAt && sameTime(dueAt, day, zone) }, zone) }
}

export async function taskOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const task = await getTask(db, actor, id)
  return movesFrom(taskFlow, task, mayChange(actor, { ...task, givenBy: task.givenById }))
}

async function refuseStranger(db: Db, userId: string): Promise<void> {
  if ((await userNames(db, [userId])).size === 0) throw missing('user')
}

/** For the hand-over of somebody's work: what they still had to do, with its reminders. How many there were. */
export async function giveTasks(tx: Tx, actor: Actor, from: string, to: string): Promise<number> {
  const deptId = await deptOf(tx, to, 'toId')
  await namedBy('fromId', refuseStranger(tx, from))
  if (from === to) return 0
  const open = await lockOpenOf(tx, from)
  for (const row of open) {
    const next: TaskRow = { ...row, ownerId: to, deptId, ...editStamp(tx, actor, row) }
    tx.write(tasks.update(tx.orgId, next))
    ringTask(tx, actor, next)
    tellTask(tx, actor, next, { kind: 'edited', before: { ownerId: from }, after: { ownerId: to } })
  }
  const [first] = open
  if (first) {
    const values = { by: actor.name, count: open.length }
    notify(tx, actor, { userIds: [to], kind: 'tasksTaken', values, entity: 'task', recordId: first.id })
  }
  return open.length
}
