// How regions are also called: short (江苏), and in Latin letters for pages in English.
import { pinyin } from 'pinyin-pro'
import type { Region } from './regionTree.ts'

const provinces: Readonly<Record<string, string>> = {
  北京市: 'Beijing',
  天津市: 'Tianjin',
  河北省: 'Hebei',
  山西省: 'Shanxi',
  内蒙古自治区: 'Inner Mongolia',
  辽宁省: 'Liaoning',
  吉林省: 'Jilin',
  黑龙江省: 'Heilongjiang',
  上海市: 'Shanghai',
  江苏省: 'Jiangsu',
  浙江省: 'Zhejiang',
  安徽省: 'Anhui',
  福建省: 'Fujian',
  江西省: 'Jiangxi',
  山东省: 'Shandong',
  河南省: 'Henan',
  湖北省: 'Hubei',
  湖南省: 'Hunan',
  广东省: 'Guangdong',
  广西壮族自治区: 'Guangxi',
  海南省: 'Hainan',
  重庆市: 'Chongqing',
  四川省: 'Sichuan',
  贵州省: 'Guizhou',
  云南省: 'Yunnan',
  西藏自治区: 'Tibet',
  陕西省: 'Shaanxi',
  甘肃省: 'Gansu',
  青海省: 'Qinghai',
  宁夏回族自治区: 'Ningxia',
  新疆维吾尔自治区: 'Xinjiang',
  台湾省: 'Taiwan',
  香港特别行政区: 'Hong Kong',
  澳门特别行政区: 'Macao',
}

const PEOPLES =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|' +
  '达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|京|独龙|鄂伦春|各'
const AUTONOMOUS = new RegExp(`(?:(?:${PEOPLES})族?)*(?:自治[区州县旗])$`, 'u')
const KIND = /(?:特别行政区|街道|地区|林区|矿区|新区|省|市|州|盟|区|县|旗|镇|乡)$/u

const shorts = new Map<Region, string>()

/** 江苏, 延边, 宜兴; the whole name where too little would be left (东区, 和县). Always what the name begins with. */
export function shortName(region: Region): string {
  const known = shorts.get(region)
  if (known !== undefined) return known
  const { name } = region
  const ends = /自治[区州县旗]$/u.test(name) ? [AUTONOMOUS, /自治[区州县旗]$/u] : [KIND]
  const short = ends.map(end => name.replace(end, '')).find(one => [...one].length >= 2) ?? name
  shorts.set(region, short)
  return short
}

export const latinName = (region: Region): string => provinces[region.name] ?? spelled(shortName(region))

/** By its name in English, as people abroad type it. */
export const provinceOfLatin = (text: string): string | undefined =>
  Object.entries(provinces).find(([, latin]) => latin.toLowerCase() === text)?.[0]

function spelled(name: string): string {
  const word = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('')
  return word.charAt(0).toUpperCase() + word.slice(1)
}
