import { Day, When } from '#ui/When.tsx'
import type { Task } from '../task.schema.ts'

/** A day, or a time of it; late ones say so. */
export function Due({ task: { due, dueAt, isLate } }: { task: Pick<Task, 'due' | 'dueAt' | 'isLate'> }) {
  if (!due) return null
  return <span className={isLate ? 'late nw' : 'nw'}>{dueAt ? <When at={dueAt} /> : <Day day={due} />}</span>
}
