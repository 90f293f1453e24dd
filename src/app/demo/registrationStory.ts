// Who has registered whom: protected, contested, decided, given back.

import type { RegistrationSettings } from '#features/registration/registration.schema.ts'
import { moveRegistration } from '#features/registration/server/move.service.ts'
import { createRegistration, setRegistrationSettings } from '#features/registration/server/registration.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import type { Seller } from './people.ts'
import type { Scene, Story } from './story.ts'

const settings: RegistrationSettings = {
  lines: [
    { name: '整机', days: 120 },
    { name: '备件', days: 60 },
    { name: '服务', days: 60 },
  ],
  days: 90,
  door: 'warn',
  approval: false,
  remindDays: 7,
}
/** The people of the demo were read before the company had set anything. */
const asSet = (actor: Actor): Actor => ({
  ...actor,
  org: { ...actor.org, settings: { ...actor.org.settings, registration: settings } },
})

type Plan = {
  readonly day: number
  readonly by: Seller
  readonly company: string
  readonly line?: string
  readonly why: string
}
const plans: readonly Plan[] = [
  {
    day: 40,
    by: 'shen',
    company: '浙江霁川调味品有限公司',
    line: '整机',
    why: '10 月食品展会面谈，已交换名片，客户计划新建一条灌装线。',
  },
  { day: 38, by: 'song', company: '漪和乳业股份有限公司', why: '总经理转介绍，已两次到厂拜访，全线设备统一采购。' },
  { day: 33, by: 'qi', company: '宁波海沛水产有限公司', line: '备件', why: '现场维护时客户提出年度备件框架。' },
  { day: 12, by: 'qi', company: '嘉善云澜果蔬汁有限公司', line: '整机', why: '电话沟通三次，约定下周看厂；还未建档。' },
  { day: 58, by: 'shen', company: '南京栖霞药用包材有限公司', line: '备件', why: '客户旧机改造，需要密封件与传感器。' },
]

const registering = ({ day, by, company, line, why }: Plan, at: { id: string }): Scene => ({
  day,
  time: '16:10',
  by,
  play: async (tx, actor) => {
    const made = await createRegistration(tx, asSet(actor), {
      companyName: company,
      evidence: why,
      ...(line && { productLine: line }),
    })
    at.id = made.id
  },
})

const contest = { id: '' }
const contesting: Story = [
  {
    day: 9,
    time: '10:20',
    by: 'song',
    play: async (tx, actor) => {
      const wanted = { companyName: '浙江霁川调味品有限公司', productLine: '整机', contest: true }
      const made = await createRegistration(tx, asSet(actor), {
        ...wanted,
        evidence: '集团采购部在广州，由我对接招标。',
      })
      contest.id = made.id
    },
  },
]

const released = { id: '' }
const release = (tx: Tx, actor: Actor) =>
  moveRegistration(tx, asSet(actor), released.id, { move: 'release', note: '客户今年无预算' })

const ours: Story = [
  { day: 60, time: '09:00', by: 'gu', play: (tx, actor) => setRegistrationSettings(tx, actor, settings) },
  ...plans.toSorted((a, b) => b.day - a.day).map(plan => registering(plan, { id: '' })),
  registering({ day: 20, by: 'shen', company: '常州启航涂料有限公司', line: '整机', why: '展会登记。' }, released),
  { day: 14, time: '11:00', by: 'shen' as const, play: release },
  ...contesting,
]

export const registrationStories = (): Story[] => [ours.toSorted((a, b) => b.day - a.day)]
