// Who gets what comes from the website and from fairs, and how soon it is to be answered.
import { assignByRules } from '#features/assignment/server/assign.service.ts'
import { setResponding } from '#features/assignment/server/responding.service.ts'
import { setAssigning } from '#features/assignment/server/rule.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import type { Company } from './people.ts'
import type { Story } from './story.ts'

const rule = { active: true, condition: null, people: [], deptIds: [], places: [], maxOpen: null } as const

const fresh = [
  {
    name: '郑凯',
    company: '义乌康乐食品有限公司',
    source: '官网表单',
    region: '浙江省金华市',
    need: '果干分装，每分钟 40 包',
  },
  { name: '梁慧', company: '珠海海岛水产有限公司', source: '展会扫码', region: '广东省珠海市', need: '冻品真空包装' },
]

const rulesFor = ({ shen, qi, song }: Company['cast']) => [
  {
    ...{ ...rule, people: [], deptIds: [] },
    name: '华东与华南',
    method: 'region' as const,
    places: [
      { value: '浙江', userId: shen.userId },
      { value: '广东', userId: song.userId },
    ],
  },
  {
    ...{ ...rule, places: [], deptIds: [] },
    name: '其余轮流',
    method: 'roundRobin' as const,
    people: [shen, qi, song].map(({ userId }) => ({ userId, weight: 1 })),
    maxOpen: 60,
  },
]

export const assigningStory = ({ cast }: Company): Story => [
  {
    day: 2,
    time: '09:05',
    by: 'fang',
    play: async (tx, actor) => {
      const rules = rulesFor(cast)
      await setAssigning(tx, actor, { on: true, keepOwn: true, fallbackPoolId: null, version: 0, rules })
      await setResponding(tx, actor, { on: true, minutes: 120, ownerAt: 60, managerAt: 240, reassignAt: null })
    },
  },
  ...fresh.map(
    (lead, n) =>
      ({
        day: 1,
        time: `16:${30 + n}`,
        by: 'fang',
        play: async (tx, actor) => {
          const { id } = await createLead(tx, actor, { ...lead, ownerId: null })
          await assignByRules(tx, actor, [id])
        },
      }) satisfies Story[number],
  ),
]
