// What a company's name says: trade name, place, branch. By these two names are of one company, or are not; how well
// that is told is measured over labelled pairs (companyName.test.ts).
import { fold, nameKey } from './keys.ts'
import { cities, provinces } from './regions.ts'
import { simplified } from './simplified.ts'

type CompanyName = {
  /** Without place, legal form, brackets and width. */
  readonly trade: string
  readonly places: readonly Place[]
  /** 分公司, 办事处: of its own, whoever it belongs to. */
  readonly branch: string
}
type Place = { readonly province?: string; readonly city?: string }

function companyName(name: string): CompanyName {
  const { text, places, branch } = bracketed(simplified(fold(name)))
  const { base, of } = branched(text)
  const trade = placed(withoutLegalForm(base))
  const found = [...places, ...trade.places]
  return { trade: trade.rest || nameKey(name), places: found, branch: nameKey(of || branch) }
}

/**
 * Trade name and branch: what is looked up. Equal for 浙江省杭州市西湖机械有限公司, 西湖机械(杭州)有限公司 and
 * 杭州西湖机械. A suspicion: whether the places agree, `sameCompany` says.
 */
export function companyKey(name: string): string {
  const { trade, branch } = companyName(name)
  return branch === '' ? trade : `${trade}#${branch}`
}

/** The names may be of one company: equal trade name and branch, and no two places that exclude each other. */
export function sameCompany(a: string, b: string): boolean {
  const [one, other] = [companyName(a), companyName(b)]
  if (one.trade === '' || one.trade !== other.trade || one.branch !== other.branch) return false
  return one.places.every(here => other.places.every(there => agree(here, there)))
}

const agree = (a: Place, b: Place): boolean =>
  (!a.province || !b.province || a.province === b.province) && (!a.city || !b.city || a.city === b.city)

const AREA = '(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市(?![政场民])|地区)?'
const anyOf = (names: readonly string[]) => [...names].sort((a, b) => b.length - a.length).join('|')
const PROVINCE = `(?:${anyOf(provinces)})${AREA}`
const CITY = `(?:(?:${anyOf(cities)})${AREA}|\\p{Script=Han}{2,3}市(?![政场民]))`
const LEADING = new RegExp(`^(?:中国)?(?:(?<province>${PROVINCE})(?<city>${CITY})?|(?<alone>${CITY}))`, 'u')
const TRAILING = new RegExp(`(?:(?<province>${PROVINCE})|(?<alone>${CITY}))$`, 'u')
const WHOLE = new RegExp(`^(?:(?<province>${PROVINCE})(?<city>${CITY})?|(?<alone>${CITY}))$`, 'u')
const BRACKET = /[([【〔]\s*([^()[\]【】〔〕]*?)\s*[)\]】〕]/gu
const GROUP = /^(?:集团|股份|中国|控股|有限|普通合伙|有限合伙|特殊普通合伙|株|china|group|prc)$/u
const BRANCH = '(?:分公司|子公司|办事处|营业部|经营部|代表处|联络处|分部|分店|门店|分行|支行|分院|分厂|分校)'
const BRANCH_OF_COMPANY = new RegExp(`^(.+(?:公司|集团|银行|企业|学院|医院))(\\p{L}{0,14}?${BRANCH})$`, 'u')
const BRANCH_ALONE = new RegExp(`^(\\p{L}{2,}?)((?:${PROVINCE}|${CITY}|\\p{L}{2}[区县镇路])${BRANCH})$`, 'u')
const LATIN_BRANCH = /^(.+?)[\s,.-]+((?:\w+\s+)?(?:branch|representative office|rep\.? office|office))$/u

// the first prefecture of a province in `cities`, which are in the order of their codes
const CAPITALS: Readonly<Record<string, string>> = {
  石家庄: '河北',
  太原: '山西',
  呼和浩特: '内蒙古',
  沈阳: '辽宁',
  长春: '吉林',
  哈尔滨: '黑龙江',
  南京: '江苏',
  杭州: '浙江',
  合肥: '安徽',
  福州: '福建',
  南昌: '江西',
  济南: '山东',
  郑州: '河南',
  武汉: '湖北',
  长沙: '湖南',
  广州: '广东',
  南宁: '广西',
  海口: '海南',
  成都: '四川',
  贵阳: '贵州',
  昆明: '云南',
  拉萨: '西藏',
  西安: '陕西',
  兰州: '甘肃',
  西宁: '青海',
  银川: '宁夏',
  乌鲁木齐: '新疆',
}
const provinceOf = new Map<string, string>()
for (let at = '', i = 0; i < cities.length; i++) {
  const city = cities[i] ?? ''
  // the autonomous prefectures at the end are of several provinces
  at = city === '延边' ? '' : (CAPITALS[city] ?? at)
  if (at) provinceOf.set(city, at)
}

