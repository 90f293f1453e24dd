// Forms of the demo company: the one of its website, the one on the stand, and what came by them.
import { createCampaign, listCampaigns, spend } from '#features/campaign/server/campaign.service.ts'
import { setSources } from '#features/campaign/server/source.service.ts'
import type { NewForm } from '#features/capture/capture.schema.ts'
import type { Sent } from '#features/capture/server/answer.service.ts'
import { selectForms } from '#features/capture/server/capture.sql.ts'
import { createForm } from '#features/capture/server/form.service.ts'
import { formGrants } from '#features/capture/server/knock.service.ts'
import { visitorOf } from '#features/people/server/visitor.service.ts'
import { answerForm } from '#journeys/answerForm.ts'
import type { Tx } from '#kernel/db.ts'
import type { Label } from '#kernel/text.ts'
import type { Scene, Story } from './story.ts'
import { dayAgo } from './when.ts'

const plain = { label: null, help: null, required: false }
const asks = {
  name: { ...plain, key: 'name', required: true },
  phone: { ...plain, key: 'phone', required: true },
  company: { ...plain, key: 'company' },
  region: { ...plain, key: 'region' },
  need: { ...plain, key: 'need', label: { zh: '想了解什么？', en: 'What would you like to know?' } },
}
const usual = { thanks: null, redirectUrl: null, showLogo: true, hosts: [] }

const website: NewForm = {
  ...{ name: '官网咨询', source: '官网表单', poolId: null, ruleId: null },
  content: {
    ...usual,
    fields: [asks.name, asks.phone, asks.company, asks.region, asks.need],
    title: { zh: '咨询包装设备', en: 'Ask about packing machines' },
    intro: {
      zh: '留下联系方式，工程师会在两个工作小时内与您联系。',
      en: 'Leave your contact; an engineer calls within two working hours.',
    },
    consent: {
      zh: '我同意砺禾机械为答复本次咨询而保存并使用以上信息。',
      en: 'I agree that Lihe Machinery keeps and uses this to answer me.',
    },
    langs: ['zh', 'en'],
    hosts: ['www.lihe.example'],
  },
}
const stand: NewForm = {
  ...{ name: '展会扫码', source: '展会扫码', poolId: null, ruleId: null },
  content: {
    ...usual,
    fields: [asks.name, asks.phone, asks.company, asks.need],
    title: { zh: '展会登记', en: 'Meet us at the fair' },
    intro: { zh: '扫码登记，样机视频和报价单稍后发给您。', en: 'Register here; videos and prices follow.' },
    consent: null,
    langs: ['zh'],
  },
}

type Said = readonly (readonly [key: string, label: Label, value: string])[]
const who = (name: string, phone: string, company: string): Said => [
  ['name', { zh: '姓名', en: 'Name' }, name],
  ['phone', { zh: '电话', en: 'Phone' }, phone],
  ['company', { zh: '公司', en: 'Company' }, company],
]
const need = (text: string) => ['need', { zh: '想了解什么？', en: 'What would you like to know?' }, text] as const

type Sending = { readonly form: string; readonly said: Said; readonly why?: Sent['suspicions'] }

const sent = (day: number, time: string, { form, said, why = [] }: Sending): Scene => ({
  ...{ day, time, by: 'wen' },
  play: async tx => {
    const visitor = await visitorOf(tx, formGrants)
    const found = (await selectForms(tx)).find(one => one.name === form)
    if (!found) throw new Error(`no form ${form}`)
    await answerForm(tx, visitor, found, {
      given: said.map(([key, label, value]) => ({ key, label, value, text: value })),
      ...{ key: `demo ${form} ${day} ${time}`, consent: found.content.consent?.zh ?? null, lang: 'zh', via: 'page' },
      ...{ address: '', agent: '', origin: null, campaignId: found.campaignId, suspicions: why },
    })
  },
})

const campaigns = [
  {
    plan: { name: '广州包装机械展', source: '展会扫码', budget: '60000' },
    costs: [
      [20, '32000', '展位费'],
      [14, '12800', '搭建与物料'],
      [12, '6500.5', '差旅'],
    ],
  },
  {
    plan: { name: '官网搜索投放', source: '官网表单', budget: '36000' },
    costs: [
      [18, '6000', '上旬充值'],
      [8, '6000', '下旬充值'],
    ],
  },
  { plan: { name: '老客户回访', source: '老客介绍', state: 'ended' }, costs: [[10, '1800', '礼品']] },
] as const

const sources = [
  ['官网表单', 'Website form'],
  ['展会扫码', 'Fair'],
  ['老客介绍', 'Referral'],
  ['电话', 'Phone'],
  ['平台询盘', 'Marketplace'],
] as const

const campaignScene = ({ plan, costs }: (typeof campaigns)[number]): Scene => ({
  ...{ day: 13, time: '09:30', by: 'wen' },
  play: async (tx, actor) => {
    const { id } = await createCampaign(tx, actor, plan)
    for (const [day, amount, note] of costs)
      await spend(tx, actor, id, { onDate: dayAgo(tx.database.clock, day), amount, note })
  },
})

const campaignOf = async (tx: Tx, name: string): Promise<string | null> =>
  (await listCampaigns(tx, 200)).items.find(one => one.name === name)?.id ?? null

export const captureStory: Story = [
  {
    ...{ day: 14, time: '09:10', by: 'wen' },
    play: (tx, actor) =>
      setSources(
        tx,
        actor,
        sources.map(([nameZh, nameEn]) => ({ nameZh, nameEn, archived: false })),
      ),
  },
  ...campaigns.map(campaignScene),
  {
    day: 12,
    time: '10:00',
    by: 'wen',
    play: async (tx, actor) => createForm(tx, actor, { ...website, campaignId: await campaignOf(tx, '官网搜索投放') }),
  },
  {
    day: 12,
    time: '10:30',
    by: 'wen',
    play: async (tx, actor) => createForm(tx, actor, { ...stand, campaignId: await campaignOf(tx, '广州包装机械展') }),
  },
  sent(1, '15:10', {
    form: '官网咨询',
    said: [
      ...who('蒋一鸣', '13705710086', '杭州隐山茶业有限公司'),
      ['region', { zh: '地区', en: 'Region' }, '浙江省杭州市'],
      need('茶叶小泡袋，先要两台样机'),
    ],
  }),
  sent(1, '16:05', {
    form: '展会扫码',
    said: [...who('罗晓彤', '13925210098', '佛山南风调味品有限公司'), need('酱料自动灌装')],
  }),
  sent(1, '16:20', {
    form: '官网咨询',
    said: [...who('SEO Team', '13000000000', 'SEO'), need('http://a.example http://b.example http://c.example')],
    why: [{ key: 'form.why.links', values: { count: 3 } }],
  }),
]
