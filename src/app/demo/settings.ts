// How the demo company has set itself up: a second pipeline, currency rates, its own days off, one backorder.
import { setPolicy } from '#features/approval/server/policy.service.ts'
import { listCustomers } from '#features/customer/server/customer.service.ts'
import type { NewPipeline } from '#features/deal/deal.schema.ts'
import type { TargetEdit } from '#features/deal/forecast.schema.ts'
import { createDeal } from '#features/deal/server/create.service.ts'
import { createPipeline, listPipelines } from '#features/deal/server/pipeline.service.ts'
import { setRate } from '#features/deal/server/rate.service.ts'
import { setTargets } from '#features/deal/server/target.service.ts'
import type { EmailTemplates } from '#features/email/email.schema.ts'
import { setTemplates } from '#features/email/server/email.service.ts'
import { setCalendar } from '#features/people/server/calendar.service.ts'
import { setTemplate } from '#features/quote/server/template.service.ts'
import type { PaperTemplateEdit } from '#features/quote/template.schema.ts'
import { allowBackorder } from '#features/stock/server/backorder.service.ts'
import type { Actor } from '#kernel/access.ts'
import { defaultCalendar } from '#kernel/calendar.ts'
import { addMonths, type Clock, startOfMonth, today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { age, type Company } from './people.ts'
import type { Scene, Story } from './story.ts'
import { dayAgo } from './when.ts'

const renewals: NewPipeline = {
  label: { zh: '备件与维保', en: 'Parts and service' },
  stages: [
    { label: { zh: '到期提醒', en: 'Due' }, kind: 'open', probability: 30, rottingDays: 7 },
    { label: { zh: '方案确认', en: 'Agreed' }, kind: 'open', probability: 70, rottingDays: 10, required: ['amount'] },
    { label: { zh: '已续签', en: 'Renewed' }, kind: 'won', probability: 100 },
    { label: { zh: '未续签', en: 'Not renewed' }, kind: 'lost', probability: 0 },
  ],
}

const rates = [
  ['USD', age, '7.1185'],
  ['EUR', age, '8.2460'],
  ['USD', 20, '7.0932'],
] as const

const letters: EmailTemplates['items'] = [
  {
    name: '首次联系',
    subject: '{company}：贵司的询价已收到',
    text: '{contact}，您好：\n\n贵司的需求我们已收到，我会在一个工作日内给您初步方案。\n\n{me}\n{company}',
  },
  {
    name: '报价跟进',
    subject: '关于报价，想听听您的意见',
    text: '{contact}，您好：\n\n报价已发给您，如对配置或交期有疑问，直接回复此邮件即可。\n\n{me}',
  },
]

const byOwner = (day: number, time: string, play: Scene['play']): Scene => ({ day, time, by: 'gu', play })

/** Played before anything is sold. */
export const settingsStory = (clock: Clock): Story => [
  byOwner(age, '09:05', (tx, actor) => createPipeline(tx, actor, renewals)),
  ...rates.map(([currency, day, rate]) =>
    byOwner(day, '09:06', (tx, actor) => setRate(tx, actor, { currency, onDate: dayAgo(clock, day), rate })),
  ),
  byOwner(age, '09:07', (tx, actor) => setTemplates(tx, actor, { items: letters })),
  byOwner(age, '09:07', (tx, actor) => setTemplate(tx, actor, quotePaper)),
  byOwner(age, '09:07', (tx, actor) =>
    setPolicy(
      tx,
      actor,
      { entity: 'quote', purpose: 'quote' },
      { nodes: [{ by: 'role', role: 'salesManager', mode: 'any', when: asking }], allowSelf: false, version: 0 },
    ),
  ),
  byOwner(age, '09:08', (tx, actor) =>
    setCalendar(tx, actor, {
      hours: [...defaultCalendar.hours],
      days: [{ date: dayAgo(clock, -30), kind: 'off', name: '厂庆' }],
    }),
  ),
]

/** How quotes look, and whose yes a large discount needs. */
const quotePaper: PaperTemplateEdit = {
  titleZh: '商务报价单',
  titleEn: 'Quotation',
  headerZh: '砺禾机械 · 二十年专注软包装设备',
  termsZh:
    '1. 交货期自收到定金之日起计算。\n2. 整机质保十二个月，易损件除外。\n3. 安装调试含往返差旅，现场水电气由客户准备。',
  termsEn:
    '1. Delivery time begins with the deposit.\n2. Twelve months of warranty on machines, wear parts excepted.\n3. Installation includes travel; power, water and air are provided on site.',
  bankZh: '开户行：中国银行湖州南浔支行\n账号：3700 5888 0120 1130',
  footerZh: '报价含 13% 增值税，有效期内价格不变',
}
const asking = [
  { fact: 'belowFloor', op: 'is' as const },
  { fact: 'discountPercent', op: 'gt' as const, value: '12' },
]

/** What the sales are to win this quarter: people by name, the south by its own figure. */
export const targetStory = (company: Company): Story => [
  byOwner(2, '09:10', (tx, actor) => {
    const now = today(company.database.clock, actor.org.zone)
    const months = [-1, 0, 1, 2].map(n => startOfMonth(addMonths(startOfMonth(now), n)))
    const sellers = [
      ['shen', '900000'],
      ['qi', '750000'],
      ['song', '600000'],
    ] as const
    const itemsOf = (year: string) =>
      sellers.flatMap(([who, amount]) =>
        months
          .filter(month => month.startsWith(year))
          .map(month => ({ month, userId: company.cast[who].userId, amount })),
      )
    return setInYears(tx, actor, months, itemsOf)
  }),
]

type Items = TargetEdit['items']

/** Targets are set a year at a time, and a quarter may lie in two. */
async function setInYears(tx: Tx, actor: Actor, months: readonly string[], itemsOf: (year: string) => Items) {
  for (const year of new Set(months.map(month => month.slice(0, 4))))
    await setTargets(tx, actor, { year: Number(year), items: itemsOf(year) })
}

/** Once products and customers are there. */
export const serviceStory = (products: ReadonlyMap<string, string>): Story => [
  {
    day: 12,
    time: '09:20',
    by: 'zheng',
    play: async (tx, actor) => {
      const productId = products.get('DK-A')
      return productId && allowBackorder(tx, actor, { productId, backorderLimit: '6' })
    },
  },
  ...(['年度维保续签', '易损件年框'] as const).map(
    (name, i): Scene => ({
      day: 8 - i,
      time: '11:30',
      by: 'shen',
      play: async (tx, actor) => {
        const [pipelines, { items }] = await Promise.all([listPipelines(tx), listCustomers(tx, actor, { limit: 2 })])
        const pipeline = pipelines.find(one => !one.isDefault)
        const customer = items[i] ?? items[0]
        if (!pipeline || !customer) return undefined
        return createDeal(tx, actor, {
          name,
          customerId: customer.id,
          pipelineId: pipeline.id,
          amount: i === 0 ? '46000' : '82000',
          expectedClose: dayAgo(tx.database.clock, -20),
        })
      },
    }),
  ),
]