const LATIN_PLACES: Readonly<Record<string, string>> = {
  beijing: '北京',
  shanghai: '上海',
  tianjin: '天津',
  chongqing: '重庆',
  guangzhou: '广州',
  shenzhen: '深圳',
  hangzhou: '杭州',
  suzhou: '苏州',
  nanjing: '南京',
  ningbo: '宁波',
  wuxi: '无锡',
  qingdao: '青岛',
  dalian: '大连',
  xiamen: '厦门',
  chengdu: '成都',
  wuhan: '武汉',
  xian: '西安',
  dongguan: '东莞',
  foshan: '佛山',
  zhuhai: '珠海',
  jinan: '济南',
  shenyang: '沈阳',
  changsha: '长沙',
  zhengzhou: '郑州',
  hefei: '合肥',
  fuzhou: '福州',
  kunshan: '昆山',
  guangdong: '广东',
  zhejiang: '浙江',
  jiangsu: '江苏',
  shandong: '山东',
  fujian: '福建',
  sichuan: '四川',
  'hong kong': '香港',
  hongkong: '香港',
  macau: '澳门',
  taiwan: '台湾',
}

const bare = (text: string): string =>
  text.replace(/(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市|地区)$/u, '')

function placeOf(province: string | undefined, city: string | undefined): Place {
  const [above, below] = [province && bare(province), city && bare(city)]
  const known = above ?? (below && provinceOf.get(below))
  return { ...(known && { province: known }), ...(below && { city: below }) }
}

const placeIn = (match: RegExpExecArray | null): Place | undefined =>
  match ? placeOf(match.groups?.province, match.groups?.city ?? match.groups?.alone) : undefined

/** Brackets say a place, a branch or that it is a group; anything else belongs to the name. */
function bracketed(text: string): { text: string; places: Place[]; branch: string } {
  const places: Place[] = []
  let branch = ''
  const rest = text.replace(BRACKET, (_, inside: string) => {
    const place = placeIn(WHOLE.exec(LATIN_PLACES[inside] ?? inside))
    if (place) places.push(place)
    else if (new RegExp(`${BRANCH}$`, 'u').test(inside) || /\bbranch$/.test(inside)) branch = inside
    else if (!GROUP.test(inside)) return inside
    return ''
  })
  return { text: rest.trim(), places, branch }
}

function branched(text: string): { base: string; of: string } {
  const joined = /\p{Script=Han}/u.test(text) ? text.replace(/\s+/gu, '') : text
  const found = BRANCH_OF_COMPANY.exec(joined) ?? BRANCH_ALONE.exec(joined) ?? LATIN_BRANCH.exec(joined)
  return found ? { base: found[1] ?? joined, of: found[2] ?? '' } : { base: joined, of: '' }
}

/** What is left must still be a name: 上海有限公司 keeps its 上海. */
function placed(name: string): { rest: string; places: Place[] } {
  const places: Place[] = []
  let rest = name
  for (const pattern of [LEADING, TRAILING]) {
    const found = pattern.exec(rest)
    const shorter = rest.replace(pattern, '')
    const place = placeIn(found)
    if (!place || [...shorter].length < 2) continue
    places.push(place)
    rest = shorter
  }
  if (rest.startsWith('中国') && [...rest].length >= 4) rest = rest.slice(2)
  return { rest, places }
}

const HAN_FORM =
  /(?:集团)?(?:股份|有限|责任|合伙企业|普通合伙|特殊普通合伙|有限合伙|集团|控股)*(?:公司|企业|商行|商店|株式会社|会社)$|(?:集团|股份)$/
// prettier-ignore
const LATIN_FORMS = new Set([
  'ltd',
  'limited',
  'inc',
  'incorporated',
  'llc',
  'llp',
  'lp',
  'plc',
  'corp',
  'corporation',
  'co',
  'company',
  'gmbh',
  'mbh',
  'ag',
  'kg',
  'kgaa',
  'ohg',
  'ug',
  'se',
  'sa',
  'sas',
  'sarl',
  'srl',
  'spa',
  'sl',
  'bv',
  'nv',
  'ab',
  'as',
  'oy',
  'oyj',
  'aps',
  'pty',
  'pte',
  'sdn',
  'bhd',
  'kk',
  'and',
  'group',
  'holding',
  'holdings',
  'pvt',
  'private',
  'china',
])

function withoutLegalForm(text: string): string {
  const words = text
    .replace(/^株式会社/u, '')
    .replace(/&/g, ' and ')
    .replace(/(?<!\w)(\w)\/(\w)(?!\w)/g, '$1$2')
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(word => word !== '')
  while (words.length > 1 && LATIN_FORMS.has(words.at(-1) ?? '')) words.pop()
  if (words.length > 1 && words[0] === 'the') words.shift()
  const named =
    words.length > 1 && LATIN_PLACES[words[0] ?? ''] ? [LATIN_PLACES[words[0] ?? ''], ...words.slice(1)] : words
  const joined = named.join('')
  const short = joined.replace(HAN_FORM, '')
  return short === '' ? joined : short
}
