import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useSession } from '#ui/useSession.tsx'
import { taskEntity } from '../task.entity.ts'
import type { NewTask, Task } from '../task.schema.ts'
import { taskCalls, useTaskRefresh } from './useTasks.ts'

type Props = {
  /** The one to change; without it a new one is made. */
  task?: Task
  /** What a new one is about. */
  about?: NonNullable<NewTask['about']>
  onDone: (id: string) => void
  onCancel: () => void
}

export function TaskForm({ task, about, onDone, onCancel }: Props) {
  const entity = useEntity(taskEntity)
  const { userId } = useSession()
  const refresh = useTaskRefresh()
  const start = { ownerId: userId, priority: 'normal' }
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const saved = task
      ? await taskCalls.edit({ id: task.id, ...body, ...(version !== undefined && { version }) })
      : await taskCalls.create({ ...start, ...body, ...(about && { about }) } as NewTask) // the form offers exactly the shape's fields; the server checks every one
    await refresh()
    onDone(saved.id)
  }
  return (
    <RecordForm
      fields={formFields(entity)}
      sections={entity.form}
      record={task ?? start}
      {...(task && { version: task.version })}
      draftKey={task ? `task:${task.id}` : `task:new:${about?.id ?? ''}`}
      onSave={save}
      onCancel={onCancel}
    />
  )
}
