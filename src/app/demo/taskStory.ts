// What the demo company's people still have to do: given by the manager, their own, and what comes every week.
import { createTask } from '#features/followup/server/task.service.ts'
import { moveTask } from '#features/followup/server/taskMove.service.ts'
import type { NewTask } from '#features/followup/task.schema.ts'
import { dealFor } from './dealStory.ts'
import type { Company, Person, Seller } from './people.ts'
import type { Scene, Story } from './story.ts'
import { dayAgo, whenOf } from './when.ts'

type Plan = Pick<NewTask, 'title' | 'note' | 'priority' | 'repeat' | 'remind'> & {
  readonly by: Person
  readonly to: Person
  /** Workdays ago; ahead with a minus. */
  readonly day: number
  readonly due: number
  readonly time?: string
  readonly done?: number
  /** About the newest open deal of this seller. */
  readonly dealOf?: Seller
}

// biome-ignore format: a table
const plans: readonly Plan[] = [
  { by: 'fang',  to: 'shen', day: 3, due: 0,  title: '带样袋去客户现场试机', dealOf: 'shen', priority: 'high', time: '16:00', remind: 'hour' },
  { by: 'fang',  to: 'qi',   day: 4, due: 1,  title: '核对竞争对手报价，写一页对比', dealOf: 'qi', note: '重点看售后响应和备件价格。' },
  { by: 'fang',  to: 'song', day: 5, due: 2,  title: '约客户技术负责人视频会', dealOf: 'song', done: 1 },
  { by: 'shen',  to: 'shen', day: 2, due: -1, title: '给客户寄备件清单', dealOf: 'shen', remind: 'onTime' },
  { by: 'fang',  to: 'fang', day: 6, due: -2, title: '销售周会：过一遍本周商机', repeat: 'week', remind: 'quarter', time: '09:30' },
  { by: 'zheng', to: 'he',   day: 2, due: 0,  title: '盘点华东仓托盘余量', priority: 'low' },
  { by: 'gu',    to: 'lu',   day: 8, due: -4, title: '月末对账前催收逾期款', repeat: 'month', priority: 'high' },
]

export const taskStory = (company: Company): Story =>
  plans.flatMap(plan => scenesOf(plan, company)).toSorted((a, b) => b.day - a.day)

function scenesOf(plan: Plan, { database: { clock }, cast }: Company): Scene[] {
  const { by, to, day, due, time, done, dealOf, ...words } = plan
  const task = { id: '' }
  const give: Scene['play'] = async (tx, actor) => {
    const subjectId = dealOf && (await dealFor(tx, cast[dealOf]))?.id
    const when = time ? { dueAt: whenOf(clock, due, time) } : { due: dayAgo(clock, due) }
    const about = subjectId ? ({ about: { entity: 'deal', id: subjectId } } as const) : {}
    task.id = (await createTask(tx, actor, { ...words, ...when, ...about, ownerId: cast[to].userId })).id
  }
  const finish: Scene['play'] = (tx, actor) => moveTask(tx, actor, task.id, { move: 'finish' })
  return [
    { day, time: '09:20', by, play: give },
    ...(done === undefined ? [] : [{ day: done, time: '17:30', by: to, play: finish }]),
  ]
}
