// Leads of the demo company: who asked, where they come from, how far they are.
import type { Seller } from './people.ts'

export type LeadFate = 'unassigned' | 'assigned' | 'following' | 'invalid' | 'converted'
export type LeadPlan = {
  readonly name: string
  readonly company: string
  readonly source: string
  readonly need: string
  readonly fate: LeadFate
  readonly day: number
  readonly owner: Seller
}

type Row = readonly [
  name: string,
  company: string,
  source: string,
  need: string,
  fate: LeadFate,
  day: number,
  owner: Seller,
]

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['王先生', '',                       '展会扫码', '枕式包装机，每分钟 60 包',   'unassigned', 1,  'shen'],
  ['吕梦婕', '杭州拾光烘焙有限公司',   '官网表单', '吐司切片后自动装袋',         'unassigned', 1,  'shen'],
  ['Tan Wei Ming', 'Straits Snacks Pte. Ltd.', '官网表单', 'Nut pouches, 40 per minute', 'unassigned', 2, 'song'],
  ['彭工',   '江西赣南果业有限公司',   '电话',     '脐橙礼盒装箱',               'unassigned', 2,  'song'],
  ['罗艺',   '佛山童乐食品有限公司',   '展会扫码', '果冻吸吸袋灌装',             'assigned',   1,  'song'],
  ['曾立',   '莆田海纳调味有限公司',   '官网表单', '鱼露灌装贴标',               'assigned',   2,  'song'],
  ['胡厂长', '宣城皖南山货厂',         '电话',     '笋干真空包装',               'assigned',   3,  'qi'],
  ['戴敏',   '昆山和风食品有限公司',   '老客介绍', '味噌分装',                   'assigned',   2,  'shen'],
  ['蔡经理', '临沂鲁南花生有限公司',   '展会扫码', '花生酱瓶装线',               'following',  9,  'qi'],
  ['邱萍',   '徐州微山湖水产有限公司', '官网表单', '鱼丸称重包装',               'following',  7,  'qi'],
  ['施远',   '上海青浦净菜配送中心',   '官网表单', '净菜盒封口，日产两万盒',     'following',  6,  'shen'],
  ['Nguyễn Thị Lan', 'Mekong Rice JSC', '展会扫码', '5 kg rice bags, vacuum',    'following',  8,  'song'],
  ['方敏仪', '江门陈皮世家食品有限公司', '老客介绍', '陈皮定量装盒',             'following',  5,  'song'],
  ['贺工',   '盐城滩涂粉体有限公司',   '电话',     '轻钙 25 公斤袋码垛',         'following',  12, 'qi'],
  ['未留名', '',                       '官网表单', '要价格表',                   'invalid',    20, 'shen'],
  ['学生调研', '某大学包装系',         '官网表单', '做毕业设计，要图纸',         'invalid',    33, 'song'],
  ['同行',   '某包装机械厂',           '电话',     '打听报价',                   'invalid',    47, 'qi'],
  ['章伟',   '丽水百山祖菌业有限公司', '展会扫码', '菌菇小包装',                 'converted',  40, 'shen'],
  ['冯洁',   '镇江香醋坊有限公司',     '官网表单', '香醋灌装线',                 'converted',  31, 'shen'],
  ['麦小姐', '惠州嘉里零食有限公司',   '老客介绍', '薯片充氮包装',               'converted',  23, 'song'],
  ['关先生', '潮州单丛茶业有限公司',   '展会扫码', '泡袋茶机',                   'converted',  15, 'song'],
  ['邹强',   '滁州菊海饮品有限公司',   '电话',     '菊花茶袋包',                 'converted',  18, 'qi'],
]

export const leadPlans: readonly LeadPlan[] = rows.map(([name, company, source, need, fate, day, owner]) => ({
  name,
  company,
  source,
  need,
  fate,
  day,
  owner,
}))
