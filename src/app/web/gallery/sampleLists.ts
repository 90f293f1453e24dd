// What the gallery's list, board and line editor show.
import type { Lang } from '#kernel/text.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { both } from './sample.ts'

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

const stages = [
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
]

export const boardColumns = (lang: Lang) =>
  stages.map(column => ({
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

export const orderEntity: Entity = {
  key: 'order',
  label: both('订单', 'Order'),
  plural: both('订单', 'Orders'),
  path: '/orders',
  title: 'name',
  fields: listFields,
  columns: ['name', 'customerId', 'step', 'state', 'amount', 'due', 'ownerId', 'phone', 'updatedAt'],
  form: [],
}
