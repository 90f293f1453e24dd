// Somebody who left: what they still had went to a colleague, and the report of it is kept.
import { createTask } from '#features/followup/server/task.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import { createUser } from '#features/people/server/people.service.ts'
import { handOverHandlers } from '#journeys/handOver.ts'
import type { Company } from './people.ts'
import type { Story } from './story.ts'
import { dayAgo } from './when.ts'

const leaver = { name: '邵一舟', email: 'shaoyizhou@lihe.example', roles: ['sales'] } as const

export function leaverStory({ database: { clock }, cast }: Company): Story {
  const left = { id: '' }
  const { userId: to, deptId } = cast.qi
  return [
    {
      ...{ day: 30, time: '09:10', by: 'gu' },
      play: async (tx, { userId }) => {
        left.id = await createUser(tx, { userId, via: 'demo' }, { ...leaver, roles: ['sales'], deptId })
      },
    },
    {
      ...{ day: 12, time: '11:20', by: 'fang' },
      play: async (tx, actor) => {
        const ownerId = left.id
        await createLead(tx, actor, { name: '桑晚晴', phone: '13867120045', company: '绍兴越州酱园', ownerId })
        await createTask(tx, actor, { title: '把酱园的样机报价整理成一页', due: dayAgo(clock, -3), ownerId })
      },
    },
    {
      ...{ day: 6, time: '17:40', by: 'gu' },
      play: (tx, actor) =>
        handOverHandlers.handOver(tx, actor, { id: left.id, to, deactivate: true, note: '个人原因离职，已当面交接。' }),
    },
  ]
}
