import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { type Task, taskSubjects } from '../task.schema.ts'
import { taskPageText } from '../taskPage.text.ts'
import { Due } from './Due.tsx'
import { TaskForm } from './TaskForm.tsx'
import { taskCalls, useTaskRefresh } from './useTasks.ts'

/** What is to be done about a record, done where it is read. */
export function TasksPart({ entity, id, closed = false }: SlotProps) {
  const t = useText(taskPageText)
  const session = useSession()
  const [making, make] = useState(false)
  const tasks = useQuery({ queryKey: ['task', 'about', entity, id], queryFn: () => taskCalls.about({ entity, id }) })
  const subjectEntity = taskSubjects.find(one => one === entity)
  const open = tasks.data?.items.filter(task => task.state === 'open') ?? []
  return (
    <section className="card">
      <header>
        <h2>{t('task.title')}</h2>
        <span className="grow" />
        {!closed && subjectEntity && mayDo(session, 'task.create') && (
          <Button size="sm" icon="plus" onClick={() => make(true)}>
            {t('task.new')}
          </Button>
        )}
      </header>
      <div className="body">
        {tasks.error && <Problem error={tasks.error} onRetry={() => tasks.refetch()} />}
        {tasks.isPending && <RowsSkeleton rows={1} />}
        {tasks.data && open.length === 0 && <p className="t3">{t('task.none')}</p>}
        <ul className="plain">
          {open.map(task => (
            <Line key={task.id} task={task} />
          ))}
        </ul>
      </div>
      <Sheet open={making} onClose={() => make(false)} title={t('task.new')} width={560}>
        {subjectEntity && (
          <TaskForm about={{ entity: subjectEntity, id }} onDone={() => make(false)} onCancel={() => make(false)} />
        )}
      </Sheet>
    </section>
  )
}

function Line({ task }: { task: Task }) {
  const t = useText(taskPageText)
  const say = useReason()
  const tell = useToast()
  const refresh = useTaskRefresh()
  const { userId, grants } = useSession()
  const [busy, setBusy] = useState(false)
  const { id, title, ownerId, ownerName, givenById, version } = task
  // the server knows departments; here only what is surely not one's own loses the button
  const may = (grants['task.edit'] ?? 'own') !== 'own' || [ownerId, givenById].includes(userId)
  const finish = async () => {
    setBusy(true)
    try {
      await taskCalls.finish({ id, version })
      tell(t('task.finished', { title }))
      await refresh()
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    } finally {
      setBusy(false)
    }
  }
  return (
    <li className="row">
      {may && <Button size="sm" icon="check" busy={busy} aria-label={t('task.finishOf', { title })} onClick={finish} />}
      <span className="grow cut">
        <Link className="link cut" href={`/tasks/${id}`}>
          {title}
        </Link>{' '}
        <small className="t3">{ownerName}</small>
      </span>
      <Due task={task} />
    </li>
  )
}
