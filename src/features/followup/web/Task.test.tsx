import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { taskEntity } from '../task.entity.ts'
import { taskText } from '../task.text.ts'
import { TaskListPage } from './TaskListPage.tsx'
import { TasksPart } from './TasksPart.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session = {
  userId: id(1),
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants: { 'task.read': 'own', 'task.create': 'all', 'task.edit': 'own' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const
const task = {
  id: id(5),
  version: 3,
  title: '寄样品 😀',
  state: 'open',
  priority: 'high',
  ownerId: id(1),
  ownerName: 'Ann',
  givenById: id(9),
  givenByName: 'Max',
  subjectEntity: 'deal',
  subjectId: id(3),
  subjectName: '装箱线',
  customerId: id(4),
  due: '2026-06-11',
  dueAt: null,
  dueBy: '2026-06-11T15:59:59.999Z',
  isLate: true,
}
const theirs = { ...task, id: id(6), title: '别人的', ownerId: id(8), ownerName: 'Wei', isLate: false }
const entities = {
  'GET /entities': () => ({ items: [taskEntity] }),
  'GET /views': () => ({ items: [], choice: { viewId: null, columns: [] } }),
}

test('on a record its open tasks stand, one’s own done by one press', async () => {
  const asked = answers({
    ...entities,
    'GET /tasks/about': () => ({ items: [task, theirs, { ...task, id: id(7), state: 'done' }] }),
    [`POST /tasks/${task.id}/moves/finish`]: () => ({ ...task, state: 'done' }),
  })
  const { body } = await draw(
    <SessionProvider value={session}>
      <TasksPart entity="deal" id={id(3)} />
    </SessionProvider>,
    { texts: taskText },
  )
  expect(body.querySelectorAll('li')).toHaveLength(2)
  expect(body.querySelector('[aria-label="Done: 别人的"]')).toBe(null)
  expect(body.querySelector('.late')?.textContent).toContain('11 Jun')
  await press(button(body, 'Done: 寄样品 😀'))
  await settle(60)
  expect(asked.find(one => one.route.startsWith('POST'))?.body).toEqual({ version: 3 })
})

test('the list finds mine, what I gave, what is overdue', async () => {
  const asked = answers({
    ...entities,
    'GET /tasks': () => ({ items: [task], nextCursor: null }),
    'GET /tasks/summary': () => ({ count: 1, sums: {}, groups: [] }),
  })
  const { body } = await draw(
    <SessionProvider value={session}>
      <TaskListPage />
    </SessionProvider>,
    { texts: taskText, at: '/tasks' },
  )
  expect(body.textContent).toContain('装箱线')
  await press(button(body, 'Given by me'))
  await settle(60)
  const filter = asked.findLast(one => one.route === 'GET /tasks')?.query.get('filter')
  expect(JSON.parse(filter ?? '')).toEqual({
    all: [
      { field: 'givenById', op: 'in', value: ['me'] },
      { field: 'ownerId', op: 'notIn', value: ['me'] },
      { field: 'state', op: 'is', value: 'open' },
    ],
  })
})
