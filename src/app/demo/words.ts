// What people of the demo company write down: said once, drawn from.
type Words = readonly [string, ...string[]]

export const surnames: Words = [
  '傅',
  '严',
  '段',
  '柏',
  '季',
  '阮',
  '裴',
  '尹',
  '岑',
  '佟',
  '纪',
  '俞',
  '柳',
  '苗',
  '汤',
  '祁',
]
export const givenNames: Words = [
  '慧琳',
  '立言',
  '景明',
  '书韵',
  '亦舟',
  '怀瑾',
  '知夏',
  '明远',
  '晓棠',
  '子衿',
  '文博',
  '雨桐',
  '嘉禾',
  '海宁',
  '振声',
  '佩兰',
]
export const titles: Words = ['设备经理', '生产副总', '采购经理', '工程部主管', '总经理', '技术工程师']

export const firstCalls: Words = [
  '电话了解现有产线：目前半人工装袋，每班 12 人，旺季要加班。想看自动化方案。',
  '对方从展会册子上看到我们，问速度和换型时间。要先看同行业的视频。',
  '老客户介绍过来的，厂房今年扩建，设备年底前到位。预算还没批。',
  '现有设备用了八年，停机多，配件难买。想整线换，也接受改造。',
  '微信上发来了样袋照片和产能要求，约了电话细聊。',
]
export const visits: Words = [
  '到车间量了尺寸，进线高度 850，电源够。厂长关心粉尘和换膜时间。',
  '看了他们三条线，瓶颈在装袋。带了样袋，试封边合格。',
  '和生产、质量一起开会，定了精度 ±1 克、合格率 99.5%。',
  '现场看了仓库和叉车通道，设备要分两箱进场。质量部要求全程追溯。',
]
export const quoteTalks: Words = [
  '发了方案和报价，对方说要和另外两家比。',
  '讲解了报价构成，设备单价有异议，服务没意见。',
  '采购收到报价，说要过一下内部评审，下周有结果。',
]
export const dealTalks: Words = [
  '谈付款：他们要 30/60/10，我们要预付 40%。',
  '老板到场，让了安装费，换来预付比例。等对方走内部流程。',
  '技术协议已定，商务只差交期：要求 45 天，我们答应 50 天。',
]
export const needWords: Words = [
  '速度不低于每分钟 35 袋',
  '换型时间在 20 分钟以内',
  '计量精度 ±1 克',
  '与现有金检机联线',
  '设备表面 304 不锈钢',
  '停机故障 4 小时内响应',
  '粉料防飞扬',
  '操作界面要中英文',
]
export const pains: Words = ['招工难，旺季缺人', '老设备停机多', '称重超差被罚过款', '换膜慢，浪费大']
export const promiseWords: Words = [
  '先寄两份样袋试机视频',
  '付款后 50 天内发货',
  '首年保养免费',
  '备件价格两年不变',
  '安装时带一名电气工程师',
]
export const nextSteps: Words = [
  '回电问内部评审结果',
  '约时间看试机',
  '发修改后的报价',
  '上门谈付款',
  '寄样袋',
  '催图纸确认',
  '请方屹批折扣',
]
type LostWords = readonly [code: string, said: string]
/** A reason of the list, and what was said of it. */
export const lostReasons: readonly [LostWords, ...LostWords[]] = [
  ['price', '价格高于对手两成'],
  ['later', '项目推迟到明年'],
  ['rival', '选了本地厂家'],
  ['budget', '预算没有批下来'],
]
