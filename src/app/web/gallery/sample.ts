// What the gallery shows: invented, in both languages, the same company as in the demo.
import type { MoveOffer } from '#kernel/flow.ts'
import type { Label, Lang } from '#kernel/text.ts'
import type { Field } from '#meta/entity.ts'
import type { Leg } from '#ui/ThreadStrip.tsx'
import type { Entry } from '#ui/Timeline.tsx'

const both = (zh: string, en: string): Label => ({ zh, en })

export const words = {
  title: both('给袋式包装线二期', 'Pouch packing line, phase 2'),
  customer: both('浙江霁川调味品有限公司', 'Zhejiang Jichuan Condiments'),
  grade: both('A级客户', 'Grade A'),
  owner: both('归属 沈若溪', 'Owner Shen Ruoxi'),
  version: both('版本 2', 'Version 2'),
  approved: both('审核通过', 'Approved'),
  total: both('含税金额', 'Total incl. tax'),
  remind: both('催款', 'Remind'),
  print: both('打印', 'Print'),
  org: both('砺禾机械', 'Lihe'),
  me: both('沈若溪', 'Shen Ruoxi'),
  orders: both('订单', 'Orders'),
  deals: both('商机', 'Deals'),
  contact: both('傅慧琳', 'Fu Huilin'),
}

const leg =
  (step: Leg['step'], state: Leg['state'], meta: Label, more: (lang: Lang) => Partial<Leg> = () => ({})) =>
  (lang: Lang): Leg => ({ step, state, meta: meta[lang], href: `/${step}s/1`, ...more(lang) })

const person = (zh: string, en: string, roleZh: string, roleEn: string) => (lang: Lang) => ({
  name: lang === 'zh' ? zh : en,
  role: lang === 'zh' ? roleZh : roleEn,
})
const zhou = person('周启帆', 'Zhou Qifan', '采购', 'buying')
const lu = person('陆嘉言', 'Lu Jiayan', '财务', 'finance')

const order = [
  leg('lead', 'done', both('3月2日·3天', '2 Mar, 3 d')),
  leg('deal', 'done', both('3月5日·38天', '5 Mar, 38 d')),
  leg('quote', 'done', both('V3·21天', 'V3, 21 d')),
  leg('contract', 'done', both('5月3日·15天', '3 May, 15 d')),
  leg('handoff', 'done', both('5小时', '5 h')),
  leg('order', 'done', both('1天', '1 d')),
  leg('supply', 'here', both('封箱机6月13日到', 'sealer due 13 Jun'), lang => ({
    holder: zhou(lang),
    clock: { used: 80, left: both('剩1天', '1 of 5 d left')[lang] },
  })),
  leg('shipment', 'part', both('58%·2批', '58%, 2 lots'), () => ({ share: 58 })),
  leg('invoice', 'part', both('58%', '58%'), () => ({ share: 58 })),
  leg('collection', 'late', both('迟3天·沈若溪', '3 d late, Shen'), () => ({ share: 46 })),
  leg('ticket', 'wait', both('验收后', 'after acceptance')),
]
const quote = [
  leg('lead', 'done', both('4月20日·2天', '20 Apr, 2 d')),
  leg('deal', 'done', both('4月22日·47天', '22 Apr, 47 d')),
  leg('quote', 'here', both('V2 还没打开，在改 V3', 'V2 unopened, editing V3'), lang => ({
    holder: { ...person('沈若溪', 'Shen Ruoxi', '销售', 'sales')(lang), me: true },
    clock: { used: 66, left: both('剩1天', '1 d left')[lang] },
  })),
  ...(['contract', 'handoff', 'order', 'supply', 'shipment', 'invoice', 'collection', 'ticket'] as const).map(step =>
    leg(step, 'wait', both('约3天', 'about 3 d')),
  ),
]
const handoff = [
  ...order.slice(0, 4),
  leg('handoff', 'here', both('缺2项', '2 things missing'), lang => ({
    holder: person('郑砚', 'Zheng Yan', '订单', 'order desk')(lang),
    clock: { used: 100, left: both('迟2小时', '2 h late')[lang], late: true },
  })),
  ...(['order', 'supply', 'shipment', 'invoice', 'collection', 'ticket'] as const).map(step =>
    leg(step, 'wait', both('', '')),
  ),
]
const twoBalls = [
  ...order.slice(0, 6),
  leg('supply', 'done', both('12天', '12 d')),
  leg('shipment', 'done', both('3批', '3 lots')),
  leg('invoice', 'here', both('等税号', 'waits for tax no.'), lang => ({
    holder: lu(lang),
    clock: { used: 40, left: both('剩2天', '2 d left')[lang] },
  })),
  leg('collection', 'here', both('尾款6月30日', 'balance 30 Jun'), lang => ({
    holder: { ...person('沈若溪', 'Shen Ruoxi', '销售', 'sales')(lang), me: true },
    clock: { used: 20, left: both('剩8天', '8 d left')[lang] },
  })),
  leg('ticket', 'wait', both('验收后', 'after acceptance')),
]
const strips = { order, quote, handoff, twoBalls }
export const legsOf = (which: keyof typeof strips, lang: Lang): Leg[] => strips[which].map(make => make(lang))

