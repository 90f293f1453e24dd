import { Button } from '#ui/Button.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useLookup } from '#ui/useLookup.tsx'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { taskApi } from '../task.api.ts'
import { taskEntity } from '../task.entity.ts'
import { taskFlow } from '../task.flow.ts'
import type { Task } from '../task.schema.ts'
import { taskPageText } from '../taskPage.text.ts'
import { Due } from './Due.tsx'
import { TaskForm } from './TaskForm.tsx'
import { taskCalls } from './useTasks.ts'

const bulk = { apis: [taskApi], flow: taskFlow }
const open = { field: 'state', op: 'is', value: 'open' }
const mine = { field: 'ownerId', op: 'in', value: ['me'] }
const searchOf = (...parts: readonly object[]): string =>
  new URLSearchParams({ filter: JSON.stringify({ all: parts }) }).toString()

/** Everything that is to be done and was done, as far as one may see. */
export function TaskListPage() {
  const t = useText(taskPageText)
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const entity = useEntity(taskEntity)
  const [making, setMaking] = useMaking()
  const views = [
    { label: t('task.view.mine'), search: searchOf(mine, open) },
    {
      label: t('task.view.given'),
      search: searchOf(
        { field: 'givenById', op: 'in', value: ['me'] },
        { field: 'ownerId', op: 'notIn', value: ['me'] },
        open,
      ),
    },
    { label: t('task.view.late'), search: searchOf({ field: 'isLate', op: 'is', value: true }) },
    { label: t('task.view.all'), search: '' },
  ]
  const create = mayDo(session, 'task.create') && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('task.new')}
    </Button>
  )
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList<Task>
        entity={entity}
        href={row => `/tasks/${row.id}`}
        load={taskCalls.list}
        summary={taskCalls.summary}
        before={create}
        views={views}
        cells={{ dueBy: row => <Due task={row} />, subjectName: row => <Subject task={row} /> }}
        bulk={bulk}
        {...(mayDo(session, 'task.export') && { exportHref: query => addressOf({ path: '/tasks/export', query }) })}
        empty={{ title: t('task.empty'), say: t('task.emptySay'), action: create }}
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('task.new')} width={560}>
        <TaskForm onDone={id => go(`/tasks/${id}`)} onCancel={() => setMaking(false)} />
      </Sheet>
    </>
  )
}

/** What it is about, one press away. */
export function Subject({ task }: { task: Task }) {
  const { hrefOf } = useLookup()
  const { subjectEntity, subjectId, subjectName } = task
  if (!subjectEntity || !subjectId) return null
  const href = hrefOf(subjectEntity, subjectId) ?? (task.customerId ? hrefOf('customer', task.customerId) : undefined)
  return href ? (
    <Link className="link cut" href={href}>
      {subjectName}
    </Link>
  ) : (
    <span className="cut">{subjectName}</span>
  )
}
