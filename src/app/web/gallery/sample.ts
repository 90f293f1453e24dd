// What the gallery shows: invented, in both languages, the same company as in the demo.
import type { MoveOffer } from '#kernel/flow.ts'
import type { Label, Lang } from '#kernel/text.ts'
import type { Field } from '#meta/entity.ts'
import type { Leg } from '#ui/ThreadStrip.tsx'
import type { Entry } from '#ui/Timeline.tsx'

export const both = (zh: string, en: string): Label => ({ zh, en })

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
  number: both('SO20260518-0007', 'SO20260518-0007'),
  quoteNumber: both('QT20260609-0021', 'QT20260609-0021'),
  all: both('全部', 'All'),
  mine: both('我的', 'Mine'),
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

export const entriesAt = (now: Date, lang: Lang): Entry[] =>
  [...followups(now, lang), ...changes(now, lang)].sort((a, b) => b.at.localeCompare(a.at))

const ago = (now: Date, minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
const said = {
  supply: both('备货', 'Supply'),
  sealer: both(
    '封箱机厂家改到6月13日发，晚2天。承诺日6月25日不受影响。',
    'The sealer ships 13 Jun, 2 days late. The promised 25 Jun still holds.',
  ),
  call: both('电话 6分钟', 'Call, 6 min'),
  lot: both(
    '首批收了20万，余 ¥291,760，等第二张专票',
    '¥200,000 of lot one came in, ¥291,760 open. They wait for the second invoice.',
  ),
  confirm: both('再确认付款', 'confirm payment'),
  need: both('第二张专票', 'Second invoice'),
  reached: both('FH20260608-11 到达湖州', 'FH20260608-11 reached Huzhou'),
  changed: both('变更单 2 已生效', 'Change 2 applied'),
  weigher: both('检重秤', 'Check weigher'),
  sum: both('合计', 'Total'),
  took: both('郑砚接球，交接单齐全', 'Zheng Yan took over, packet complete'),
}

const followups = (now: Date, lang: Lang): Entry[] => [
  {
    id: '1',
    group: 'followup',
    at: ago(now, 38),
    who: { name: zhou(lang).name },
    title: said.supply[lang],
    say: said.sealer[lang],
  },
  {
    id: '3',
    group: 'followup',
    at: ago(now, 1300),
    who: { name: words.me[lang], me: true },
    title: said.call[lang],
    say: said.lot[lang],
    next: { at: ago(now, -2880), what: said.confirm[lang] },
    needs: [said.need[lang]],
  },
]

const changes = (now: Date, lang: Lang): Entry[] => [
  { id: '2', group: 'change', half: 'c', at: ago(now, 200), title: said.reached[lang] },
  {
    id: '4',
    group: 'change',
    half: 'c',
    at: ago(now, 9000),
    title: said.changed[lang],
    changes: [
      { label: said.weigher[lang], before: '2', after: '3' },
      { label: said.sum[lang], before: '1,182,600', after: '1,229,400' },
    ],
  },
  { id: '5', group: 'change', half: 'w', at: ago(now, 30_000), title: said.took[lang] },
]