export const offers: MoveOffer[] = [
  { move: 'ship', ok: true, reasons: [] },
  { move: 'receipt', ok: true, reasons: [] },
  { move: 'invoice', ok: true, reasons: [] },
  { move: 'change', ok: true, reasons: [] },
  { move: 'hold', ok: true, reasons: [] },
  {
    move: 'complete',
    ok: false,
    reasons: [{ key: 'gallery.open' }, { key: 'gallery.unpaid', values: { amount: '¥660,580.00' } }],
  },
  {
    move: 'cancel',
    ok: false,
    reasons: [
      { key: 'gallery.delivered', values: { count: 17 } },
      { key: 'gallery.invoiced', values: { amount: '¥710,000.00' } },
      { key: 'gallery.received', values: { amount: '¥568,820.00' } },
    ],
  },
]

export const moveNames: Record<string, Label> = {
  ship: both('新建发货单', 'New shipment'),
  receipt: both('登记回款', 'Log receipt'),
  invoice: both('申请开票', 'Request invoice'),
  change: both('变更订单', 'Change order'),
  hold: both('挂起', 'Hold'),
  complete: both('完成', 'Complete'),
  cancel: both('取消订单', 'Cancel order'),
}

export const galleryText = {
  'gallery.open': { en: '3 lines are not delivered', zh: '还有3行没有交付' },
  'gallery.unpaid': { en: '{amount} is unpaid', zh: '还有 {amount} 未收' },
  'gallery.delivered': { en: '{count} pieces delivered and not returned', zh: '已签收{count}件，还没退回' },
  'gallery.invoiced': { en: '{amount} is invoiced', zh: '已开票 {amount}' },
  'gallery.received': { en: '{amount} is received', zh: '已收款 {amount}' },
  'gallery.wrongPhone': { en: 'A mobile number has 11 digits.', zh: '手机号应为11位。' },
}

export const wayOuts: Record<string, Label> = {
  'gallery.delivered': both('改用“关闭订单”，余下不再交', 'Close the order instead: the rest is not delivered'),
  'gallery.invoiced': both('先申请红冲2张发票', 'Reverse 2 invoices first'),
  'gallery.received': both('退款，或转为客户余额', 'Refund it, or keep it as customer credit'),
}

export const holdReason: Field = {
  key: 'reason',
  kind: 'text',
  required: true,
  label: both('挂起原因', 'Reason for holding'),
}
export const holdUntil: Field = { key: 'until', kind: 'date', label: both('到哪天', 'Until') }

export const axes: { label: Label; value: Label; share: number; tone?: 'ok' | 'late'; note?: string }[] = [
  { label: both('订单', 'Order'), value: both('已确认', 'Confirmed'), share: 100, tone: 'ok' },
  { label: both('备货', 'Supply'), value: both('部分', 'Part'), share: 83, note: '5/6' },
  { label: both('发货', 'Shipping'), value: both('部分发货', 'Part shipped'), share: 58 },
  { label: both('开票', 'Billing'), value: both('部分', 'Part'), share: 58, note: '58%' },
  { label: both('回款', 'Cash'), value: both('逾期', 'Overdue'), share: 46, tone: 'late', note: '46%' },
]

