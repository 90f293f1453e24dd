// The deals of the demo company: what they are about and how far they came.

/** How far a deal came; from `packet` on it is won and an order follows. */
export type Fate =
  | 'contact'
  | 'needs'
  | 'quoteDraft'
  | 'quoteAsked'
  | 'quoteSent'
  | 'quoteExpired'
  | 'talks'
  | 'accepted'
  | 'lostEarly'
  | 'declined'
  | 'packet'
  | 'sentBack'
  | 'orderDraft'
  | 'inReview'
  | 'halfReviewed'
  | 'short'
  | 'confirmed'
  | 'onHold'
  | 'cancelled'
  | 'closed'

export type CountedCode = { readonly code: string; readonly qty: string }

/** `buyer` is a part of the customer's name; days are workdays before today: begun, and last heard of. */
export type DealPlan = {
  readonly buyer: string
  readonly name: string
  readonly amount: string
  readonly fate: Fate
  readonly begun: number
  readonly last: number
  readonly lines: readonly CountedCode[]
}

type Row = readonly [
  buyer: string,
  name: string,
  amount: string,
  fate: Fate,
  begun: number,
  last: number,
  lines?: string,
]

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['钧屿',   '粉剂自动定量线',         '960000',  'contact',      9,  2],
  ['岫云',   '茶包三角包装机 2 台',    '385000',  'contact',      14, 5],
  ['沐棠',   '冷冻面团包装',           '540000',  'contact',      7,  1],
  ['澜杉',   '老线改造评估',           '220000',  'contact',      26, 18],
  ['青禾',   '每日坚果小袋线',         '730000',  'contact',      5,  1],
  ['微澜',   '电子料包装检测',         '310000',  'contact',      11, 4],
  ['Andes',  'Granola pouch line',     '620000',  'contact',      8,  3],
  ['汀禾',   '宠粮十头秤包装线',       '1420000', 'needs',        31, 3],
  ['砚溪',   '洗衣凝珠装盒',           '780000',  'needs',        28, 11],
  ['筠石',   '试机：粉料防飞扬',       '615000',  'needs',        19, 2],
  ['屿禾',   '码垛工作站',             '880000',  'needs',        24, 4],
  ['徽稻',   '五公斤米袋真空线',       '690000',  'needs',        16, 1],
  ['蜀香',   '火锅料四边封 3 台',      '990000',  'needs',        21, 6],
  ['Kopi',   'Kopi sachet line',       '810000',  'needs',        17, 2],
  ['榆湾',   '气调灌装后段',           '0',       'quoteSent',    44, 3,  'GZ-24 1, QF-60 1, LP-300 1, TB-150 2, JZ-300 1, FW-01 1, FW-03 1'],
  ['漪和',   '奶粉罐装称重',           '0',       'quoteSent',    37, 5,  'ZS-10 4, JZ-300 2, SJ-05 1, FW-01 1'],
  ['霁川',   '调味包四边封 2 台',      '0',       'quoteSent',    30, 1,  'DL-40 2, JZ-300 1, FW-01 1'],
  ['沐棠',   '真空贴体机',             '0',       'quoteDraft',   22, 1,  'ZT-60 3, FW-02 2'],
  ['汀禾',   '视觉检测升级',           '0',       'quoteAsked',   18, 2,  'SJ-05 4, DK-A 1, TJ-01 1, FW-01 1'],
  ['顺味',   '酱料灌装贴标',           '0',       'quoteSent',    26, 2,  'GZ-24 1, TB-150 2, SS-1200 4, FW-01 1, FW-03 1'],
  ['弥生',   '保健品装盒',             '0',       'quoteExpired', 50, 20, 'ZH-30 1, SJ-05 1'],
  ['栎舟',   '酱包灌装二线',           '0',       'talks',        52, 18, 'GZ-24 1, QF-60 1, FW-01 1'],
  ['朔桐',   '铝塑泡罩线 · 制剂二车间', '0',      'accepted',     58, 2,  'GM-80 2, ZH-30 1, SJ-05 1, FW-01 2'],
  ['澜杉',   '全自动装箱机',           '0',       'talks',        41, 4,  'ZX-25 6, SS-1200 4'],
  ['漪和',   '枕式机 6 台打包',        '0',       'talks',        33, 1,  'LP-420 4, FX-50 1, FW-01 1'],
  ['Müller', 'Case packer OEM',        '0',       'talks',        46, 3,  'ZX-25 3, MD-12 1'],
  ['海沛',   '虾滑定量包装',           '0',       'accepted',     38, 1,  'LP-420 2, JZ-300 2, FW-01 1'],
  ['拾味',   '粉包机换新',             '350000',  'lostEarly',    66, 52],
  ['栖霞',   '包材检测线',             '480000',  'lostEarly',    59, 40],
  ['楚味',   '鸭货气调盒装',           '0',       'declined',     72, 45, 'QF-60 3, JZ-300 1'],
  ['中原',   '挂面塑封打包',           '0',       'declined',     55, 29, 'LP-420 3, MD-12 1'],
  ['霁川',   '给袋式包装线二期',       '0',       'confirmed',    81, 31, 'GD-8200 3, JZ-300 3, SS-1200 6, BJ-114 24, SB-20 12, FW-01 1'],
  ['岭南',   '凉茶灌装线',             '0',       'confirmed',    74, 7, 'GZ-24 1, LP-300 1, TB-150 1, FW-01 1, FW-03 1'],
  ['朔桐',   'GMP 装盒机',             '0',       'closed',       82, 48, 'ZH-30 2, SJ-05 1, FW-01 1'],
  ['华彩',   '日化贴标检重',           '0',       'confirmed',    63, 6, 'TB-150 2, JZ-300 2, FW-01 1'],
  ['Pacific','Spice pouch line',       '0',       'confirmed',    69, 21, 'GD-8200 1, ZS-10 1, JZ-300 1, BJ-02 1'],
  ['四季',   '速冻水饺包装',           '0',       'onHold',       61, 15, 'LP-420 2, ZS-10 2, FW-01 1'],
  ['崂山',   '瓶装线改造',             '0',       'cancelled',    70, 24, 'LP-300 1, TB-150 1'],
  ['屿禾',   '种子小包装机',           '0',       'short',        40, 6,  'LP-420 1, FX-50 2, FW-01 1'],
  ['禾绿',   '速冻面点装箱',           '0',       'halfReviewed', 43, 3,  'ZX-25 1, SS-1200 2, FW-02 1'],
  ['鹭岛',   '茶饮贴标',               '0',       'inReview',     36, 2,  'TB-150 2, JZ-300 1'],
  ['江津',   '花椒真空包装',           '0',       'inReview',     34, 1,  'ZT-60 1, JZ-300 1, FW-02 1'],
  ['东篱',   '黄酒灌装贴标',           '0',       'orderDraft',   39, 3,  'GZ-24 1, TB-150 1, FW-01 1'],
  ['汀禾',   '检重剔除改造',           '0',       'packet',       29, 3,  'JZ-300 3, SJ-05 1, FW-01 1'],
  ['顺味',   '辣酱装箱码垛',           '0',       'packet',       35, 1,  'ZX-25 1, MD-12 1, FW-01 1'],
  ['黑土',   '米砖真空机',             '0',       'sentBack',     32, 2,  'ZT-60 2, FW-01 1'],
]

export const dealPlans: readonly DealPlan[] = rows.map(([buyer, name, amount, fate, begun, last, lines = '']) => ({
  buyer,
  name,
  amount,
  fate,
  begun,
  last,
  lines: linesIn(lines),
}))

/** `GZ-24 1, TB-150 2` */
export function linesIn(text: string): CountedCode[] {
  return text.split(', ').flatMap(one => {
    const [code, qty] = one.split(' ')
    return code && qty ? [{ code, qty }] : []
  })
}
