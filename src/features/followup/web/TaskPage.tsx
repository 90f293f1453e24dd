import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { taskEntity } from '../task.entity.ts'
import type { TaskMove } from '../task.flow.ts'
import type { Task } from '../task.schema.ts'
import { taskText } from '../task.text.ts'
import { taskPageText } from '../taskPage.text.ts'
import { Due } from './Due.tsx'
import { TaskForm } from './TaskForm.tsx'
import { Subject } from './TaskListPage.tsx'
import { taskCalls, useTaskRefresh } from './useTasks.ts'

export function TaskPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const task = useQuery({ queryKey: ['task', id], queryFn: () => taskCalls.get({ id }) })
  if (task.error) return <Problem error={task.error} onRetry={() => task.refetch()} />
  if (!task.data) return <Skeleton shape="record" />
  return <TaskRecord key={id} task={task.data} />
}

function TaskRecord({ task }: { task: Task }) {
  const t = useText(taskPageText)
  const say = useText(taskText)
  const label = useLabel()
  const entity = useEntity(taskEntity)
  const choice = (key: string, value: string) =>
    entity.fields.find(field => field.key === key)?.choices?.find(one => one.value === value)
  const urgency = task.priority === 'normal' ? undefined : choice('priority', task.priority)
  const { id, title, state, ownerName, givenByName, nextId } = task
  return (
    <>
      <PageTop title={label(entity.label)} back={{ label: label(entity.plural), href: '/tasks' }} />
      <RecordHead
        title={title}
        state={{ label: say(`state.task.${state}`), tone: choice('state', state)?.tone ?? 'off' }}
        sub={
          <>
            <Subject task={task} />
            {urgency && <Tag tone={urgency.tone ?? 'off'}>{label(urgency.label)}</Tag>}
            {nextId && (
              <Link className="link" href={`/tasks/${nextId}`}>
                {t('task.next')}
              </Link>
            )}
          </>
        }
        facts={[
          { label: t('task.owner'), value: ownerName ?? '–' },
          { label: t('task.due'), value: task.due ? <Due task={task} /> : t('task.noDue') },
          { label: t('task.given'), value: givenByName ?? '–' },
        ]}
      />
      <TaskMoves task={task} />
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('task.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={entity.fields.filter(isShown)} record={task} compact />
            </div>
          </section>
          <Slot name="files" entity="task" id={id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="task" id={id} />
        </div>
      </div>
    </>
  )
}

const isShown = ({ key }: Field): boolean => ['note', 'remind', 'repeat', 'doneAt', 'createdAt'].includes(key)

function TaskMoves({ task }: { task: Task }) {
  const t = useText(taskPageText)
  const say = useText(taskText)
  const session = useSession()
  const refresh = useTaskRefresh()
  const [editing, setEditing] = useState(false)
  const { id, version, state } = task
  const offers = useQuery({ queryKey: ['task', id, 'moves', version], queryFn: () => taskCalls.offers({ id }) })
  const run = async (move: string) => {
    await taskCalls[move as TaskMove]({ id, version }) // the offers are the flow's own moves
    await refresh()
  }
  return (
    <>
      <MoveBar
        offers={offers.data}
        {...(state === 'open' && { primary: 'finish' })}
        label={move => say(`move.task.${move as TaskMove}`)} // the offers are the flow's own moves
        onMove={run}
      >
        {mayDo(session, 'task.edit') && (
          <Button icon="edit" onClick={() => setEditing(true)}>
            {t('task.edit')}
          </Button>
        )}
      </MoveBar>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('task.edit')} width={560}>
        <TaskForm task={task} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />
      </Sheet>
    </>
  )
}