export function entriesAt(now: Date, lang: Lang): Entry[] {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
  const z = (zh: string, en: string) => (lang === 'zh' ? zh : en)
  return [
    {
      id: '1',
      group: 'followup',
      at: ago(38),
      who: { name: zhou(lang).name },
      title: z('备货', 'Supply'),
      say: z(
        '封箱机厂家改到6月13日发，晚2天。承诺日6月25日不受影响。',
        'The sealer ships 13 Jun, 2 days late. The promised 25 Jun still holds.',
      ),
    },
    {
      id: '2',
      group: 'change',
      half: 'c',
      at: ago(200),
      title: z('FH20260608-11 到达湖州', 'FH20260608-11 reached Huzhou'),
    },
    {
      id: '3',
      group: 'followup',
      at: ago(1300),
      who: { name: words.me[lang], me: true },
      title: z('电话 6分钟', 'Call, 6 min'),
      say: z(
        '首批收了20万，余 ¥291,760，等第二张专票',
        '¥200,000 of lot one came in, ¥291,760 open. They wait for the second invoice.',
      ),
      next: { at: new Date(now.getTime() + 2 * 86_400_000).toISOString(), what: z('再确认付款', 'confirm payment') },
      needs: [z('第二张专票', 'Second invoice')],
    },
    {
      id: '4',
      group: 'change',
      half: 'c',
      at: ago(9000),
      title: z('变更单 2 已生效', 'Change 2 applied'),
      changes: [
        { label: z('检重秤', 'Check weigher'), before: '2', after: '3' },
        { label: z('合计', 'Total'), before: '1,182,600', after: '1,229,400' },
      ],
    },
    {
      id: '5',
      group: 'change',
      half: 'w',
      at: ago(30_000),
      title: z('郑砚接球，交接单齐全', 'Zheng Yan took over, packet complete'),
    },
  ]
}

export const listFields: Field[] = [
  { key: 'name', kind: 'text', label: both('订单', 'Order'), sort: true, filter: true },
  { key: 'customerId', kind: 'reference', refEntity: 'customer', label: both('客户', 'Customer'), filter: true },
  { key: 'step', kind: 'text', derived: true, label: both('到哪了', 'Where') },
  {
    key: 'state',
    kind: 'choice',
    label: both('状态', 'State'),
    filter: true,
    sort: true,
    choices: [
      { value: 'draft', label: both('草稿', 'Draft'), tone: 'off' },
      { value: 'review', label: both('审核中', 'In review'), tone: 'warn' },
      { value: 'confirmed', label: both('已确认', 'Confirmed'), tone: 'ok' },
      { value: 'late', label: both('逾期', 'Overdue'), tone: 'late' },
    ],
  },
  { key: 'amount', kind: 'money', label: both('金额', 'Amount'), sort: true, filter: true },
  { key: 'due', kind: 'date', label: both('承诺日', 'Promised'), sort: true, filter: true },
  { key: 'ownerId', kind: 'user', label: both('负责人', 'Owner'), filter: true },
  { key: 'phone', kind: 'phone', label: both('电话', 'Phone') },
  { key: 'updatedAt', kind: 'instant', derived: true, label: both('更新时间', 'Updated'), sort: true, filter: true },
  { key: 'urgent', kind: 'yesNo', label: both('加急', 'Urgent'), filter: true },
  { key: 'remark', kind: 'longText', label: both('备注', 'Remark') },
]

const customers = [
  '浙江霁川调味品',
  '朔桐药业',
  '屿禾农科',
  '澜杉包装',
  '砚溪日化',
  '汀禾宠物食品',
  '漪和乳业',
  '榆湾饮料',
]
const people = ['沈若溪', '周启帆', '陆嘉言', '郑砚', '何守田']
const states = ['draft', 'review', 'confirmed', 'confirmed', 'late']
const at = <T>(list: readonly T[], i: number): T | undefined => list[i % list.length]

export function makeRows(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    id: `r${i}`,
    name: `SO202605${String((i % 28) + 1).padStart(2, '0')}-${String(i).padStart(5, '0')}`,
    customerId: `c${i % 8}`,
    customerName: at(customers, i),
    stepAt: i % 11,
    state: at(states, i * 7),
    amount: `${((i * 7919) % 900_000) + 1200}.${String(i % 100).padStart(2, '0')}`,
    currency: 'CNY',
    due: `2026-0${(i % 8) + 1}-${String((i % 27) + 1).padStart(2, '0')}`,
    ownerId: `u${i % 5}`,
    ownerName: at(people, i),
    phone: `138 0571 ${String(1000 + (i % 9000))}`,
    updatedAt: new Date(Date.UTC(2026, 10, 25, 10, 0) - i * 3_600_000).toISOString(),
  }))
}

