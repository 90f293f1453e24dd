// One's own tasks on Home: late, today, tomorrow; done by one press.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import type { HomeLine } from '#meta/home.ts'
import type { Task } from '../task.schema.ts'
import { selectDueTasks } from './task.sql.ts'

export const taskLines = async (db: Db, actor: Actor, until: string): Promise<HomeLine[]> =>
  (await selectDueTasks(db, actor, until)).map(task => lineOf(actor, task))

/** Whom it is about, else who wants it done. */
function lineOf(actor: Actor, { id, title, subjectName, givenById, givenByName, dueAt, dueBy, note }: Task): HomeLine {
  const given = givenById !== actor.userId && givenByName ? givenByName : null
  return {
    key: `task:${id}`,
    entity: 'task',
    recordId: id,
    who: subjectName ?? title,
    text: subjectName ? title : null,
    say: given ? { key: 'home.taskFrom', values: { name: given } } : null,
    note: note && [...note].slice(0, 80).join(''),
    phone: null,
    at: dueBy,
    allDay: dueAt === null,
    step: null,
    move: { say: 'move.task.finish', path: `/tasks/${id}/moves/finish` },
    actions: ['open'],
  }
}