export const boardColumns = (lang: Lang) =>
  [
    {
      key: 'first',
      title: both('初步接触', 'First contact'),
      note: '10%',
      amount: '4180000',
      count: 14,
      share: 22,
      more: 8,
    },
    { key: 'need', title: both('需求确认', 'Needs'), note: '30%', amount: '5125000', count: 12, share: 28, more: 6 },
    { key: 'offer', title: both('方案报价', 'Offer'), note: '50%', amount: '4869000', count: 9, share: 26, more: 3 },
    {
      key: 'talk',
      title: both('商务谈判', 'Negotiation'),
      note: '70%',
      amount: '4466000',
      count: 7,
      share: 24,
      more: 3,
    },
    {
      key: 'won',
      title: both('赢单', 'Won'),
      note: '',
      amount: '4723000',
      count: 6,
      share: 100,
      apart: true,
      tone: 'cool' as const,
    },
  ].map(column => ({
    ...column,
    title: column.title[lang],
    ...(column.apart && {
      hint: both('拖到这里就生成订单，并交给订单组。', 'Drop here: the order is made and handed to the order desk.')[
        lang
      ],
    }),
  }))

const dealNames = [
  '粉剂自动定量线',
  '茶包三角包装机 2台',
  '冷冻面团包装',
  '老线改造评估',
  '颗粒小袋多列机',
  '酱料桶装线',
  '宠粮十头秤包装线',
  '洗衣凝珠装盒',
  '粉料防飞扬',
  '码垛工作站',
  '气调灌装后段',
  '奶粉罐装称重',
  '铝塑泡罩线',
  '调味包四边封 2台',
  '酱包灌装二线',
  '全自动装箱机',
  '给袋式包装线二期',
  'GMP 装盒机',
]
const nexts = ['明天 回电', '6月15日 发样本', '今天 13:30 拜访', '停18天 没有下一步', '周五 要样品']
const places = ['first', 'need', 'offer', 'talk', 'won', 'first', 'need', 'offer']
const marks = ['phone', 'mail', 'pin', 'clock', 'chat'] as const
export const boardCards = dealNames.map((name, i) => ({
  key: `d${i}`,
  name,
  column: at(places, i) ?? 'first',
  customer: at(customers, i) ?? '',
  amount: String(220_000 + i * 71_000),
  icon: at(marks, i) ?? 'phone',
  next: at(nexts, i) ?? '',
  late: i % 5 === 3,
  owner: at(people, i) ?? '',
}))

export const lineTitles = {
  product: both('产品', 'Product'),
  qty: both('数量', 'Qty'),
  unit: both('单位', 'Unit'),
  list: both('目录价', 'List'),
  rate: both('折扣', 'Rate'),
  price: both('单价', 'Price'),
  amount: both('金额', 'Amount'),
  due: both('要求交期', 'Wanted'),
  stock: both('现货 / 最早', 'Stock / first'),
}
export type GalleryLine = {
  key: string
  name: string
  code: string
  qty: string
  unit: string
  list: string
  rate: string
  due: string
  stock: string
}
const productNames = [
  '旋转灌装机',
  '气调封口机',
  '理瓶机',
  '贴标机',
  '动态检重秤',
  '自动装箱机',
  '输送线',
  '电控柜',
  '随机备件包',
  '安装调试',
  '运费（含卸车）',
]
export const galleryProducts = productNames.map((name, i) => ({
  id: `p${i}`,
  name,
  code: `GZ-${24 + i}`,
  note: `¥${(i + 3) * 12_000} · 现货 ${i}`,
}))
export const galleryLines = (n: number): GalleryLine[] =>
  Array.from({ length: n }, (_, i) => ({
    key: `l${i}`,
    name: at(productNames, i) ?? '',
    code: `GZ-${24 + (i % 11)}`,
    qty: String((i % 4) + 1),
    unit: '台',
    list: String(((i * 37) % 40) * 9800 + 6500),
    rate: String(i === 4 ? 80 : 92 + (i % 9)),
    due: i % 3 ? '2026-07-10' : '',
    stock: i % 4 === 1 ? '7月20日' : `现货 ${i + 1}`,
  }))
